// The server's frames and the device's saved bytes as a client meets them: any bytes are an error or a change, never harm,
// and the session goes on working.
// SPDX-License-Identifier: MIT
#include <memory>

#include "server/client/view.h"
#include "tests/fuzz/byte_source.h"
#include "tests/support/fake_server.h"

using namespace atelier;  // NOLINT(google-build-using-namespace): a fuzz target is one function

namespace {

using testing::ByteSource;

constexpr std::size_t kFrameBytesMax = 8192;
constexpr int kFramesMax = 24;

void work(client::ClientSession& session) {
    const auto card = session.add_card(board::CardKind::Need, "é");
    if (card) {
        static_cast<void>(session.edit_text(*card, 1, 0, "🌱"));
        static_cast<void>(session.vote(*card, 1));
    }
    static_cast<void>(session.undo());
    if (auto save = session.take_save()) {
        session.on_saved(save->version);
    }
    session.next_frame();
}

}  // namespace

// First byte: 0 begins from saved bytes, 1 in a room with others, anything else alone. Then frames, each behind its length.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    ByteSource source(data, size);
    SeededRandom random(1);
    client::ClientSession session({}, random);
    client::Handles handles;
    const std::uint8_t beginning = source.byte();
    if (beginning == 0) {
        static_cast<void>(session.restore(source.chunk(kFrameBytesMax)));
    }
    session.on_connected();
    const auto hello = session.next_frame();
    if (beginning == 1) {
        testing::FakeServer server;
        testing::FakeServer::Connection connection;
        server.connections.push_back(&connection);
        server.on_frame(connection, *hello);
        ATELIER_CHECK(session.on_frame(connection.to_client.front()).has_value());
        work(session);
    }
    for (int frames = 0; frames < kFramesMax && !source.empty(); ++frames) {
        const bool understood = session.on_frame(source.chunk(kFrameBytesMax)).has_value();
        client::changes_json(session, handles);
        if (!understood || session.wants_reconnect()) {
            session.on_disconnected();
            session.on_connected();
            session.next_frame();
        }
        work(session);
    }
    session.on_disconnected();
    client::changes_json(session, handles);
    return 0;
}
