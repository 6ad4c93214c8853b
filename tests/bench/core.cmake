# The core suite: `./dev bench core`. Run the programs from the root of the checkout: they read tests/data/traces.
find_package(benchmark REQUIRED)
add_library(atelier_workshop_board STATIC workshop_board.cpp)
target_link_libraries(atelier_workshop_board PUBLIC atelier_flags atelier_board)

add_executable(core_text_bench core_text_bench.cpp)
target_link_libraries(core_text_bench PRIVATE atelier_flags atelier_board atelier_trace)

add_executable(core_board_bench core_board_bench.cpp)
target_link_libraries(core_board_bench PRIVATE atelier_workshop_board benchmark::benchmark)

# Its operator new counts, so nothing is timed in it.
add_executable(core_memory_bench core_memory_bench.cpp allocations.cpp ${PROJECT_SOURCE_DIR}/tests/support/fake_server.cpp)
target_link_libraries(core_memory_bench PRIVATE atelier_workshop_board atelier_client atelier_storage atelier_trace)

# The same workshop for programs that are not ours (tests/bench/peers).
add_executable(core_workshop_dump workshop_dump.cpp)
target_link_libraries(core_workshop_dump PRIVATE atelier_workshop_board atelier_client)

add_executable(core_room_memory_bench core_room_memory_bench.cpp allocations.cpp)
target_link_libraries(core_room_memory_bench PRIVATE atelier_room)
