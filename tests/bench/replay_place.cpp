// A server with a history of 100,000 ops, for whoever measures how a page looks back on it: prints {"port","link"} as one line,
// and serves until its standard input ends. Argument: the folder of the built pages.
// SPDX-License-Identifier: MIT
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/bench/measure.h"
#include "tests/bench/past_load.h"
#include "tests/bench/workshop_board.h"

int main(int count, char** arguments) {
    using namespace atelier;
    testing::require(count == 2, "usage: replay_place FOLDER-OF-THE-PAGES");
    const test::Instance instance;
    testing::write_history(instance, testing::workshop_ops());
    test::ServerProcess server(instance.data(), {"--web-root", arguments[1]});
    testing::require(server.port() != 0, "the server does not start");
    const std::string link = "http://localhost:" + std::to_string(server.port()) + "/#b=" + instance.board().text() +
                             "&t=" + instance.token(workshop::Role::Participant);
    std::cout << nlohmann::json{{"port", server.port()}, {"link", link}}.dump() << std::endl;
    std::string ignored;
    while (std::getline(std::cin, ignored)) {
    }
    server.terminate();
    return server.wait();
}
