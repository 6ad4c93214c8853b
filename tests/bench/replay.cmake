# The replay suite: `./dev bench replay`. The real server in one process, somebody who looks back in another.
add_executable(replay_bench replay_bench.cpp)
target_link_libraries(replay_bench PRIVATE atelier_test_client atelier_workshop_board)
