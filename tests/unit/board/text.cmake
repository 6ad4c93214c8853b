atelier_test(text_test LABEL unit
    SOURCES run_index_test.cpp text_test.cpp
    DEPS atelier_board)
