find_package(rapidcheck REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(ZLIB REQUIRED)

add_library(atelier_trace STATIC ${PROJECT_SOURCE_DIR}/tests/support/trace.cpp)
target_link_libraries(atelier_trace PUBLIC atelier_flags atelier_board PRIVATE nlohmann_json::nlohmann_json ZLIB::ZLIB)

atelier_test(text_property_test LABEL property
    SOURCES text_laws.cpp text_test.cpp
    DEPS atelier_board atelier_trace rapidcheck)
