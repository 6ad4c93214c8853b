# Run it from the root of the checkout: it reads tests/data/traces.
add_executable(text_bench text_bench.cpp)
target_link_libraries(text_bench PRIVATE atelier_flags atelier_board atelier_trace)
