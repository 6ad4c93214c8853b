find_package(ZLIB REQUIRED)

# The server suite: `./dev bench server`. The real server in one process, the load in another.
add_library(atelier_load STATIC load.cpp load_member.cpp processes.cpp)
target_link_libraries(atelier_load PUBLIC atelier_flags atelier_test_client PRIVATE ZLIB::ZLIB)

add_executable(server_fanout_bench server_fanout_bench.cpp bare_sends.cpp)
target_link_libraries(server_fanout_bench PRIVATE atelier_load)

add_executable(server_board_bench server_board_bench.cpp)
target_link_libraries(server_board_bench PRIVATE atelier_load atelier_workshop_board)

add_executable(server_hostile_bench server_hostile_bench.cpp hostile_crowd.cpp)
target_link_libraries(server_hostile_bench PRIVATE atelier_load)

add_executable(server_crowd_bench server_crowd_bench.cpp)
target_link_libraries(server_crowd_bench PRIVATE atelier_load)
