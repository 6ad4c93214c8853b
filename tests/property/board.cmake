atelier_test(board_property_test LABEL property
    SOURCES board_laws.cpp board_laws_test.cpp derivation_laws.cpp random_ops.cpp text_laws.cpp
    DEPS atelier_board)
atelier_test(undo_property_test LABEL property
    SOURCES undo_laws.cpp undo_laws_test.cpp ${PROJECT_SOURCE_DIR}/tests/support/fake_server.cpp
    DEPS atelier_client)
