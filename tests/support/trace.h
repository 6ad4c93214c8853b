// Recorded editing sessions (tests/data/traces), as local edits and as the ops that a server would see.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "server/board/text.h"

namespace atelier::testing {

// One patch: at `at`, `deleted` units go, then `inserted` comes. All characters of our traces are in the BMP (checked
// while reading), so the code points of the file are the UTF-16 units of the API.
struct TraceEdit {
    std::size_t at = 0;
    std::size_t deleted = 0;
    std::string inserted;
    std::uint32_t inserted_length = 0;
};

struct TraceTransaction {
    std::vector<std::size_t> parents;  // indexes of transactions; empty = follows the one before it in the list
    std::uint32_t agent = 0;
    std::vector<TraceEdit> edits;
};

struct Trace {
    std::vector<TraceTransaction> transactions;  // parents come first
    std::string end_content;
    bool concurrent = false;
};

// What travels: an insertion when `length` > 0, a deletion otherwise.
struct TraceOp {
    board::CharId first;
    std::uint32_t length = 0;
    board::Origins origins;
    std::string text;
    std::vector<board::CharRange> erased;
};

// Aborts when the file is missing or not what it should be. `name` as in "automerge-paper".
Trace read_trace(const std::string& name);

// The ops that the authors of a trace would have sent, each made on the state its author saw. In file order.
std::vector<TraceOp> trace_to_ops(const Trace& trace);

// Agents are actor indexes; ties go by index.
void apply_trace_op(board::Text& text, const TraceOp& op);

// Does one edit as a browser does: by position. Ids go on from `next_counter`.
void apply_trace_edit(board::Text& text, const TraceEdit& edit, std::uint32_t agent, std::uint32_t& next_counter);

}  // namespace atelier::testing
