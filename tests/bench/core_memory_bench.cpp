// What the core costs in bytes: on the wire, in a snapshot, in memory; and how often an op asks for memory.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/base/random.h"
#include "server/board/board.h"
#include "server/board/text.h"
#include "server/client/client_session.h"
#include "storage/compression.h"
#include "tests/bench/allocations.h"
#include "tests/bench/measure.h"
#include "tests/bench/workshop_board.h"
#include "tests/support/fake_server.h"
#include "tests/support/trace.h"

namespace atelier::testing {
namespace {

using board::Board;

// By the alternative of OpBody.
constexpr std::array<const char*, std::variant_size_v<board::OpBody>> kKinds = {
    "unknown",     "add_item",    "set_register", "insert_text", "delete_text", "add_link",
    "remove_link", "join_thread", "leave_thread", "cast_ballot", "void",        "purge_text"};

void apply(Board& board, const board::Op& op) {
    const auto outcome = board.apply(op);
    require(outcome && *outcome == board::Outcome::Applied, "an op was not applied");
}

// Applied one by one and redrawn every hundred ops, as a page or a room does.
void measure_ops(const std::vector<board::Op>& ops) {
    std::array<std::size_t, kKinds.size()> made{};
    std::array<std::size_t, kKinds.size()> count{};
    const std::size_t before = allocations().live_bytes;
    Board board;
    for (std::size_t i = 0; i < ops.size(); ++i) {
        const std::size_t start = allocations().made;
        apply(board, ops[i]);
        made[ops[i].body.index()] += allocations().made - start;
        ++count[ops[i].body.index()];
        if (i % 100 == 99) {
            board.take_changes();
            board.hash();
        }
    }
    report("memory.board2000_live_bytes", static_cast<double>(allocations().live_bytes - before), "bytes");
    for (std::size_t kind = 0; kind < kKinds.size(); ++kind) {
        if (count[kind] > 0) {
            report(std::string("alloc.per_op.") + kKinds[kind],
                   static_cast<double>(made[kind]) / static_cast<double>(count[kind]), "allocations");
        }
    }
}

void measure_snapshot(const std::vector<board::Op>& ops) {
    Board board;
    for (const board::Op& op : ops) {
        apply(board, op);
    }
    std::size_t cards = 0;
    std::size_t characters = 0;
    std::size_t runs = 0;
    for (const board::Item& item : board.items()) {
        cards += item.kind == board::ItemKind::Card ? 1 : 0;
        characters += item.text.size_utf16();
        runs += item.text.run_count();
    }
    require(cards == kWorkshopCards, "not as many cards as were meant");
    report("board2000.characters", static_cast<double>(characters), "characters");
    report("board2000.runs", static_cast<double>(runs), "runs");
    report("board2000.ballots", static_cast<double>(board.ballots().size()), "ballots");
    report("board2000.edges", static_cast<double>(board.links().size() + board.memberships().size()), "edges");
    const Bytes state = board.encode();
    const auto packed = storage::compress(state);
    require(packed.has_value(), "the state does not compress");
    report("snapshot.plain_bytes", static_cast<double>(state.size()), "bytes");
    report("snapshot.bytes", static_cast<double>(packed->size()), "bytes");
    const Allocations before = allocations();
    const auto loaded = Board::decode(state);
    require(loaded.has_value() && loaded->hash() == board.hash(), "the state does not load");
    report("memory.board2000_bytes", static_cast<double>(allocations().live_bytes - before.live_bytes), "bytes");
    report("alloc.snapshot_load", static_cast<double>(allocations().made - before.made), "allocations");
}

// A person who types the start of a recorded session, up to what fits a card, into a ClientSession. The host saves every
// 500 ms, which ends a batch; what counts is every byte of the Submit frames that follow.
void measure_typing(const std::string& name, std::size_t keys_per_second) {
    constexpr std::size_t kKeys = 20'000;
    const Trace trace = read_trace("automerge-paper");
    FakeServer server;
    FakeDevice device(server, 1);
    device.connect();
    device.settle();
    const auto card = device.session().add_card(board::CardKind::Story, "");
    require(card.has_value(), "no card");
    device.settle();
    const std::size_t sent_before = device.sent_bytes;
    std::size_t keys = 0;
    std::size_t saves = 0;
    const auto save = [&] {
        device.save();
        device.send();
        device.receive();
    };
    for (const TraceTransaction& t : trace.transactions) {
        for (const TraceEdit& edit : t.edits) {
            require(device.session().edit_text(*card, edit.at, edit.deleted, edit.inserted).has_value(), "not typed");
            keys += edit.deleted + edit.inserted_length;
            if (2 * keys / keys_per_second > saves) {
                saves = 2 * keys / keys_per_second;
                save();
            }
        }
        if (keys >= kKeys) {
            break;
        }
    }
    save();
    require(device.session().pending_ops() == 0, "not all was acknowledged");
    report(name, static_cast<double>(device.sent_bytes - sent_before) / static_cast<double>(keys), "bytes");
}

// One card that is written in all day: typed into and deleted from at random places, never empty and never long, and
// purged whenever it has twice the runs that the last purge left. Reports the memory it has at its most.
void measure_long_life(const char* name, std::size_t edits) {
    constexpr std::size_t kSlack = 1000;  // runs
    SeededRandom random(4);
    const std::size_t before = allocations().live_bytes;
    std::size_t most_bytes = 0;
    board::Text text;
    std::size_t purge_at = kSlack;
    std::uint32_t next = 1;
    for (std::size_t edit = 0; edit < edits; ++edit) {
        const std::size_t size = text.size_utf16();
        if (size < 500 || (size < 1500 && random.below(2) == 0)) {
            const std::string typed(1 + random.below(8), 'e');
            const auto length = static_cast<std::uint32_t>(typed.size());
            text.insert({1, next}, length, text.origins_at(random.below(size + 1)), typed,
                        [](std::uint32_t a, std::uint32_t b) { return a < b; });
            next += length;
        } else {
            for (const board::CharRange& range : text.ranges_at(random.below(size), 1 + random.below(8))) {
                text.erase(range);
            }
        }
        if (text.run_count() >= purge_at) {
            most_bytes = std::max(most_bytes, allocations().live_bytes - before);
            text.purge();
            purge_at = 2 * text.run_count() + kSlack;
        }
    }
    require(text.size_utf16() > 0 && most_bytes > 0, "the card was not written in");
    report(name, static_cast<double>(most_bytes), "bytes");
}

int run() {
    const std::vector<board::Op> ops = workshop_ops();
    require(ops.size() == kWorkshopOps, "not as many ops as were meant");
    measure_snapshot(ops);
    measure_ops(ops);
    measure_long_life("memory.purged_text_1m_edits_bytes", 1'000'000);
    measure_long_life("memory.purged_text_10m_edits_bytes", 10'000'000);
    measure_typing("text.bytes_per_keystroke", 5);
    measure_typing("text.bytes_per_keystroke.at_2_keys_per_s", 2);
    measure_typing("text.bytes_per_keystroke.at_10_keys_per_s", 10);
    return 0;
}

}  // namespace
}  // namespace atelier::testing

int main() {
    return atelier::testing::run();
}
