// atelier.v1.BoardState: a whole board from bytes. Nothing of it is believed: every id, length and column is checked, and
// in the end the hash.
// SPDX-License-Identifier: MIT
#include <optional>
#include <string>
#include <utility>

#include "server/base/limits.h"
#include "server/base/utf8.h"
#include "server/board/board.h"
#include "server/board/columns.h"
#include "server/board/run_columns.h"
#include "server/board/state_columns.h"
#include "server/board/state_format.h"

namespace atelier::board {
namespace {

using pbf::Reader;
using state_format::kFormat;
namespace field = state_format::field;

Error malformed([[maybe_unused]] const char* what) {
#ifdef __wasm__
    return Error(ErrorCode::Malformed);
#else
    return Error(ErrorCode::Malformed, what);
#endif
}

Error wrong_hash([[maybe_unused]] std::uint64_t hash) {
#ifdef __wasm__
    return Error(ErrorCode::Corrupt);
#else
    return Error(ErrorCode::Corrupt, "the state does not have the hash it claims, but " + std::to_string(hash));
#endif
}

}  // namespace

class StateDecoder {
public:
    explicit StateDecoder(BytesView bytes) : bytes_(bytes) {}

    Result<Board> decode() {
        ATELIER_TRY(read_head());
        ATELIER_TRY(read_items());
        ATELIER_TRY(read_texts());
        ATELIER_TRY(read_derivations());
        ATELIER_TRY(read_edges(message(field::state::kLinks), board_.links_));
        ATELIER_TRY(read_edges(message(field::state::kMemberships), board_.memberships_));
        ATELIER_TRY(read_ballots());
        ATELIER_TRY(read_settings());
        if (board_.hash() != claimed_hash_) {
            return wrong_hash(board_.hash());
        }
        board_.take_changes();
        return std::move(board_);
    }

private:
    // The last occurrence of a message of the state; an empty one when there is none.
    Reader message(pbf::Tag tag) const {
        Reader found;
        Reader reader(bytes_.data(), bytes_.size());
        while (reader.next(tag)) {
            found = reader.get_message();
        }
        return found;
    }

    Result<void> read_head() {
        ColumnIn next;
        std::uint32_t format = 0;
        Reader reader(bytes_.data(), bytes_.size());
        Reader title;
        bool has_title = false;
        while (reader.next()) {
            switch (reader.tag()) {
                case field::state::kFormat: format = reader.get_uint32(); break;
                case field::state::kActors: table_.read(reader); break;
                case field::state::kNextCounter: next.read(reader); break;
                case field::state::kLamport: board_.lamport_ = reader.get_uint64(); break;
                case field::state::kTitle:
                    title = reader.get_message();
                    has_title = true;
                    break;
                case field::state::kHash: claimed_hash_ = reader.get_uint64(); break;
                default: reader.skip();
            }
        }
        if (format != kFormat) {
            return Error(ErrorCode::UnknownType, "a state of another format");
        }
        if (table_.size() > limits::kActorsMax || board_.lamport_ > limits::kLamportMax) {
            return malformed("the actor table does not fit");
        }
        for (std::uint32_t i = 0; i < table_.size(); ++i) {
            const auto actor = table_.at(i);
            const std::uint32_t counter = next.next32();
            if (!actor || board_.actors_.find(*actor) || counter == 0 || counter > limits::kCounterMax + 1) {
                return malformed("the actor table does not fit");
            }
            board_.actors_.advance(board_.actors_.intern(*actor), counter);
        }
        if (!used_up({&next})) {
            return malformed("the actor table does not fit");
        }
        return has_title ? read_title(title) : Result<void>{};
    }

    Result<void> read_title(Reader reader) {
        while (reader.next()) {
            switch (reader.tag()) {
                case field::reg::kStamp: {
                    ATELIER_TRY_ASSIGN(board_.title_.stamp, read_stamp(reader.get_message()));
                    break;
                }
                case field::reg::kValue: {
                    ATELIER_TRY_ASSIGN(board_.title_.value, pbf::read_string(reader));
                    break;
                }
                default: reader.skip();
            }
        }
        // The op that wrote a register stamped it; without a stamp it could not be written back.
        return board_.title_.stamp == Stamp{} ? malformed("nobody wrote the title") : Result<void>{};
    }

    Result<Stamp> read_stamp(Reader reader) const {
        std::uint64_t lamport = 0;
        std::uint32_t actor = 0;
        while (reader.next()) {
            switch (reader.tag()) {
                case field::stamp::kLamport: lamport = reader.get_uint64(); break;
                case field::stamp::kActor: actor = reader.get_uint32(); break;
                default: reader.skip();
            }
        }
        return stamp(lamport, actor);
    }

    Result<Stamp> stamp(std::uint64_t lamport, std::uint32_t index) const {
        const auto actor = table_.at(index);
        if (!actor) {
            return malformed("a stamp names no actor");
        }
        if (lamport > board_.lamport_) {
            return malformed("a stamp is later than the state");  // nobody could write over it
        }
        return Stamp{lamport, *actor};
    }

    // --- items ---

    Result<void> read_items() {
        ATELIER_TRY(items_.read(message(field::state::kItems)));
        std::vector<std::uint32_t> parents;
        std::uint64_t lamport_before = 0;
        ActorId actor_before;
        while (!items_.id.actor.ended()) {
            Item item;
            item.id = items_.id.next(table_);
            if (!is_made(item.id) || board_.find(item.id) != nullptr || board_.items_.size() >= limits::kItemsMax) {
                return malformed("an item does not fit");
            }
            item.lamport = next_from64(items_.lamport, item.id.actor == actor_before ? lamport_before : 0);
            lamport_before = item.lamport;
            actor_before = item.id.actor;
            ATELIER_TRY(read_values(item));
            ATELIER_TRY(read_writers(item));
            parents.push_back(items_.parent.next32());
            runs_of_.push_back(items_.runs.next32());
            board_.dirty_items_.push_back(item.id);
            board_.items_.add(std::move(item));
        }
        if (!items_.is_used_up()) {
            return malformed("the columns of the items do not fit");
        }
        for (std::uint32_t i = 0; i < parents.size(); ++i) {
            ATELIER_TRY(put_into(board_.items_[i], parents[i]));
        }
        return {};
    }

    Result<void> read_values(Item& item) {
        const auto kind = pbf::item_kind(static_cast<std::int32_t>(items_.kind.next32()));
        const auto card_kind = pbf::card_kind(static_cast<std::int32_t>(items_.card_kind.next32()));
        const std::uint32_t organisation = items_.organisation.next32();
        const std::uint64_t order_bytes = items_.order_bytes.next();
        if (!kind || !card_kind || organisation >= items_.organisations.size() || order_bytes > items_.orders.size()) {
            return malformed("an item does not fit");
        }
        item.kind = *kind;
        item.card_kind.value = *card_kind;
        item.organisation.value = items_.organisations[organisation];
        item.removed.value = items_.removed.next() != 0;
        Placement& placement = item.placement.value;
        placement.order = items_.orders.substr(0, static_cast<std::size_t>(order_bytes));
        items_.orders.remove_prefix(static_cast<std::size_t>(order_bytes));
        placement.x = items_.x.next_signed();
        placement.y = items_.y.next_signed();
        return utf8::measure(placement.order) ? Result<void>{} : Error(ErrorCode::BadText, "a text is not UTF-8");
    }

    Result<void> read_writers(Item& item) {
        const std::uint32_t written = items_.written.next32();
        item.purged = (written & state_format::kPurgedBit) != 0;
        const auto read = [&](Stamp& stamp_of, std::uint32_t bit) -> Result<void> {
            if ((written & bit) == 0) {
                stamp_of = {item.lamport, item.id.actor};
                return {};
            }
            const std::uint64_t lamport = next_from64(items_.written_lamport, item.lamport);
            ATELIER_TRY_ASSIGN(stamp_of, stamp(lamport, items_.written_actor.next32()));
            return {};
        };
        if (item.lamport > board_.lamport_) {
            return malformed("an item is later than the state");
        }
        ATELIER_TRY(read(item.placement.stamp, state_format::kPlacementBit));
        ATELIER_TRY(read(item.card_kind.stamp, state_format::kCardKindBit));
        ATELIER_TRY(read(item.removed.stamp, state_format::kRemovedBit));
        return read(item.organisation.stamp, state_format::kOrganisationBit);
    }

    Result<void> put_into(Item& item, std::uint32_t parent) {
        if (parent == 0) {
            return {};
        }
        ATELIER_TRY_ASSIGN(item.placement.value.parent, item_at(parent - 1));
        return board_.is_parent(item.kind, item.placement.value.parent)
                   ? Result<void>{}
                   : malformed("an item lies in what cannot hold it");
    }

    // An id that comes again, because it was not made yet, would be there twice.
    bool is_made(Id id) const { return !id.is_null() && board_.has_seen(id); }

    // By place in the columns, which is the place in the board's list.
    Result<Id> item_at(std::uint32_t index) const {
        return index < board_.items_.size() ? Result<Id>(board_.items_[index].id)
                                            : malformed("something names an item that is not there");
    }

    Result<void> read_derivations() {
        Reader reader = message(field::state::kItems);
        while (reader.next(field::items::kDerivations)) {
            ATELIER_TRY(read_derivation(reader.get_message()));
        }
        return board_.restore_derivations() ? Result<void>{}
                                            : malformed("a card derives from what cannot be its source");
    }

    Result<void> read_derivation(Reader reader) {
        std::uint32_t item = 0;
        std::optional<DerivedBy> how;
        std::optional<VoteRule> votes;
        ColumnIn sources;
        while (reader.next()) {
            switch (reader.tag()) {
                case field::derivation::kItem: item = reader.get_uint32(); break;
                case field::derivation::kHow: how = pbf::derived_by(reader.get_enum()); break;
                case field::derivation::kVotes: votes = pbf::vote_rule(reader.get_enum()); break;
                case field::derivation::kSources: sources.read(reader); break;
                default: reader.skip();
            }
        }
        if (item >= board_.items_.size() || sources.ended()) {
            return malformed("a derivation of nothing");
        }
        Derivation& derivation = board_.items_[item].derivation;
        if (!derivation.sources.empty() || !how || !votes) {
            return malformed("a derivation does not fit");
        }
        derivation.how = *how;
        derivation.votes = *votes;
        while (!sources.ended()) {
            if (derivation.sources.size() >= limits::kDerivationSourcesMax) {
                return Error(ErrorCode::TooLarge, "a card derives from too many");
            }
            ATELIER_TRY_ASSIGN(const Id source, item_at(sources.next32()));
            derivation.sources.push_back(source);
        }
        return sources.good() ? Result<void>{} : malformed("a derivation does not fit");
    }

    // --- texts ---

    Result<void> read_texts() {
        RunReader runs(board_.actors_.size());
        runs.read(message(field::state::kTexts));
        std::vector<Origins> origins;
        for (std::uint32_t i = 0; i < runs_of_.size(); ++i) {
            Item& item = board_.items_[i];
            runs.start({*board_.actors_.find(item.id.actor), item.id.counter});
            origins.clear();
            for (std::uint32_t count = runs_of_[i]; count > 0; --count) {
                const auto run = runs.next();
                if (!run) {
                    return malformed("the columns of a text do not fit");
                }
                ATELIER_TRY(check_run(*run, item.text));
                item.text.append_run(*run);
                origins.push_back({run->left, run->right});
            }
            ATELIER_TRY(check_origins(origins, item.text));
        }
        return runs.is_used_up() ? Result<void>{} : malformed("the columns of the texts do not fit");
    }

    static Result<void> check_origins(const std::vector<Origins>& origins, const Text& text) {
        for (const auto& [left, right] : origins) {
            if ((!left.is_null() && !text.contains(left)) || (!right.is_null() && !text.contains(right))) {
                return malformed("a run of text has origins that are not in it");
            }
        }
        return {};
    }

    // Every id must be of the table and made before the state was saved, and appear once.
    bool is_char(CharId first, std::uint32_t length) const {
        return first.actor < table_.size() && first.counter != 0 && length != 0 &&
               std::uint64_t{first.counter} + length <= board_.actors_.next_counter(first.actor);
    }

    Result<void> check_run(const TextRun& run, const Text& text) const {
        const bool left_fits = run.left.is_null() || is_char(run.left, 1);
        const bool right_fits = run.right.is_null() || is_char(run.right, 1);
        if (!is_char(run.first, run.length) || !left_fits || !right_fits) {
            return malformed("a run of text has ids out of range");
        }
        const auto length = utf8::measure(run.visible);
        if (!length || (!run.visible.empty() && length->code_points != run.length)) {
            return malformed("a run of text does not have the length it claims");
        }
        if (text.contains_any({run.first, run.length})) {
            return malformed("a character is there twice");
        }
        return {};
    }

    // --- edges and ballots ---

    Result<void> read_edges(Reader reader, EdgeSet& edges) {
        IdColumnsIn tags;
        ColumnIn from, to, verbs, removed;
        while (reader.next()) {
            switch (reader.tag()) {
                case field::edges::kActor: tags.actor.read(reader); break;
                case field::edges::kCounter: tags.counter.read(reader); break;
                case field::edges::kFrom: from.read(reader); break;
                case field::edges::kTo: to.read(reader); break;
                case field::edges::kVerb: verbs.read(reader); break;
                case field::edges::kRemoved: removed.read(reader); break;
                default: reader.skip();
            }
        }
        while (!tags.actor.ended()) {
            const Id tag = tags.next(table_);
            Edge edge;
            ATELIER_TRY_ASSIGN(edge.from, item_at(from.next32()));
            ATELIER_TRY_ASSIGN(edge.to, item_at(to.next32()));
            const auto verb = pbf::verb(static_cast<std::int32_t>(verbs.next32()));
            edge.removed = removed.next() != 0;
            if (!is_made(tag) || !verb || edges.find(tag) != nullptr || edges.size() >= limits::kEdgesMax) {
                return malformed("an edge does not fit");
            }
            edge.verb = *verb;
            edges.add(tag, edge);
        }
        return used_up({&tags.actor, &tags.counter, &from, &to, &verbs, &removed})
                   ? Result<void>{}
                   : malformed("the columns of the edges do not fit");
    }

    static std::uint8_t group_of(ColumnIn& groups, bool has_groups) {
        return has_groups ? static_cast<std::uint8_t>(std::min(groups.next32(), std::uint32_t{UINT8_MAX}))
                          : std::uint8_t{0};
    }

    Result<void> read_ballots() {
        Reader reader = message(field::state::kBallots);
        std::vector<VoterId> voters;
        ColumnIn counts, slots, polls, values, withdrawn, lamports, actors, groups;
        while (reader.next()) {
            switch (reader.tag()) {
                case field::ballots::kVoters:
                    for (const std::uint64_t voter : reader.get_packed_fixed64()) {
                        voters.push_back(VoterId{voter});
                    }
                    break;
                case field::ballots::kCount: counts.read(reader); break;
                case field::ballots::kSlot: slots.read(reader); break;
                case field::ballots::kPoll: polls.read(reader); break;
                case field::ballots::kValue: values.read(reader); break;
                case field::ballots::kWithdrawn: withdrawn.read(reader); break;
                case field::ballots::kLamport: lamports.read(reader); break;
                case field::ballots::kActor: actors.read(reader); break;
                case field::ballots::kGroup: groups.read(reader); break;
                default: reader.skip();
            }
        }
        const bool has_groups = !groups.ended();
        std::uint32_t slot = 0;
        for (const VoterId voter : voters) {
            for (std::uint64_t count = counts.next(); count > 0; --count) {
                if (slots.ended() || board_.ballots_.size() >= limits::kBallotsMax) {
                    return malformed("a ballot does not fit");
                }
                slot = next_from32(slots, slot);
                BallotKey key{voter, polls.next32(), kNullId};
                ATELIER_TRY_ASSIGN(key.slot, item_at(slot));
                Register<Ballot> ballot;
                ballot.value = {values.next_signed(), withdrawn.next() != 0, group_of(groups, has_groups)};
                const std::uint64_t lamport = lamports.next();
                ATELIER_TRY_ASSIGN(ballot.stamp, stamp(lamport, actors.next32()));
                if (!board_.restore_ballot(key, ballot)) {
                    return malformed("a ballot does not fit");
                }
            }
        }
        return used_up({&counts, &slots, &polls, &values, &withdrawn, &lamports, &actors, &groups})
                   ? Result<void>{}
                   : malformed("the columns of the ballots do not fit");
    }

    Result<void> read_settings() {
        Reader reader(bytes_.data(), bytes_.size());
        while (reader.next(field::state::kSettings)) {
            ATELIER_TRY(read_setting(reader.get_message()));
        }
        return {};
    }

    Result<void> read_setting(Reader reader) {
        std::uint32_t item = 0;
        std::optional<SettingKey> key;
        Register<Setting> setting;
        while (reader.next()) {
            switch (reader.tag()) {
                case field::setting::kItem: item = reader.get_uint32(); break;
                case field::setting::kKey: key = pbf::setting_key(reader.get_enum()); break;
                case field::setting::kNumber: setting.value.number = reader.get_sint64(); break;
                case field::setting::kText: {
                    ATELIER_TRY_ASSIGN(setting.value.text, pbf::read_string(reader));
                    break;
                }
                case field::setting::kStamp: {
                    ATELIER_TRY_ASSIGN(setting.stamp, read_stamp(reader.get_message()));
                    break;
                }
                default: reader.skip();
            }
        }
        SettingName name;
        if (item != 0) {
            ATELIER_TRY_ASSIGN(name.item, item_at(item - 1));
        }
        if (!key || setting.stamp == Stamp{}) {
            return malformed("a setting does not fit");
        }
        name.key = *key;
        return board_.restore_setting(name, setting) ? Result<void>{} : malformed("a setting does not fit");
    }

    BytesView bytes_;
    Board board_;
    pbf::ActorsIn table_;
    ItemColumnsIn items_;
    std::vector<std::uint32_t> runs_of_;  // by place of the item
    std::uint64_t claimed_hash_ = 0;
};

Result<Board> Board::decode(BytesView bytes) {
    return pbf::fenced([bytes] { return StateDecoder(bytes).decode(); });
}

}  // namespace atelier::board
