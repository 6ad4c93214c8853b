# The real server, killed; what it had shown as kept is written down outside of it.
atelier_test(server_crash_test LABEL crash TIMEOUT 600 SOURCES server_crash_test.cpp witness.cpp DEPS atelier_test_client)
