atelier_test(board_property_test LABEL property
    SOURCES board_laws.cpp board_laws_test.cpp derivation_laws.cpp random_ops.cpp text_laws.cpp
    DEPS atelier_board)
