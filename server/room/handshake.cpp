// SPDX-License-Identifier: MIT
#include "server/room/handshake.h"

#include <algorithm>

#include "server/base/limits.h"
#include "server/base/utf8.h"

namespace atelier::room {
namespace {

constexpr std::size_t kNameBytesMax = 64;  // wire.proto: a first name

Result<std::uint32_t> negotiate(const v1::Hello& hello) {
    const std::uint32_t version = std::min(hello.version(), limits::kProtocolVersion);
    if (version < limits::kProtocolVersionMin || hello.version_min() > version) {
        return Error(ErrorCode::VersionTooOld, "no version that both speak");
    }
    return version;
}

}  // namespace

bool opens(const workshop::Capability& capability, const BoardListing& listing) {
    const bool is_for_one_board = capability.board != BoardId{};
    const bool is_for_it = capability.board == listing.board || capability.board == listing.table_of;
    return is_for_one_board ? is_for_it : capability.atelier == listing.atelier;
}

Result<void> check_person(std::string_view name, std::string_view organisation) {
    if (name.size() > kNameBytesMax || organisation.size() > limits::kLabelBytesMax) {
        return Error(ErrorCode::TooLarge, "a name or organisation is too long");
    }
    if (!utf8::is_storable(name) || !utf8::is_storable(organisation)) {
        return Error(ErrorCode::BadText, "a name or organisation has characters that cannot be stored");
    }
    return {};
}

Result<Admission> admit(const v1::Hello& hello, const BoardId& board, const BoardDirectory& directory,
                        const workshop::ServerKey& key, std::int64_t now_ms) {
    ATELIER_TRY_ASSIGN(const std::uint32_t version, negotiate(hello));
    ATELIER_TRY_ASSIGN(workshop::Capability capability, workshop::verify_capability(hello.token(), key, now_ms));
    Result<BoardListing> listing = directory.find(board);
    if (!listing || hello.board() != board.view() || !opens(capability, *listing)) {
        return Error(ErrorCode::BadToken, "the token is not for this board");
    }
    ATELIER_TRY(check_person(hello.name(), hello.organisation()));

    Admission admission;
    admission.listing = *std::move(listing);
    admission.role = capability.role;
    admission.link = std::move(capability);
    admission.version = version;
    const ActorId shown{hello.actor()};
    if (shown != ActorId{} && workshop::actor_key_fits(board, shown, hello.actor_key(), key)) {
        admission.actor = hello.anew() ? ActorId{} : shown;
    }
    admission.unacknowledged = {shown, hello.unacknowledged()};
    admission.language = parse_language(hello.language());
    admission.history = hello.history();
    admission.position = OpSeq{hello.position()};
    admission.mark = hello.mark();
    admission.veiled = hello.veiled();
    admission.gzip = hello.gzip();
    admission.name = hello.name();
    admission.organisation = hello.organisation();
    return admission;
}

VoterId voter_of(const BoardId& board, ActorId actor, const workshop::ServerKey& key) {
    // The MAC of the same actor on the complement of the board: another message, so another value, under the same key.
    BoardId complement;
    std::transform(board.bytes.begin(), board.bytes.end(), complement.bytes.begin(),
                   [](std::uint8_t byte) { return static_cast<std::uint8_t>(~byte); });
    const Bytes mac = workshop::actor_key(complement, actor, key);
    VoterId voter;
    for (std::size_t i = 0; i < sizeof voter.value; ++i) {
        voter.value = (voter.value << 8U) | static_cast<unsigned char>(mac[i]);
    }
    return voter == VoterId{} ? VoterId{1} : voter;
}

}  // namespace atelier::room
