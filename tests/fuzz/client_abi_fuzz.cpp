// The functions that the browser calls, driven by bytes: what a page, its network and another person do. Whatever it
// was, in the end the page, the other person and the server have one board, and nothing waits.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <string_view>

#include "server/board/codec.h"
#include "server/client/view.h"
#include "server/client/wasm_abi.h"
#include "tests/fuzz/byte_source.h"
#include "tests/support/fake_server.h"

using namespace atelier;  // NOLINT(google-build-using-namespace): a fuzz target is one function

namespace {

using testing::ByteSource;
using testing::FakeServer;

constexpr std::size_t kGesturesMax = 120;

std::uint32_t give(BytesView bytes) {
    const auto size = static_cast<std::uint32_t>(bytes.size());
    std::copy(bytes.begin(), bytes.end(), atelier_input(size));
    return size;
}

Bytes output() {
    return {reinterpret_cast<const char*>(atelier_output()), atelier_output_size()};
}

// The page's network and disk, moved by hand.
class Page {
public:
    explicit Page(FakeServer& server) : server_(server) {
        open();
        server_.connections.push_back(&connection_);
    }

    void connect() {
        disconnect();
        connected_ = true;
        client_connected();
    }
    void disconnect() {
        connection_ = {};
        connected_ = false;
        client_disconnected();
    }
    void save() {
        if (const std::uint32_t version = client_take_save()) {
            disk_ = output();
            client_saved(version);
        }
    }
    void send() {
        if (connected_ && client_next_frame() == 1) {
            server_.on_frame(connection_, output());
        }
    }
    void receive() {
        if (connection_.to_client.empty()) {
            return;
        }
        const Bytes frame = connection_.to_client.front();
        connection_.to_client.pop_front();
        if (client_frame(give(frame)) != 0) {
            connect();
        }
        redraw();
    }
    void kill() {
        open();
        connection_ = {};
        connected_ = false;
        if (!disk_.empty()) {
            ATELIER_CHECK(client_restore(give(disk_)) == 0);
        }
    }
    void redraw() {
        if (client_changes() == 1) {
            reconnect_ = output().find("\"reconnect\":true") != Bytes::npos;
            idle_ = output().find("\"pendingOps\":0,") != Bytes::npos || output().find("pendingOps") == Bytes::npos;
        }
        if (reconnect_ && connected_) {
            connect();
        }
    }
    // Until nothing moves any more.
    void settle() {
        connect();
        for (int round = 0; round < 10'000; ++round) {
            save();
            const std::size_t log = server_.position();
            send();
            const bool quiet = log == server_.position() && connection_.to_client.empty();
            receive();
            redraw();
            if (quiet && idle_) {
                return;
            }
        }
        ATELIER_CHECK(false);
    }

private:
    static void open() {
        const std::string fields = std::string(32, '0') +
                                   "\x1ftoken\x1f"
                                   "fr\x1f"
                                   "Anne\x1f"
                                   "Org\x1f";
        ATELIER_CHECK(client_open(give(fields), 1, 2) == 0);
    }

    FakeServer& server_;
    FakeServer::Connection connection_;
    Bytes disk_;
    bool connected_ = false;
    bool reconnect_ = false;
    bool idle_ = false;
};

std::uint32_t value(ByteSource& source) {
    const std::uint8_t byte = source.byte();
    return byte < 0xf0U ? byte % 8U : static_cast<std::uint32_t>(source.number(4));
}

std::uint32_t handle(ByteSource& source) {
    const std::uint8_t byte = source.byte();
    return byte < 0xf0U ? byte % 12U : static_cast<std::uint32_t>(source.number(4));
}

std::uint32_t text(ByteSource& source) {
    static constexpr std::string_view kTexts[] = {"é", "frein ", "🌱👩\u200d👧", "\u202e", "", "a\n"};
    const std::uint8_t byte = source.byte();
    return byte < 0xe0U ? give(kTexts[byte % std::size(kTexts)]) : give(source.chunk(64));
}

// The arguments of a call are made one after the other, in this order on every compiler.
void gesture(ByteSource& source) {
    const std::uint8_t what = source.byte();
    const std::uint32_t item = handle(source);
    const std::uint32_t other = handle(source);
    const std::uint32_t number = value(source);
    client_time(static_cast<double>(source.number(2)));
    switch (what % 15U) {
        case 0:
        case 1: client_add_card(number, text(source)); break;
        case 2: client_add_thread(text(source)); break;
        case 3:
            client_derive(number, value(source),
                          give(Bytes(source.chunk(20)) + "\x1f"
                                                         "un\x1f"
                                                         "deux"));
            break;
        case 4:
        case 5: client_edit(item, number, value(source), text(source)); break;
        case 6: client_move(item, number, other); break;
        case 7: client_set_removed(item, number % 2U); break;
        case 8: client_add_link(item, other, number); break;
        case 9: client_remove_link(item, other, number); break;
        case 10: client_join_thread(item, other); break;
        case 11: client_leave_thread(item, other); break;
        case 12:
            client_vote(item, static_cast<std::int32_t>(number) - 1, other == 0 ? 1 : 0, other % 70, other % 5);
            break;
        case 13: client_place(item, static_cast<std::int32_t>(number), static_cast<std::int32_t>(other)); break;
        default: number % 2U == 0 ? client_undo() : client_redo(); break;
    }
}

// What another person does meanwhile, on anything there is.
void other_gesture(testing::FakeDevice& device, ByteSource& source) {
    auto& session = device.session();
    const auto& items = session.board().items();
    if (items.empty() || source.below(4) == 0) {
        static_cast<void>(session.add_card(board::CardKind::Fear, "autre"));
    } else {
        const board::Id item = items[source.below(items.size())].id;
        switch (source.below(5)) {
            case 0: static_cast<void>(session.edit_text(item, source.below(9), source.below(5), "ï")); break;
            case 1: static_cast<void>(session.set_removed(item, source.below(2) == 0)); break;
            case 2: static_cast<void>(session.move_card(item, board::CardKind::Story, board::kNullId)); break;
            case 3: static_cast<void>(session.vote(item, -1)); break;
            default: static_cast<void>(session.undo()); break;
        }
    }
    device.settle();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    ByteSource source(data, size);
    FakeServer server;
    server.refuses = [&](const board::Op& op) {  // what a phase would not allow: every thirteenth op or so
        return op.id.actor.value == 100 && op.id.counter % 13U == 7;
    };
    Page page(server);
    testing::FakeDevice other(server, 2);
    page.settle();
    other.connect();
    for (std::size_t i = 0; i < kGesturesMax && !source.empty(); ++i) {
        switch (source.byte() % 16U) {
            case 0: page.save(); break;
            case 1: page.send(); break;
            case 2: page.receive(); break;
            case 3: page.redraw(); break;
            case 4: page.connect(); break;
            case 5: page.disconnect(); break;
            case 6: page.kill(); break;
            case 7:
            case 8: other_gesture(other, source); break;
            case 9: page.settle(); break;
            default: gesture(source); break;
        }
    }
    page.settle();
    other.settle();
    page.settle();
    client_hash();
    ATELIER_CHECK(output() == to_hex(server.board().shared_hash()));
    ATELIER_CHECK(other.session().board().shared_hash() == server.board().shared_hash());
    return 0;
}
