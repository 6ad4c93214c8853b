// The core under the clock in wasm: tests/bench/core_wasm_bench.mjs feeds it a recorded editing session.
// SPDX-License-Identifier: MIT
#include <cstdint>
#include <cstring>
#include <vector>

#include "tests/support/replica.h"

namespace {

using namespace atelier;  // NOLINT(google-build-using-namespace): the whole file is one boundary

std::vector<char> input;
std::vector<board::Op> ops;
board::Id card;

std::uint32_t read_u32(std::size_t& at) {
    std::uint32_t value = 0;
    std::memcpy(&value, input.data() + at, sizeof value);
    at += sizeof value;
    return value;
}

}  // namespace

extern "C" {

__attribute__((export_name("bench_input"))) char* bench_input(std::uint32_t size) {
    input.resize(size);
    return input.data();
}

// Input: patches, each position u32 | deleted u32 | bytes u32 | UTF-8, positions in UTF-16 units. Types them in by
// position and keeps the ops. Returns how many.
__attribute__((export_name("bench_type"))) std::uint32_t bench_type() {
    ops.clear();
    testing::Replica author(1);
    ops.push_back(author.commit(board::AddItem{board::ItemKind::Card, board::CardKind::Story, {}, "", ""}));
    card = ops.front().id;
    const auto make = [&author](board::OpBody body) {
        board::Op op;
        op.id = {author.actor, author.board.next_counter(author.actor)};
        op.lamport = author.board.lamport() + 1;
        op.span = board::span_of(body);
        op.body = std::move(body);
        ATELIER_CHECK(author.board.apply(op).has_value());
        ops.push_back(std::move(op));
    };
    for (std::size_t at = 0; at < input.size();) {
        const std::uint32_t position = read_u32(at);
        const std::uint32_t deleted = read_u32(at);
        const std::uint32_t bytes = read_u32(at);
        if (deleted > 0) {
            make(board::DeleteText{card, author.board.characters(card, position, deleted)});
        }
        if (bytes > 0) {
            const auto between = author.board.neighbours(card, position);
            make(board::InsertText{card, between.left, between.right, std::string(input.data() + at, bytes)});
        }
        at += bytes;
    }
    return static_cast<std::uint32_t>(ops.size());
}

// Merges those ops one by one into a fresh board, as if they came from somebody else, and reads the text.
// Leaves it in the input buffer; returns its size.
__attribute__((export_name("bench_merge"))) std::uint32_t bench_merge() {
    board::Board board;
    for (const board::Op& op : ops) {
        ATELIER_CHECK(board.apply(op).has_value());
    }
    const std::string text = board.find(card)->text.str();
    input.assign(text.begin(), text.end());
    return static_cast<std::uint32_t>(text.size());
}

// Input: a saved state. Loads it and returns how many items it has.
__attribute__((export_name("bench_load"))) std::uint32_t bench_load() {
    const auto loaded = board::Board::decode({input.data(), input.size()});
    ATELIER_CHECK(loaded.has_value());
    return static_cast<std::uint32_t>(loaded->items().size());
}

}  // extern "C"
