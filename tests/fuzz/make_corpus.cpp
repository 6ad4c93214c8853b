// Writes first inputs for the fuzz targets from real sessions, files and tokens: make_corpus FOLDER, from the root of the
// sources. ./dev fuzz --corpus minimises them into tests/fuzz/corpus.
// SPDX-License-Identifier: MIT
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "server/board/codec.h"
#include "server/board/op_references.h"
#include "server/history/op_json.h"
#include "server/workshop/capability.h"
#include "storage/compression.h"
#include "storage/record_codec.h"
#include "tests/property/random_ops.h"
#include "tests/support/bad_ops.h"
#include "tests/support/fake_server.h"

namespace {

using namespace atelier;  // NOLINT(google-build-using-namespace): a program of one page

namespace fs = std::filesystem;

void write(const fs::path& file, BytesView bytes) {
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
}

std::string read(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// As ByteSource::chunk() reads it.
Bytes chunk(BytesView bytes) {
    return {Bytes{static_cast<char>(bytes.size() >> 8U), static_cast<char>(bytes.size() & 0xffU)} + Bytes(bytes)};
}

Bytes chances(std::size_t count, Random& random) {
    Bytes bytes;
    for (; count > 0; --count) {
        bytes += static_cast<char>(random.next());
    }
    return bytes;
}

void write_core(const fs::path& folder, Random& random) {
    testing::Replica person(7);
    std::vector<board::Op> ops;
    for (int i = 0; i < 60; ++i) {
        const std::string number = std::to_string(i);
        ops.push_back(testing::random_op(person, random));
        write(folder / "op_codec" / number, board::encode_batch({&ops.back(), 1}));
        write(folder / "archive" / number, history::op_to_json(ops.back()).dump());
        write(folder / "state_codec" / number, person.board.encode());
        write(folder / "merge" / number, chances(60, random));
        write(folder / "client_abi" / number, chances(200, random));
    }
    write(folder / "op_codec" / "session", board::encode_batch(ops));
    const board::Op purge{{ActorId{2}, 1}, 61, 1, board::PurgeText{{ops.front().id}, person.board.seen_hash()}};
    write(folder / "op_codec" / "purge", board::encode_batch({&purge, 1}));
    const testing::BadOpsStage stage;
    std::size_t count = 0;
    for (const testing::BadOp& row : testing::bad_ops(stage)) {
        if (std::holds_alternative<board::Unknown>(row.op.body) || board::heap_bytes(row.op.body) > 1000) {
            continue;
        }
        const Bytes batch = board::encode_batch({&row.op, 1});
        const std::string name = "bad" + std::to_string(count++);
        write(folder / "op_codec" / name, batch);
        write(folder / "client_submit" / name, chunk(client::encode_submit(batch)));
    }
}

void write_frames(const fs::path& folder, Random& random) {
    testing::FakeServer server;
    testing::FakeDevice anne(server, 1);
    testing::FakeServer::Connection listener;
    client::ClientSession session({}, random);
    session.on_connected();
    const Bytes hello = *session.next_frame();
    write(folder / "client_submit" / "hello", chunk(hello));
    server.connections.push_back(&listener);
    server.on_frame(listener, hello);
    anne.connect();
    const board::Id card = anne.session().add_card(board::CardKind::Need, "données 🌱").value();
    anne.settle();
    write(folder / "client_frame" / "saved", Bytes(1, '\0') + chunk(anne.disk));
    static_cast<void>(anne.session().edit_text(card, 0, 3, "frein"));
    const board::Id thread = anne.session().add_thread("fil").value();
    static_cast<void>(anne.session().join_thread(thread, card));
    static_cast<void>(anne.session().vote(card, 1));
    static_cast<void>(anne.session().add_card(board::CardKind::Fear, "autre"));
    anne.settle();
    write(folder / "client_frame" / "saved_empty", Bytes(1, '\0') + chunk(anne.disk));
    Bytes all(1, '\2');
    std::size_t count = 0;
    for (const Bytes& frame : listener.to_client) {
        all += chunk(frame);
        write(folder / "client_frame" / ("frame" + std::to_string(count)), Bytes(1, '\2') + chunk(frame));
        write(folder / "client_frame" / ("joined" + std::to_string(count++)), Bytes(1, '\1') + chunk(frame));
    }
    write(folder / "client_frame" / "all", all);
}

void write_door(const fs::path& folder) {
    workshop::ServerKey key;
    key.bytes.fill(1);  // capability_fuzz.cpp
    for (const workshop::Role role : {workshop::Role::Participant, workshop::Role::Screen}) {
        const workshop::Capability capability{role, "lyon", {}, 4'000'000'000'000};
        write(folder / "capability" / std::to_string(static_cast<int>(role)),
              workshop::sign_capability(capability, key));
    }
    write(folder / "capability" / "board", "0123456789abcdef0123456789abcdef");
    write(folder / "http" / "page", "/index.html?x\nhttps://atelier.example:443\natelier.example\ngzip;q=0.5, br;q=0");
    write(folder / "http" / "ws", "/api/v1/boards/0123456789abcdef0123456789abcdef/ws\nnull\n\n");
    write(folder / "http" / "sync", "/api/v1/boards/0123456789abcdef0123456789abcdef/sync\nHTTP://A:80\na\nbr");
    write(folder / "http" / "body", Bytes("\x03"
                                          "abc"
                                          "\x80\x00"
                                          "\x01"
                                          "d",
                                          8));
    // Masked with zero: a fragmented message with a ping in it, a longer form of length, Close with a code.
    const Bytes zeros(4, '\0');
    const Bytes head("\x02\x81", 2);
    const Bytes ping("\x89\x80", 2);
    const Bytes tail("\x80\x81", 2);
    const Bytes close("\x88\x82", 2);
    const Bytes longer("\x82\xfe\x00\x7e", 4);
    write(folder / "websocket" / "fragments",
          head + zeros + "a" + ping + zeros + tail + zeros + "b" + close + zeros + "\x03\xe8");
    write(folder / "websocket" / "long", longer + zeros + Bytes(126, 'x'));
}

void write_files(const fs::path& folder) {
    const std::string comments = read("tests/data/polis-biodiversity/comments.csv");
    const std::string some = comments.substr(0, comments.find('\n', 900) + 1);
    const std::string votes =
        "timestamp,datetime,comment-id,voter-id,vote\n"
        "1529524800000,Wed Jun 20 2018,0,1,1\n1529524801000,x,1,1,-1\n1529524802000,x,0,2,0\n";
    write(folder / "csv" / "comments", some);
    write(folder / "csv" / "quotes",
          "\xef\xbb\xbf"
          "a,\"b\"\"c\",\"d\r\ne\"\r\n\nx\"y,z\n\"open,\n");
    write(folder / "polis" / "both", some + '\0' + votes);
    write(folder / "polis" / "votes", '\0' + votes);
    write(folder / "programme" / "small",
          R"({"format":"capacities-sample/1","programme":{"id":"p","title":"P","period":["2022-03","2022-09"]},)"
          R"("organisations":[{"id":"o","name":"O","kind":"other"}],"ateliers":[{"id":"a","host":"o","order":1}],)"
          R"("run_of_show":[{"title":"T","minutes":20,"may_add":["none"],"anonymity":"named","visible":"all"}],)"
          R"("threads":[{"id":"t","title":"T"}],"cards":[{"id":"c","atelier":"a","kind":"need","organisation":"o",)"
          R"("text":"un","threads":["t"]},{"id":"d","atelier":"a","kind":"fear","organisation":"o","text":"deux",)"
          R"("threads":[]}],"links":[{"from":"c","to":"d","verb":"answers"}]})");
    write(folder / "record" / "record", storage::encode_record({3, 1'700'000'000'000, "batch", {}}));
    const Bytes packed = storage::compress("some state that is packed").value();
    write(folder / "record" / "packed", packed);
    write(folder / "record" / "snapshot", storage::encode_snapshot({{OpSeq{9}, {}}, packed, 77}));
    write(folder / "wal" / "three", Bytes("\0\0\x20\x01"
                                          "\0\x10"
                                          "a"
                                          "\x40\0"
                                          "b"
                                          "\0\1"
                                          "c",
                                          13));
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        return 2;
    }
    const fs::path folder = argv[1];
    SeededRandom random(1);
    write_core(folder, random);
    write_frames(folder, random);
    write_door(folder);
    write_files(folder);
    return 0;
}
