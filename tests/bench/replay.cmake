# The replay suite: `./dev bench replay`. The real server in one process, somebody who looks back in another.
add_library(atelier_past_load STATIC past_load.cpp)
target_link_libraries(atelier_past_load PUBLIC atelier_test_client)

add_executable(replay_bench replay_bench.cpp)
target_link_libraries(replay_bench PRIVATE atelier_past_load atelier_workshop_board)

add_executable(replay_live_bench replay_live_bench.cpp)
target_link_libraries(replay_live_bench PRIVATE atelier_past_load atelier_load atelier_workshop_board)

# Not a benchmark by itself: the place that replay_web_bench.mjs looks back on.
add_executable(replay_place replay_place.cpp)
target_link_libraries(replay_place PRIVATE atelier_past_load atelier_workshop_board)
