// SPDX-License-Identifier: MIT
#include "server/board/pbf.h"

#include "server/base/limits.h"
#include "server/base/utf8.h"

namespace atelier::board::pbf {

Result<IdRange> read_range(Reader reader, const ActorsIn& actors) {
    std::uint32_t index = 0;
    IdRange range;
    while (reader.next()) {
        switch (reader.tag()) {
            case id::kActor: index = reader.get_uint32(); break;
            case id::kCounter: range.first.counter = reader.get_uint32(); break;
            case id::kSpan: range.span = reader.get_uint32(); break;
            default: reader.skip();
        }
    }
    const auto actor = actors.at(index);
    const std::uint64_t end = std::uint64_t{range.first.counter} + range.span;
    if (!actor || range.first.counter == 0 || range.span == 0 || end > std::uint64_t{limits::kCounterMax} + 1) {
        return Error(ErrorCode::Malformed, "an id is out of range");
    }
    range.first.actor = *actor;
    return range;
}

Result<Id> read_id(Reader reader, const ActorsIn& actors) {
    std::uint32_t index = 0;
    Id value;
    while (reader.next()) {
        switch (reader.tag()) {
            case id::kActor: index = reader.get_uint32(); break;
            case id::kCounter: value.counter = reader.get_uint32(); break;
            default: reader.skip();
        }
    }
    if (value.counter == 0) {
        return kNullId;
    }
    const auto actor = actors.at(index);
    if (!actor || value.counter > limits::kCounterMax) {
        return Error(ErrorCode::Malformed, "an id is out of range");
    }
    value.actor = *actor;
    return value;
}

Result<void> read_listed(Reader reader, const ActorsIn& actors, std::size_t most, std::vector<Id>& ids) {
    if (ids.size() >= most) {
        return Error(ErrorCode::TooLarge, "a list of ids is too long");
    }
    ATELIER_TRY_ASSIGN(const Id id, read_id(reader, actors));
    if (id.is_null()) {
        return Error(ErrorCode::Malformed, "a list of ids names nothing");  // which could not be written back
    }
    ids.push_back(id);
    return {};
}

Result<Placement> read_placement(Reader reader, const ActorsIn& actors) {
    Placement value;
    while (reader.next()) {
        switch (reader.tag()) {
            case placement::kParent: {
                ATELIER_TRY_ASSIGN(value.parent, read_id(reader.get_message(), actors));
                break;
            }
            case placement::kOrder: {
                ATELIER_TRY_ASSIGN(value.order, read_string(reader));
                break;
            }
            case placement::kX: value.x = reader.get_sint32(); break;
            case placement::kY: value.y = reader.get_sint32(); break;
            default: reader.skip();
        }
    }
    return value;
}

Result<Derivation> read_derivation(Reader reader, const ActorsIn& actors) {
    Derivation value;
    std::optional<DerivedBy> how;
    std::optional<VoteRule> votes;
    while (reader.next()) {
        switch (reader.tag()) {
            case derivation::kHow: how = derived_by(reader.get_enum()); break;
            case derivation::kVotes: votes = vote_rule(reader.get_enum()); break;
            case derivation::kSources:
                ATELIER_TRY(read_listed(reader.get_message(), actors, limits::kDerivationSourcesMax, value.sources));
                break;
            default: reader.skip();
        }
    }
    if (!how || !votes) {
        return Error(ErrorCode::UnknownType, "a derivation that this version does not know");
    }
    if (value.sources.empty()) {
        return Derivation{};  // as if it had not been written: how nothing was made of nothing is no value
    }
    value.how = *how;
    value.votes = *votes;
    return value;
}

void write_id(Writer& parent, Tag tag, const Id& value, ActorsOut& actors) {
    if (value.is_null()) {
        return;
    }
    Writer message(parent, tag);
    if (const std::uint32_t index = actors.index_of(value.actor); index != 0) {
        message.add_uint32(id::kActor, index);
    }
    message.add_uint32(id::kCounter, value.counter);
}

void write_range(Writer& parent, Tag tag, const IdRange& value, ActorsOut& actors) {
    Writer message(parent, tag);
    if (const std::uint32_t index = actors.index_of(value.first.actor); index != 0) {
        message.add_uint32(id::kActor, index);
    }
    message.add_uint32(id::kCounter, value.first.counter);
    message.add_uint32(id::kSpan, value.span);
}

void write_placement(Writer& parent, Tag tag, const Placement& value, ActorsOut& actors) {
    write_message(parent, tag, [&](Writer& message) {
        write_id(message, placement::kParent, value.parent, actors);
        if (!value.order.empty()) {
            message.add_string(placement::kOrder, value.order);
        }
        if (value.x != 0) {
            message.add_sint32(placement::kX, value.x);
        }
        if (value.y != 0) {
            message.add_sint32(placement::kY, value.y);
        }
    });
}

void write_derivation(Writer& parent, Tag tag, const Derivation& value, ActorsOut& actors) {
    if (value.sources.empty()) {
        return;
    }
    Writer message(parent, tag);
    message.add_enum(derivation::kHow, static_cast<std::int32_t>(value.how));
    message.add_enum(derivation::kVotes, static_cast<std::int32_t>(value.votes));
    for (const Id& source : value.sources) {
        write_id(message, derivation::kSources, source, actors);
    }
}

Result<std::string> read_string(Reader& reader) {
    std::string text = reader.get_string();
    if (!utf8::measure(text)) {
        return Error(ErrorCode::BadText, "a text is not UTF-8");
    }
    return text;
}

std::optional<ItemKind> item_kind(std::int32_t value) {
    if (value < 1 || value > 2) {
        return std::nullopt;
    }
    return static_cast<ItemKind>(value);
}

std::optional<CardKind> card_kind(std::int32_t value) {
    if (value < 0 || value > 5) {
        return std::nullopt;
    }
    return static_cast<CardKind>(value);
}

std::optional<Verb> verb(std::int32_t value) {
    if (value < 0 || value > 6) {
        return std::nullopt;
    }
    return static_cast<Verb>(value);
}

std::optional<DerivedBy> derived_by(std::int32_t value) {
    if (value < 1 || value > 3) {
        return std::nullopt;
    }
    return static_cast<DerivedBy>(value);
}

std::optional<VoteRule> vote_rule(std::int32_t value) {
    if (value < 1 || value > 2) {
        return std::nullopt;
    }
    return static_cast<VoteRule>(value);
}

std::optional<SettingKey> setting_key(std::int32_t value) {
    if (value < 1 || value > static_cast<std::int32_t>(SettingKey::ClosedPolls)) {
        return std::nullopt;
    }
    return static_cast<SettingKey>(value);
}

}  // namespace atelier::board::pbf
