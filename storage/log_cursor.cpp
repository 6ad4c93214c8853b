// SPDX-License-Identifier: MIT
#include "storage/log_cursor.h"

#include <cstdint>

#include "storage/keys.h"

namespace atelier::storage {

LogCursor::LogCursor(Database& database, const BoardId& board)
    : board_(board),
      lower_(numbered_key(board, 1)),
      upper_(numbered_key(board, UINT64_MAX)),
      bounds_{lower_, upper_},
      database_(database),
      iterator_(database.iterate(Family::Log, bounds_)),
      link_(origin_link(board)) {}

Error LogCursor::corrupt(OpSeq at, const std::string& what) const {
    return Error(ErrorCode::Corrupt,
                 "board " + board_.text() + ", at position " + std::to_string(at.value) + ": " + what);
}

Result<void> LogCursor::ended() const {
    Result<void> end = database_.check(*iterator_);
    if (!end && end.error().code == ErrorCode::Corrupt) {
        return corrupt({link_.position.value + 1}, end.error().detail);
    }
    return end;
}

Result<LogCursor::Placed> LogCursor::current() const {
    const std::optional<std::uint64_t> number = number_of_key(iterator_->key().ToStringView());
    if (!number) {
        return corrupt({link_.position.value + 1}, "a key of another length");
    }
    Result<StoredRecord> stored = decode_record(iterator_->value().ToStringView());
    if (!stored) {
        return corrupt({*number}, stored.error().detail);
    }
    return Placed{{*number}, *stored};
}

Result<void> LogCursor::seek_behind(OpSeq position) {
    link_ = origin_link(board_);
    iterator_->SeekForPrev(numbered_key(board_, position.value));
    if (!iterator_->Valid()) {
        ATELIER_TRY(ended());
        iterator_->SeekToFirst();
        return {};
    }
    ATELIER_TRY_ASSIGN(const Placed before, current());
    link_ = before.link();
    iterator_->Next();
    return {};
}

Result<void> LogCursor::seek_to_end() {
    return seek_behind({UINT64_MAX});
}

Result<void> LogCursor::seek(OpSeq after) {
    if (after.value == UINT64_MAX) {
        return seek_to_end();
    }
    ATELIER_TRY(seek_behind({after.value + 1}));
    if (link_.position <= after) {
        return {};
    }
    // That record reaches past `after`: it is wanted, so stand before it, behind its own predecessor.
    // A damaged predecessor that claims to reach further is met by next() as a gap.
    iterator_->SeekForPrev(numbered_key(board_, after.value + 1));
    if (!iterator_->Valid()) {
        return ended();
    }
    ATELIER_TRY_ASSIGN(const Placed wanted, current());
    return seek_behind({wanted.first.value - 1});
}

Result<std::optional<Record>> LogCursor::next() {
    if (!iterator_->Valid()) {
        ATELIER_TRY(ended());
        return std::optional<Record>();
    }
    ATELIER_TRY_ASSIGN(const Placed found, current());
    const StoredRecord& stored = found.stored;
    if (!follows(link_.position, found.first, stored.op_count)) {
        return corrupt(
            {link_.position.value + 1},
            "the next record starts at position " + std::to_string(found.first.value) + "; what is between is missing");
    }
    const Link expected = next_link(link_, found.first, stored.op_count, stored.server_time_ms, stored.batch);
    if (expected.chain != stored.chain) {
        return corrupt(found.first, "the record does not fit the chain");
    }
    Record record{found.first, stored.op_count, stored.server_time_ms, Bytes(stored.batch), stored.chain};
    link_ = expected;
    iterator_->Next();
    return std::optional<Record>(std::move(record));
}

}  // namespace atelier::storage
