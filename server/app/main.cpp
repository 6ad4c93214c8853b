// SPDX-License-Identifier: MIT
#include <iostream>

#include "server/app/run.h"

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    return atelier::app::run(arguments, atelier::app::environment_of_process(), std::cout, std::cerr);
}
