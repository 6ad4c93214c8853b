// SPDX-License-Identifier: MIT
#include "server/client/wasm_abi.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/client/client_session.h"
#include "server/client/view.h"

namespace {

namespace board = atelier::board;
namespace client = atelier::client;
using atelier::Bytes;
using atelier::Error;
using atelier::ErrorCode;
using atelier::Result;
using atelier::SeededRandom;

// The page of this instance. Never destroyed before the module is.
struct Page {
    Bytes input;
    Bytes output;
    std::optional<SeededRandom> random;
    std::unique_ptr<client::ClientSession> session;
    client::Handles handles;
};

Page& page() {
    static Page instance;
    return instance;
}

client::ClientSession& session() {
    ATELIER_CHECK(page().session != nullptr);
    return *page().session;
}

std::string_view input(std::uint32_t size) {
    ATELIER_CHECK(size <= page().input.size());
    return std::string_view(page().input).substr(0, size);
}

std::int32_t failed(const Error& error) {
    return -static_cast<std::int32_t>(error.code);
}

std::int32_t code(const Result<void>& result) {
    return result ? 0 : failed(result.error());
}

std::int32_t handle_or_code(const Result<board::Id>& result) {
    return result ? static_cast<std::int32_t>(page().handles.of(*result)) : failed(result.error());
}

std::int32_t word_or_code(const Result<client::Undone>& result) {
    return result ? static_cast<std::int32_t>(*result) : failed(result.error());
}

// A value of the page's as one of the core's; what does not even fit in it is none that is known.
template <class Enum>
Enum known(std::uint32_t value) {
    return static_cast<Enum>(std::min(value, 255U));
}

// -1 for what is no whole number that both sides write alike.
std::int64_t whole(double value) {
    constexpr double kExactMax = 9'007'199'254'740'992.0;  // 2^53
    const bool fits = value >= 0 && value < kExactMax;     // false for NaN
    return fits ? static_cast<std::int64_t>(value) : -1;
}

// 0, which names nothing, for what is no number.
std::uint32_t parse_handle(std::string_view digits) {
    constexpr std::size_t kDigitsMax = 9;
    std::uint32_t handle = 0;
    for (const char c : digits.size() <= kDigitsMax ? digits : std::string_view()) {
        if (c < '0' || c > '9') {
            return 0;
        }
        handle = handle * 10 + static_cast<std::uint32_t>(c - '0');
    }
    return handle;
}

board::Id item(std::uint32_t handle) {
    return page().handles.item(handle);
}

std::vector<std::string> fields(std::string_view joined, char separator = '\x1f') {
    std::vector<std::string> parts;
    while (true) {
        const std::size_t end = joined.find(separator);
        parts.emplace_back(joined.substr(0, end));
        if (end == std::string_view::npos) {
            return parts;
        }
        joined.remove_prefix(end + 1);
    }
}

}  // namespace

std::uint8_t* atelier_input(std::uint32_t size) {
    page().input.resize(size);
    return reinterpret_cast<std::uint8_t*>(page().input.data());
}

const std::uint8_t* atelier_output() {
    return reinterpret_cast<const std::uint8_t*>(page().output.data());
}

std::uint32_t atelier_output_size() {
    return static_cast<std::uint32_t>(page().output.size());
}

std::int32_t client_open(std::uint32_t size, std::uint32_t seed_low, std::uint32_t seed_high) {
    std::vector<std::string> parts = fields(input(size));
    if (parts.size() != 6) {
        return failed(Error(ErrorCode::Malformed));
    }
    const auto id = atelier::parse_board_id(parts[0]);
    if (!id) {
        return failed(id.error());
    }
    page().random.emplace((std::uint64_t{seed_high} << 32U) | seed_low);
    page().session = std::make_unique<client::ClientSession>(
        client::JoinOptions{*id, parts[1], parts[2], parts[3], parts[4], !parts[5].empty()}, *page().random);
    page().handles = {};
    return 0;
}

std::int32_t client_restore(std::uint32_t size) {
    return code(session().restore(input(size)));
}

std::uint32_t client_handle(std::uint32_t actor_high, std::uint32_t actor_low, std::uint32_t counter) {
    return page().handles.of({{(std::uint64_t{actor_high} << 32U) | actor_low}, counter});
}

void client_connected() {
    session().on_connected();
}

void client_disconnected() {
    session().on_disconnected();
}

std::int32_t client_frame(std::uint32_t size) {
    return code(session().on_frame(input(size)));
}

std::int32_t client_next_frame() {
    std::optional<Bytes> frame = session().next_frame();
    if (!frame) {
        return 0;
    }
    page().output = std::move(*frame);
    return 1;
}

std::uint32_t client_take_save() {
    std::optional<client::ClientSession::Save> save = session().take_save();
    if (!save) {
        return 0;
    }
    page().output = std::move(save->bytes);
    return save->version;
}

void client_saved(std::uint32_t version) {
    session().on_saved(version);
}

void client_sign_as(std::uint32_t size) {
    session().sign_as(input(size));
}

std::int32_t client_add_card(std::uint32_t kind, std::uint32_t size) {
    const std::vector<std::string> parts = fields(input(size));
    return handle_or_code(
        session().add_card(known<board::CardKind>(kind), parts.front(), parts.size() > 1 ? &parts[1] : nullptr));
}

std::int32_t client_add_thread(std::uint32_t size) {
    return handle_or_code(session().add_thread(input(size)));
}

std::int32_t client_derive(std::uint32_t how, std::uint32_t votes, std::uint32_t size) {
    std::vector<std::string> texts = fields(input(size));
    std::vector<board::Id> sources;
    for (const std::string& handle : fields(texts.front(), ',')) {
        sources.push_back(item(parse_handle(handle)));
    }
    texts.erase(texts.begin());
    return handle_or_code(
        session().derive({known<board::DerivedBy>(how), known<board::VoteRule>(votes), std::move(sources)}, texts));
}

std::int32_t client_edit(std::uint32_t card, std::uint32_t at, std::uint32_t units, std::uint32_t size) {
    return code(session().edit_text(item(card), at, units, input(size)));
}

std::int32_t client_move(std::uint32_t card, std::uint32_t kind, std::uint32_t before) {
    return code(session().move_card(item(card), known<board::CardKind>(kind), item(before)));
}

std::int32_t client_place(std::uint32_t card, std::int32_t x, std::int32_t y) {
    return code(session().place_card(item(card), x, y));
}

std::int32_t client_set_removed(std::uint32_t card, std::uint32_t removed) {
    return code(session().set_removed(item(card), removed != 0));
}

std::int32_t client_add_link(std::uint32_t from, std::uint32_t to, std::uint32_t verb) {
    return code(session().add_link(item(from), item(to), known<board::Verb>(verb)));
}

std::int32_t client_remove_link(std::uint32_t from, std::uint32_t to, std::uint32_t verb) {
    return code(session().remove_link(item(from), item(to), known<board::Verb>(verb)));
}

std::int32_t client_join_thread(std::uint32_t thread, std::uint32_t card) {
    return code(session().join_thread(item(thread), item(card)));
}

std::int32_t client_leave_thread(std::uint32_t thread, std::uint32_t card) {
    return code(session().leave_thread(item(thread), item(card)));
}

std::int32_t client_vote(std::uint32_t slot, std::int32_t value, std::uint32_t withdrawn, std::uint32_t poll,
                         std::uint32_t group) {
    return code(session().vote(item(slot), withdrawn != 0 ? std::nullopt : std::optional(value),
                               {poll, static_cast<std::uint8_t>(group)}));
}

std::int32_t client_set(std::uint32_t of, std::uint32_t key, double number, std::uint32_t size) {
    return code(session().set({item(of), known<board::SettingKey>(key)}, {whole(number), std::string(input(size))}));
}

void client_time(double now_ms) {
    session().set_time(std::chrono::milliseconds(std::max<std::int64_t>(whole(now_ms), 0)));
}

std::int32_t client_undo() {
    return word_or_code(session().undo());
}

std::int32_t client_redo() {
    return word_or_code(session().redo());
}

std::int32_t client_changes() {
    page().output = client::changes_json(session(), page().handles);
    return page().output.empty() ? 0 : 1;
}

std::int32_t client_text(std::uint32_t handle) {
    const board::Item* found = session().board().find(item(handle));
    if (found == nullptr) {
        return failed(Error(ErrorCode::UnknownItem));
    }
    page().output = found->text.str();
    return 0;
}

void client_hash() {
    page().output = atelier::to_hex(session().board().shared_hash());
}
