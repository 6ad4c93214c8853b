// The little of protozero that the codecs share: field numbers of board.proto, the actor table of a message, and the
// fence that turns protozero's exceptions into Results. In wasm, where nothing can be caught, malformed protobuf traps.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "server/base/bytes.h"
#include "server/base/protozero.h"
#include "server/base/result.h"
#include "server/board/hash.h"
#include "server/board/ids.h"
#include "server/board/keyed_list.h"
#include "server/board/op.h"

namespace atelier::board::pbf {

using Reader = protozero::pbf_reader;
using Writer = protozero::pbf_writer;
using Tag = protozero::pbf_tag_type;

// Field numbers, message by message (proto/atelier/v1/board.proto).
namespace id {
inline constexpr Tag kActor = 1, kCounter = 2, kSpan = 3;
}
namespace placement {
inline constexpr Tag kParent = 1, kOrder = 2, kX = 3, kY = 4;
}
namespace op {
inline constexpr Tag kActor = 1, kCounter = 2, kLamport = 3, kSpan = 4;
inline constexpr Tag kAddItem = 8, kSetRegister = 9, kInsertText = 10, kDeleteText = 11, kAddLink = 12,
                     kRemoveLink = 13, kJoinThread = 14, kLeaveThread = 15, kCastBallot = 16, kVoid = 17,
                     kPurgeText = 18, kSetSetting = 19;
}  // namespace op
namespace add_item {
inline constexpr Tag kKind = 1, kCardKind = 2, kPlacement = 3, kOrganisation = 4, kText = 5, kDerivation = 6;
}
namespace derivation {
inline constexpr Tag kHow = 1, kVotes = 2, kSources = 3;
}
namespace set_register {
inline constexpr Tag kItem = 1, kPlacement = 2, kCardKind = 3, kRemoved = 4, kOrganisation = 5, kTitle = 6;
}
namespace insert_text {
inline constexpr Tag kItem = 1, kLeft = 2, kRight = 3, kText = 4;
}
namespace delete_text {
inline constexpr Tag kItem = 1, kRanges = 2;
}
namespace add_link {
inline constexpr Tag kFrom = 1, kTo = 2, kVerb = 3;
}
namespace tags {
inline constexpr Tag kTags = 1;  // RemoveLink, LeaveThread
}
namespace join_thread {
inline constexpr Tag kThread = 1, kCard = 2;
}
namespace cast_ballot {
inline constexpr Tag kVoter = 1, kSlot = 3, kValue = 4, kWithdrawn = 5, kPoll = 6, kGroup = 7;
}
namespace void_body {
inline constexpr Tag kOfBallot = 1;
}
namespace purge_text {
inline constexpr Tag kItems = 1, kSeen = 2;
}
namespace set_setting {
inline constexpr Tag kItem = 1, kKey = 2, kNumber = 3, kText = 4;
}
namespace batch {
inline constexpr Tag kActors = 1, kOps = 2;
}

// Runs a parser that may throw protozero exceptions. `parse` returns a Result.
template <class Parse>
auto fenced(Parse&& parse) -> decltype(parse()) {
#ifdef __wasm__
    return parse();
#else
    try {
        return parse();
    } catch (const protozero::exception&) {
        return Error(ErrorCode::Malformed, "not well-formed protobuf");
    }
#endif
}

// The actors of one message being read: index -> actor.
class ActorsIn {
public:
    // Reads one occurrence of the packed field.
    void read(Reader& reader) {
        for (const std::uint64_t actor : reader.get_packed_fixed64()) {
            actors_.push_back(ActorId{actor});
        }
    }
    // nullopt when the index is not in the table, or names no actor.
    std::optional<ActorId> at(std::uint32_t index) const {
        if (index >= actors_.size() || actors_[index].value == 0) {
            return std::nullopt;
        }
        return actors_[index];
    }
    std::size_t size() const noexcept { return actors_.size(); }

private:
    std::vector<ActorId> actors_;
};

// The actors of one message being written, in order of first mention.
class ActorsOut {
public:
    std::uint32_t index_of(ActorId actor) {
        const auto hash = static_cast<std::uint32_t>(IdHash::mix({actor, 0}) >> 32U);
        const auto is_it = [&](std::uint32_t position) { return order_[position] == actor.value; };
        if (const std::uint32_t known = index_.find(hash, is_it); known != PositionTable::kNone) {
            return known;
        }
        index_.add(hash, static_cast<std::uint32_t>(order_.size()));
        order_.push_back(actor.value);
        return static_cast<std::uint32_t>(order_.size() - 1);
    }
    const std::vector<std::uint64_t>& order() const noexcept { return order_; }

private:
    PositionTable index_;
    std::vector<std::uint64_t> order_;
};

// Malformed when the id names an unknown actor or is out of range; an id with counter 0 is null.
Result<Id> read_id(Reader reader, const ActorsIn& actors);
// The same with a span of at least 1; a null id is Malformed.
Result<IdRange> read_range(Reader reader, const ActorsIn& actors);
// One more id of a list that may have `most`: TooLarge when it has them, Malformed when the id is null.
Result<void> read_listed(Reader reader, const ActorsIn& actors, std::size_t most, std::vector<Id>& ids);
Result<Placement> read_placement(Reader reader, const ActorsIn& actors);
// UnknownType when the kind or the rule is not known, TooLarge with more sources than a card may have, Malformed when
// one of them is null. Without sources, the Derivation of what derives from nothing.
Result<Derivation> read_derivation(Reader reader, const ActorsIn& actors);
// A message that stays even when nothing is in it: protozero takes an empty submessage back, and which body an op has, or
// that a register was written at all, would be lost with it.
template <class Fill>
void write_message(Writer& parent, Tag tag, Fill&& fill) {
    Bytes message;
    Writer writer(message);
    fill(writer);
    parent.add_message(tag, message);
}

// A null id is not written.
void write_id(Writer& parent, Tag tag, const Id& value, ActorsOut& actors);
void write_range(Writer& parent, Tag tag, const IdRange& value, ActorsOut& actors);
void write_placement(Writer& parent, Tag tag, const Placement& value, ActorsOut& actors);
// Nothing when it has no sources.
void write_derivation(Writer& parent, Tag tag, const Derivation& value, ActorsOut& actors);

// BadText when not well-formed UTF-8.
Result<std::string> read_string(Reader& reader);

// Known values only; 0 is allowed where the enum has None.
std::optional<ItemKind> item_kind(std::int32_t value);
std::optional<CardKind> card_kind(std::int32_t value);
std::optional<Verb> verb(std::int32_t value);
std::optional<DerivedBy> derived_by(std::int32_t value);
std::optional<VoteRule> vote_rule(std::int32_t value);
std::optional<SettingKey> setting_key(std::int32_t value);

}  // namespace atelier::board::pbf
