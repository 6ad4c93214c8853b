# How every target of the project is made: warnings, include root, allowed dependencies on one line.

add_library(atelier_flags INTERFACE)
target_include_directories(atelier_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(atelier_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
    -Woverloaded-virtual -Wimplicit-fallthrough -Wnull-dereference)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # -Wnull-dereference misfires inside the standard library at -O2; coroutine frames trip -Wmaybe-uninitialized in g++ 12.
    target_compile_options(atelier_flags INTERFACE
        -Wduplicated-cond -Wlogical-op -fcoroutines -Wno-null-dereference -Wno-maybe-uninitialized)
endif()
target_compile_definitions(atelier_flags INTERFACE $<$<NOT:$<CONFIG:Release>>:_GLIBCXX_ASSERTIONS>)

# atelier_library(name SOURCES a.cpp ... DEPS lib ...)
function(atelier_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;DEPS" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC atelier_flags ${ARG_DEPS})
endfunction()

# atelier_test(name LABEL unit SOURCES a.cpp ... DEPS lib ...): a Catch2 program run by ctest under that label.
function(atelier_test name)
    cmake_parse_arguments(ARG "" "LABEL;TIMEOUT" "SOURCES;DEPS;ARGS" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE atelier_flags ${ARG_DEPS} atelier_catch_main)
    # Under a sanitizer what is tested is optimised, the tests are not: their macros take twice as long to compile so.
    target_compile_options(${name} PRIVATE ${ATELIER_TEST_OPTIONS})
    if(CMAKE_CXX_FLAGS MATCHES "-fsanitize=(address|thread)")  # the compilers say it in ways of their own
        target_compile_definitions(${name} PRIVATE ATELIER_SANITIZED)
    endif()
    add_test(NAME ${name} COMMAND ${name} ${ARG_ARGS} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 300)
    endif()
    set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABEL}" TIMEOUT ${ARG_TIMEOUT})
endfunction()
