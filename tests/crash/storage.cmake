# A writer that is killed, and a ledger outside its store of what it had acknowledged.
add_executable(crash_writer crash_writer.cpp)
target_link_libraries(crash_writer PRIVATE atelier_flags atelier_storage)

atelier_test(storage_crash_test LABEL crash SOURCES storage_crash_test.cpp DEPS atelier_storage)
target_compile_definitions(storage_crash_test PRIVATE CRASH_WRITER="$<TARGET_FILE:crash_writer>")
add_dependencies(storage_crash_test crash_writer)
