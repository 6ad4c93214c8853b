// Writes seeds for the fuzz targets from a small session: make_corpus tests/fuzz/corpus
// SPDX-License-Identifier: MIT
#include <filesystem>
#include <fstream>
#include <string>

#include "server/board/codec.h"
#include "tests/property/random_ops.h"
#include "tests/support/fake_server.h"

namespace {

using namespace atelier;  // NOLINT(google-build-using-namespace): a program of one page

void write(const std::filesystem::path& file, BytesView bytes) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
}

}  // namespace

int main(int argc, char** argv) {
    const std::filesystem::path corpus = argc > 1 ? argv[1] : "tests/fuzz/corpus";
    SeededRandom random(1);
    testing::Replica person(7);
    std::vector<board::Op> ops;
    for (int i = 0; i < 60; ++i) {
        ops.push_back(testing::random_op(person, random));
        if (i % 10 == 0) {
            write(corpus / "op_codec" / ("op" + std::to_string(i)), board::encode_batch({&ops.back(), 1}));
            write(corpus / "state_codec" / ("state" + std::to_string(i)), person.board.encode());
            std::string chances;
            for (int byte = 0; byte < 40; ++byte) {
                chances += static_cast<char>(random.next());
            }
            write(corpus / "merge" / ("session" + std::to_string(i)), chances);
        }
    }
    write(corpus / "op_codec" / "session", board::encode_batch(ops));
    testing::FakeServer server;
    testing::FakeDevice anne(server, 1);
    anne.connect();
    static_cast<void>(anne.session().add_card(board::CardKind::Need, "données 🌱"));
    anne.settle();
    write(corpus / "client_frame" / "saved", anne.disk);
    testing::FakeServer::Connection listener;
    server.connections.push_back(&listener);
    client::ClientSession session({}, random);
    session.on_connected();
    server.on_frame(listener, *session.next_frame());
    static_cast<void>(anne.session().add_card(board::CardKind::Fear, "frame"));
    anne.settle();
    for (std::size_t i = 0; i < listener.to_client.size(); ++i) {
        write(corpus / "client_frame" / ("frame" + std::to_string(i)), listener.to_client[i]);
    }
    return 0;
}
