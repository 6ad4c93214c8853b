// Writes the large workshop for programs that are not ours: what was done, op by op, as JSON lines on standard output
// (the board's start, a line `null`, then the ops of the map workload), and the state as it is saved to the file named.
// SPDX-License-Identifier: MIT
#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>
#include <variant>

#include "server/base/utf8.h"
#include "server/board/board.h"
#include "server/client/json.h"
#include "tests/bench/measure.h"
#include "tests/bench/workshop_board.h"

namespace atelier::testing {
namespace {

using board::Board;
using board::Id;
using client::JsonWriter;

std::string name_of(Id id) {
    return std::to_string(id.actor.value) + ":" + std::to_string(id.counter);
}

bool starts_character(std::string_view text, std::size_t at) {
    return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xc0U) != 0x80U;
}

std::int64_t units(std::string_view text) {
    return static_cast<std::int64_t>(utf8::measure(text)->utf16_units);
}

// The one splice that makes `after` of `before`, in UTF-16 units.
void write_splice(JsonWriter& json, std::string_view before, std::string_view after) {
    const std::size_t shorter = std::min(before.size(), after.size());
    std::size_t head = 0;
    while (head < shorter && before[head] == after[head]) {
        ++head;
    }
    while (!starts_character(before, head) || !starts_character(after, head)) {
        --head;
    }
    std::size_t tail = 0;
    while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) {
        ++tail;
    }
    while (!starts_character(before, before.size() - tail) || !starts_character(after, after.size() - tail)) {
        --tail;
    }
    json.key("at").value(units(before.substr(0, head)));
    json.key("deleted").value(units(before.substr(head, before.size() - head - tail)));
    json.key("inserted").value(after.substr(head, after.size() - head - tail));
}

// One op as what a person did. Applies it to `board`.
class Teller {
public:
    Teller(Board& board, const board::Op& op) : board_(board), op_(op) {}

    std::string tell() {
        json_.open('{');
        json_.key("who").value(std::to_string(op_.id.actor.value));
        std::visit([this](const auto& body) { write(body); }, op_.body);
        json_.close('}');
        return json_.text();
    }

private:
    void apply() {
        const auto outcome = board_.apply(op_);
        require(outcome && *outcome == board::Outcome::Applied, "an op was not applied");
    }
    void what(std::string_view name) { json_.key("what").value(name); }
    void id(std::string_view key, Id id) { json_.key(key).value(std::string_view(name_of(id))); }
    void splice(Id item) {
        const std::string before = board_.find(item)->text.str();
        apply();
        what("text");
        id("item", item);
        write_splice(json_, before, board_.find(item)->text.str());
    }
    void untag(const std::vector<Id>& tags, std::string_view name) {
        apply();
        what(name);
        json_.key("tags").open('[');
        for (const Id& tag : tags) {
            json_.value(std::string_view(name_of(tag)));
        }
        json_.close(']');
    }

    void write(const board::AddItem& body) {
        apply();
        what("item");
        id("item", op_.id);
        json_.key("kind").value(static_cast<std::int64_t>(body.kind));
        json_.key("card_kind").value(static_cast<std::int64_t>(body.card_kind));
        json_.key("order").value(std::string_view(body.placement.order));
        json_.key("organisation").value(std::string_view(body.organisation));
        json_.key("text").value(std::string_view(body.text));
    }
    void write(const board::SetRegister& body) {
        apply();
        what("register");
        id("item", body.item);
        if (const auto* placement = std::get_if<board::Placement>(&body.value)) {
            json_.key("name").value(std::string_view("order"));
            json_.key("value").value(std::string_view(placement->order));
        } else if (const auto* kind = std::get_if<board::CardKind>(&body.value)) {
            json_.key("name").value(std::string_view("card_kind"));
            json_.key("value").value(static_cast<std::int64_t>(*kind));
        } else if (const auto* removed = std::get_if<board::Removed>(&body.value)) {
            json_.key("name").value(std::string_view("removed"));
            json_.key("value").value(removed->value);
        } else if (const auto* organisation = std::get_if<board::Organisation>(&body.value)) {
            json_.key("name").value(std::string_view("organisation"));
            json_.key("value").value(std::string_view(organisation->value));
        } else {
            require(false, "a register that the dump does not know");
        }
    }
    void write(const board::InsertText& body) { splice(body.item); }
    void write(const board::DeleteText& body) { splice(body.item); }
    void write(const board::AddLink& body) {
        apply();
        what("link");
        id("tag", op_.id);
        id("from", body.from);
        id("to", body.to);
        json_.key("verb").value(static_cast<std::int64_t>(body.verb));
    }
    void write(const board::RemoveLink& body) { untag(body.tags, "unlink"); }
    void write(const board::JoinThread& body) {
        apply();
        what("join");
        id("tag", op_.id);
        id("from", body.card);
        id("to", body.thread);
    }
    void write(const board::LeaveThread& body) { untag(body.tags, "leave"); }
    void write(const board::CastBallot& body) {
        apply();
        what("vote");
        json_.key("voter").value(std::to_string(body.voter.value));
        id("slot", body.slot);
        json_.key("value").value(static_cast<std::int64_t>(body.value));
    }
    void write(const board::SetSetting&) { require(false, "no facilitator's setting is in these workloads"); }
    void write(const board::Void&) { require(false, "nothing is refused here"); }
    void write(const board::PurgeText&) { require(false, "nothing is purged here"); }
    void write(const board::Unknown&) { require(false, "nothing is unknown here"); }

    Board& board_;
    const board::Op& op_;
    JsonWriter json_;
};

int run(const char* state_path) {
    constexpr std::size_t kMapOps = 50'000;
    Board board;
    for (const board::Op& op : workshop_ops()) {
        std::puts(Teller(board, op).tell().c_str());
    }
    std::ofstream(state_path, std::ios::binary) << board.encode();
    std::puts("null");
    for (const board::Op& op : map_ops(board, kMapOps)) {
        std::puts(Teller(board, op).tell().c_str());
    }
    return 0;
}

}  // namespace
}  // namespace atelier::testing

int main(int argc, char** argv) {
    atelier::testing::require(argc == 2, "workshop_dump STATE-FILE");
    return atelier::testing::run(argv[1]);
}
