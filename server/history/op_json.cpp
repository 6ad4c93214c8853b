// SPDX-License-Identifier: MIT
#include "server/history/op_json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "server/base/bytes.h"
#include "server/base/check.h"
#include "server/board/codec.h"
#include "server/history/json_number.h"

namespace atelier::history {
namespace {

constexpr const char* kOnlyPoll = "";  // how older archives name the only poll there was

using Json = nlohmann::ordered_json;
using board::Id;

constexpr std::array<std::string_view, 6> kKinds{"", "fear", "barrier", "need", "story", "solution"};
constexpr std::array<std::string_view, 7> kVerbs{
    "", "answers", "blocks", "causes", "illustrates", "contradicts", "completes"};
constexpr std::array<std::string_view, 4> kDerivedBy{"", "merge", "split", "reword"};
constexpr std::array<std::string_view, 3> kVoteRules{"", "union", "reset"};
constexpr std::array<std::string_view, 17> kSettings{
    "",       "run_of_show", "phase",  "timer_end", "revealed",   "locked", "entrance",       "focus",       "parked",
    "pinned", "note",        "origin", "tally",     "room_votes", "erased", "revealed_table", "closed_polls"};
static_assert(kSettings.size() == static_cast<std::size_t>(board::SettingKey::ClosedPolls) + 1, "a word for each key");

template <std::size_t N, class Enum>
std::string word_of(const std::array<std::string_view, N>& words, Enum value) {
    return std::string(words.at(static_cast<std::size_t>(value)));
}

template <class Enum, std::size_t N>
Enum value_of(const std::array<std::string_view, N>& words, const std::string& word) {
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end()) {
        throw WrongJson{"a word that is not known: " + word};
    }
    return static_cast<Enum>(found - words.begin());
}

Id id_of(const std::string& text) {
    const std::optional<Id> id = text.empty() ? board::kNullId : parse_id(text);
    if (!id) {
        throw WrongJson{"not an id: " + text};
    }
    return *id;
}

Json ids_json(const std::vector<Id>& ids) {
    Json json = Json::array();
    for (const Id& id : ids) {
        json.push_back(id_text(id));
    }
    return json;
}

std::vector<Id> ids_of(const Json& json) {
    std::vector<Id> ids;
    for (const Json& id : json) {
        ids.push_back(id_of(id.get<std::string>()));
    }
    return ids;
}

void write_placement(Json& json, const board::Placement& placement) {
    json["order"] = placement.order;
    json["x"] = placement.x;
    json["y"] = placement.y;
    if (!placement.parent.is_null()) {
        json["parent"] = id_text(placement.parent);
    }
}

board::Placement placement_of(const Json& json) {
    board::Placement placement;
    placement.order = json.at("order").get<std::string>();
    placement.x = whole_number<std::int32_t>(json.at("x"));
    placement.y = whole_number<std::int32_t>(json.at("y"));
    placement.parent = id_of(json.value("parent", std::string()));
    return placement;
}

// --- writing: one function a body ---

void write(Json& json, const board::AddItem& add) {
    const bool is_card = add.kind == board::ItemKind::Card;
    json["do"] = is_card ? "add_card" : "add_thread";
    if (is_card) {
        json["kind"] = word_of(kKinds, add.card_kind);
    }
    json["text"] = add.text;
    write_placement(json, add.placement);
    if (!add.organisation.empty()) {
        json["organisation"] = add.organisation;
    }
    if (!add.derivation.sources.empty()) {
        json["derived"] = {{"how", word_of(kDerivedBy, add.derivation.how)},
                           {"votes", word_of(kVoteRules, add.derivation.votes)},
                           {"from", ids_json(add.derivation.sources)}};
    }
}

void write(Json& json, const board::SetRegister& set) {
    json["item"] = id_text(set.item);
    if (const auto* placement = std::get_if<board::Placement>(&set.value)) {
        json["do"] = "place";
        write_placement(json, *placement);
    } else if (const auto* kind = std::get_if<board::CardKind>(&set.value)) {
        json["do"] = "set_kind";
        json["kind"] = word_of(kKinds, *kind);
    } else if (const auto* removed = std::get_if<board::Removed>(&set.value)) {
        json["do"] = removed->value ? "remove" : "restore";
    } else if (const auto* organisation = std::get_if<board::Organisation>(&set.value)) {
        json["do"] = "set_organisation";
        json["organisation"] = organisation->value;
    } else if (const auto* title = std::get_if<board::Title>(&set.value)) {
        json["do"] = "set_title";
        json["title"] = title->value;
    }
}

void write(Json& json, const board::InsertText& insert) {
    json["do"] = "insert";
    json["item"] = id_text(insert.item);
    json["left"] = id_text(insert.left);
    json["right"] = id_text(insert.right);
    json["text"] = insert.text;
}

void write(Json& json, const board::DeleteText& erase) {
    json["do"] = "delete";
    json["item"] = id_text(erase.item);
    json["ranges"] = Json::array();
    for (const board::IdRange& range : erase.ranges) {
        json["ranges"].push_back(Json::array({id_text(range.first), range.span}));
    }
}

void write(Json& json, const board::AddLink& link) {
    json["do"] = "link";
    json["from"] = id_text(link.from);
    json["to"] = id_text(link.to);
    json["verb"] = word_of(kVerbs, link.verb);
}

void write(Json& json, const board::RemoveLink& unlink) {
    json["do"] = "unlink";
    json["tags"] = ids_json(unlink.tags);
}

void write(Json& json, const board::JoinThread& join) {
    json["do"] = "join";
    json["thread"] = id_text(join.thread);
    json["card"] = id_text(join.card);
}

void write(Json& json, const board::LeaveThread& leave) {
    json["do"] = "leave";
    json["tags"] = ids_json(leave.tags);
}

void write(Json& json, const board::CastBallot& ballot) {
    json["do"] = ballot.withdrawn ? "withdraw_vote" : "vote";
    json["voter"] = to_hex(ballot.voter.value);
    json["poll"] = ballot.poll;
    json["slot"] = id_text(ballot.slot);
    json["value"] = ballot.value;
    if (ballot.group != 0) {
        json["group"] = ballot.group;
    }
}

void write(Json& json, const board::Void& body) {
    json["do"] = "void";
    if (body.of_ballot) {
        json["of"] = "vote";
    }
}

void write(Json& json, const board::PurgeText& purge) {
    json["do"] = "purge";
    json["items"] = ids_json(purge.items);
    json["seen"] = purge.seen;
}

void write(Json& json, const board::SetSetting& set) {
    json["do"] = "set";
    json["item"] = id_text(set.name.item);
    json["key"] = word_of(kSettings, set.name.key);
    json["number"] = set.value.number;
    json["text"] = set.value.text;
}

void write(Json&, const board::Unknown&) {
    ATELIER_CHECK(false);
}

// --- reading ---

board::AddItem add_of(const Json& json, board::ItemKind kind) {
    board::AddItem add;
    add.kind = kind;
    add.card_kind = value_of<board::CardKind>(kKinds, json.value("kind", std::string()));
    add.text = json.at("text").get<std::string>();
    add.placement = placement_of(json);
    add.organisation = json.value("organisation", std::string());
    if (const auto derived = json.find("derived"); derived != json.end()) {
        add.derivation.how = value_of<board::DerivedBy>(kDerivedBy, derived->at("how").get<std::string>());
        add.derivation.votes = value_of<board::VoteRule>(kVoteRules, derived->at("votes").get<std::string>());
        add.derivation.sources = ids_of(derived->at("from"));
        if (add.derivation.sources.empty()) {
            throw WrongJson{"derived from nothing"};
        }
    }
    return add;
}

board::DeleteText delete_of(const Json& json) {
    board::DeleteText erase{id_of(json.at("item")), {}};
    for (const Json& range : json.at("ranges")) {
        erase.ranges.push_back({id_of(range.at(0)), whole_number<std::uint32_t>(range.at(1))});
    }
    return erase;
}

board::CastBallot ballot_of(const Json& json, bool is_withdrawn) {
    board::CastBallot ballot;
    ballot.voter = {id_of(json.at("voter").get<std::string>() + "-1").actor.value};
    const Json& poll = json.at("poll");
    ballot.poll = poll == kOnlyPoll ? 0 : whole_number<std::uint32_t>(poll);
    const auto group = json.find("group");
    ballot.group = group == json.end() ? std::uint8_t{0} : whole_number<std::uint8_t>(*group);
    ballot.slot = id_of(json.at("slot"));
    ballot.value = whole_number<std::int32_t>(json.at("value"));
    ballot.withdrawn = is_withdrawn;
    return ballot;
}

board::SetSetting setting_of(const Json& json) {
    board::SetSetting set;
    set.name.item = id_of(json.at("item"));
    set.name.key = value_of<board::SettingKey>(kSettings, json.at("key").get<std::string>());
    set.value.number = whole_number<std::int64_t>(json.at("number"));
    set.value.text = json.at("text").get<std::string>();
    return set;
}

std::optional<board::OpBody> register_of(const std::string& what, const Json& json) {
    const auto set = [&](board::RegisterValue value) {
        return board::SetRegister{id_of(json.at("item")), std::move(value)};
    };
    if (what == "place") {
        return set(placement_of(json));
    }
    if (what == "set_kind") {
        return set(value_of<board::CardKind>(kKinds, json.at("kind").get<std::string>()));
    }
    if (what == "remove" || what == "restore") {
        return set(board::Removed{what == "remove"});
    }
    if (what == "set_organisation") {
        return set(board::Organisation{json.at("organisation").get<std::string>()});
    }
    if (what == "set_title") {
        return set(board::Title{json.at("title").get<std::string>()});
    }
    return std::nullopt;
}

std::optional<board::OpBody> tie_of(const std::string& what, const Json& json) {
    if (what == "link") {
        return board::AddLink{id_of(json.at("from")), id_of(json.at("to")),
                              value_of<board::Verb>(kVerbs, json.at("verb").get<std::string>())};
    }
    if (what == "unlink") {
        return board::RemoveLink{ids_of(json.at("tags"))};
    }
    if (what == "join") {
        return board::JoinThread{id_of(json.at("thread")), id_of(json.at("card"))};
    }
    if (what == "leave") {
        return board::LeaveThread{ids_of(json.at("tags"))};
    }
    return std::nullopt;
}

board::OpBody body_of(const Json& json) {
    const std::string what = json.at("do").get<std::string>();
    if (what == "add_card" || what == "add_thread") {
        return add_of(json, what == "add_card" ? board::ItemKind::Card : board::ItemKind::Thread);
    }
    if (what == "insert") {
        return board::InsertText{id_of(json.at("item")), id_of(json.at("left")), id_of(json.at("right")),
                                 json.at("text").get<std::string>()};
    }
    if (what == "delete") {
        return delete_of(json);
    }
    if (what == "vote" || what == "withdraw_vote") {
        return ballot_of(json, what == "withdraw_vote");
    }
    if (what == "void") {
        return board::Void{json.value("of", std::string()) == "vote"};
    }
    if (what == "purge") {
        return board::PurgeText{ids_of(json.at("items")), whole_number<std::uint64_t>(json.at("seen"))};
    }
    if (what == "set") {
        return setting_of(json);
    }
    if (auto body = register_of(what, json)) {
        return *std::move(body);
    }
    if (auto body = tie_of(what, json)) {
        return *std::move(body);
    }
    throw WrongJson{"an op of a kind that is not known: " + what};
}

}  // namespace

board::CardKind kind_of_word(std::string_view word) {
    const auto* found = std::find(kKinds.begin(), kKinds.end(), word);
    return found == kKinds.end() ? board::CardKind::None : static_cast<board::CardKind>(found - kKinds.begin());
}

std::string_view kind_word(board::CardKind kind) {
    return kKinds.at(static_cast<std::size_t>(kind));
}

std::string_view verb_word(board::Verb verb) {
    return kVerbs.at(static_cast<std::size_t>(verb));
}

std::string id_text(Id id) {
    if (id.is_null()) {
        return "";
    }
    return to_hex(id.actor.value) + "-" + std::to_string(id.counter);
}

std::optional<board::Id> parse_id(std::string_view text) {
    constexpr std::size_t kActorDigits = 16;
    if (text.size() < kActorDigits + 2 || text[kActorDigits] != '-') {
        return std::nullopt;
    }
    board::Id id;
    const char* dash = text.data() + kActorDigits;
    const char* end = text.data() + text.size();
    const auto actor = std::from_chars(text.data(), dash, id.actor.value, 16);
    const auto counter = std::from_chars(dash + 1, end, id.counter);
    const bool is_whole = actor.ptr == dash && counter.ptr == end && counter.ec == std::errc() && id.counter != 0;
    return is_whole ? std::optional(id) : std::nullopt;
}

Json op_to_json(const board::Op& op) {
    Json json = {{"id", id_text(op.id)}, {"lamport", op.lamport}};
    if (op.span != board::span_of(op.body)) {
        json["span"] = op.span;
    }
    std::visit([&](const auto& body) { write(json, body); }, op.body);
    return json;
}

Result<board::Op> op_from_json(const Json& json) {
    try {
        board::Op op;
        op.id = id_of(json.at("id").get<std::string>());
        op.lamport = whole_number<std::uint64_t>(json.at("lamport"));
        op.body = body_of(json);
        const auto span = json.find("span");
        op.span = span == json.end() ? board::span_of(op.body) : whole_number<std::uint32_t>(*span);
        return op;
    } catch (const nlohmann::json::exception& error) {
        return Error(ErrorCode::Malformed, error.what());
    } catch (const WrongJson& wrong) {
        return Error(ErrorCode::Malformed, wrong.what);
    }
}

}  // namespace atelier::history
