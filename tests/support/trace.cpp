// SPDX-License-Identifier: MIT
#include "tests/support/trace.h"

#include <zlib.h>
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "server/base/check.h"
#include "server/base/utf8.h"

namespace atelier::testing {
namespace {

using board::CharId;
using board::CharRange;
using board::Text;

std::string read_gzip(const std::string& path) {
    gzFile file = gzopen(path.c_str(), "rb");
    if (file == nullptr) {
        std::fprintf(stderr, "cannot open %s (run from the root of the checkout)\n", path.c_str());
        std::abort();
    }
    std::string bytes;
    std::array<char, 65536> buffer{};
    int got = 0;
    while ((got = gzread(file, buffer.data(), static_cast<unsigned>(buffer.size()))) > 0) {
        bytes.append(buffer.data(), static_cast<std::size_t>(got));
    }
    ATELIER_CHECK(got == 0);
    gzclose(file);
    return bytes;
}

TraceEdit parse_edit(const nlohmann::json& patch) {
    TraceEdit edit;
    edit.at = patch.at(0).get<std::size_t>();
    edit.deleted = patch.at(1).get<std::size_t>();
    edit.inserted = patch.at(2).get<std::string>();
    const auto length = utf8::measure(edit.inserted);
    ATELIER_CHECK(length && length->code_points == length->utf16_units);
    edit.inserted_length = static_cast<std::uint32_t>(length->code_points);
    return edit;
}

// One author's copy, and how many transactions of each author it holds.
struct Copy {
    Text text;
    std::vector<std::size_t> seen;
    std::uint32_t next_counter = 1;
};

// The ops of one edit, applied to the author's copy on the way.
void make_ops(Copy& copy, std::uint32_t agent, const TraceEdit& edit, std::vector<TraceOp>& ops) {
    if (edit.deleted > 0) {
        TraceOp op;
        op.erased = copy.text.ranges_at(edit.at, edit.deleted);
        apply_trace_op(copy.text, op);
        ops.push_back(std::move(op));
    }
    if (edit.inserted_length > 0) {
        TraceOp op;
        op.first = {agent, copy.next_counter};
        op.length = edit.inserted_length;
        op.origins = copy.text.origins_at(edit.at);
        op.text = edit.inserted;
        copy.next_counter += op.length;
        apply_trace_op(copy.text, op);
        ops.push_back(std::move(op));
    }
}

void raise_to(std::vector<std::size_t>& version, const std::vector<std::size_t>& other) {
    for (std::size_t i = 0; i < version.size(); ++i) {
        version[i] = std::max(version[i], other[i]);
    }
}

}  // namespace

Trace read_trace(const std::string& name) {
    const auto json = nlohmann::json::parse(read_gzip("tests/data/traces/" + name + ".json.gz"));
    Trace trace;
    trace.end_content = json.at("endContent").get<std::string>();
    trace.concurrent = json.contains("kind") && json["kind"] == "concurrent";
    for (const auto& txn : json.at("txns")) {
        TraceTransaction transaction;
        if (trace.concurrent) {
            transaction.parents = txn.at("parents").get<std::vector<std::size_t>>();
            transaction.agent = txn.at("agent").get<std::uint32_t>();
        }
        for (const auto& patch : txn.at("patches")) {
            transaction.edits.push_back(parse_edit(patch));
        }
        trace.transactions.push_back(std::move(transaction));
    }
    return trace;
}

std::vector<TraceOp> trace_to_ops(const Trace& trace) {
    std::uint32_t agents = 1;
    for (const TraceTransaction& t : trace.transactions) {
        agents = std::max(agents, t.agent + 1);
    }
    std::vector<Copy> copies(agents);
    std::vector<std::vector<std::size_t>> by_agent(agents);  // indexes of transactions
    for (Copy& copy : copies) {
        copy.seen.resize(agents);
    }
    std::vector<std::vector<std::size_t>> versions;          // per transaction: what its state holds, itself included
    std::vector<std::pair<std::size_t, std::size_t>> spans;  // per transaction: its ops
    std::vector<TraceOp> ops;
    for (std::size_t i = 0; i < trace.transactions.size(); ++i) {
        const TraceTransaction& t = trace.transactions[i];
        Copy& copy = copies[t.agent];
        std::vector<std::size_t> version(agents);
        for (const std::size_t parent : t.parents) {
            raise_to(version, versions[parent]);
        }
        if (!trace.concurrent) {
            version = copy.seen;
        }
        ATELIER_CHECK(version[t.agent] == copy.seen[t.agent]);  // every author knows all of the own work
        std::vector<std::size_t> missing;
        for (std::uint32_t agent = 0; agent < agents; ++agent) {
            ATELIER_CHECK(version[agent] >= copy.seen[agent]);
            for (std::size_t n = copy.seen[agent]; n < version[agent]; ++n) {
                missing.push_back(by_agent[agent][n]);
            }
        }
        std::sort(missing.begin(), missing.end());
        for (const std::size_t m : missing) {
            for (std::size_t op = spans[m].first; op < spans[m].second; ++op) {
                apply_trace_op(copy.text, ops[op]);
            }
        }
        const std::size_t begin = ops.size();
        for (const TraceEdit& edit : t.edits) {
            make_ops(copy, t.agent, edit, ops);
        }
        spans.emplace_back(begin, ops.size());
        by_agent[t.agent].push_back(i);
        ++version[t.agent];
        copy.seen = version;
        versions.push_back(std::move(version));
    }
    return ops;
}

void apply_trace_op(Text& text, const TraceOp& op) {
    if (op.length > 0) {
        text.insert(op.first, op.length, op.origins, op.text, [](std::uint32_t a, std::uint32_t b) { return a < b; });
        return;
    }
    for (const CharRange& range : op.erased) {
        text.erase(range);
    }
}

void apply_trace_edit(Text& text, const TraceEdit& edit, std::uint32_t agent, std::uint32_t& next_counter) {
    if (edit.deleted > 0) {
        for (const CharRange& range : text.ranges_at(edit.at, edit.deleted)) {
            text.erase(range);
        }
    }
    if (edit.inserted_length > 0) {
        text.insert({agent, next_counter}, edit.inserted_length, text.origins_at(edit.at), edit.inserted,
                    [](std::uint32_t a, std::uint32_t b) { return a < b; });
        next_counter += edit.inserted_length;
    }
}

}  // namespace atelier::testing
