// SPDX-License-Identifier: MIT
#include "server/history/archive.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "server/base/bytes.h"
#include "server/board/codec.h"
#include "server/history/json_number.h"
#include "server/history/merge_record.h"
#include "server/history/op_json.h"
#include "server/workshop/ballot_secrecy.h"
#include "server/workshop/base64.h"
#include "storage/each_record.h"

namespace atelier::history {
namespace {

using Json = nlohmann::ordered_json;

class Sha256 {
public:
    Sha256() { crypto_hash_sha256_init(&state_); }
    void add(std::string_view bytes) {
        crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    }
    // Lower-case hexadecimal. Once.
    std::string finish() {
        std::array<unsigned char, crypto_hash_sha256_BYTES> sum{};
        crypto_hash_sha256_final(&state_, sum.data());
        return to_hex({reinterpret_cast<const char*>(sum.data()), sum.size()});
    }

private:
    crypto_hash_sha256_state state_{};
};

bool is_known(const board::Op& op) {
    return !std::holds_alternative<board::Unknown>(op.body);
}

// The ops in words; and the bytes as they were where the words do not give them back.
Json record_json(const storage::Record& record, const std::vector<board::Op>& ops) {
    Json json = {{"at", record.first.value}, {"time", record.server_time_ms}, {"ops", Json::array()}};
    const bool is_all_known = std::all_of(ops.begin(), ops.end(), is_known);
    for (const board::Op& op : ops) {
        json["ops"].push_back(is_known(op) ? op_to_json(op) : Json{{"id", id_text(op.id)}, {"do", "unknown"}});
    }
    if (!is_all_known || board::encode_batch(ops) != record.batch) {
        json["batch"] = workshop::to_base64(record.batch);
    }
    return json;
}

storage::Append append_of(const BoardId& board, const storage::Record& record) {
    storage::Append append;
    append.board = board;
    append.first = record.first;
    append.op_count = record.op_count;
    append.server_time_ms = record.server_time_ms;
    append.batch = record.batch;
    return append;
}

Json end_json(const ArchiveEnd& end, const std::string& sum) {
    return {{"end",
             {{"records", end.records},
              {"position", end.link.position.value},
              {"hash", to_hex(end.hash)},
              {"chain", to_hex(storage::chain_view(end.link.chain))},
              {"sha256", sum}}}};
}

Error wrong_line(std::size_t line, std::string_view what) {
    return Error(ErrorCode::Malformed, "line " + std::to_string(line) + ": " + std::string(what));
}

Result<Json> parse_line(std::string_view text, std::size_t line) {
    try {
        return Json::parse(text);
    } catch (const nlohmann::json::exception&) {
        return wrong_line(line, "not JSON");
    }
}

// The bytes of a record's batch, as the log had them.
Result<Bytes> batch_of(const Json& json, std::size_t line) {
    if (const auto raw = json.find("batch"); raw != json.end()) {
        std::optional<Bytes> bytes = workshop::from_base64(raw->get<std::string>());
        return bytes ? Result<Bytes>(*std::move(bytes)) : wrong_line(line, "a batch that is not base64");
    }
    std::vector<board::Op> ops;
    for (const Json& op : json.at("ops")) {
        Result<board::Op> read = op_from_json(op);
        if (!read) {
            return wrong_line(line, read.error().detail);
        }
        ops.push_back(*std::move(read));
    }
    return board::encode_batch(ops);
}

// Reads records one behind the other, and follows what they do.
class Reader {
public:
    explicit Reader(const BoardId& board) : id_(board) { archive_.end.link = storage::origin_link(board); }

    Result<void> take(const Json& json, std::size_t line) {
        try {
            ATELIER_TRY_ASSIGN(Bytes batch, batch_of(json, line));
            // Everything that the codec checks of what comes over the wire.
            ATELIER_TRY_ASSIGN(const std::vector<board::Op> ops, board::decode_batch(batch));
            storage::Append record;
            record.board = id_;
            record.first = {whole_number<std::uint64_t>(json.at("at"))};
            record.op_count = static_cast<std::uint32_t>(ops.size());
            record.server_time_ms = whole_number<std::int64_t>(json.at("time"));
            record.batch = std::move(batch);
            return follow(std::move(record), ops, line);
        } catch (const nlohmann::json::exception&) {
            return wrong_line(line, "not a record");
        } catch (const WrongJson& wrong) {
            return wrong_line(line, wrong.what);
        }
    }

    // How an archive of what was taken ends.
    const ArchiveEnd& end() {
        archive_.end.hash = archive_.board.hash();
        return archive_.end;
    }
    // REQUIRES: end() was asked for last.
    Archive finish(Json head) && {
        archive_.head = std::move(head);
        return std::move(archive_);
    }

private:
    Result<void> follow(storage::Append record, const std::vector<board::Op>& ops, std::size_t line) {
        ATELIER_TRY_ASSIGN(archive_.end.link, storage::link_append(archive_.end.link, record));
        for (const board::Op& op : ops) {
            const Result<board::Outcome> outcome = archive_.board.apply(op);
            if (!outcome || *outcome == board::Outcome::Parked) {
                return wrong_line(line, "an op that does not follow from those before it");
            }
        }
        ++archive_.end.records;
        archive_.records.push_back(std::move(record));
        return {};
    }

    BoardId id_;
    Archive archive_;
};

Result<BoardId> board_of(const Json& head) {
    try {
        return parse_board_id(head.at("board").get<std::string>());
    } catch (const nlohmann::json::exception&) {
        return wrong_line(1, "it names no board");
    }
}

}  // namespace

Result<ArchiveEnd> write_archive(storage::Store& store, const BoardId& board, const Json& head, Ballots ballots,
                                 std::ostream& out) {
    Sha256 sum;
    const auto write_line = [&](const Json& json) {
        const std::string line = json.dump() + "\n";
        sum.add(line);
        out << line;
    };
    Json first = {{"format", kArchiveFormat}};
    first.update(head);
    first["ballots"] = ballots == Ballots::Kept ? "kept" : "withheld";
    write_line(first);
    ArchiveEnd end;
    end.link = storage::origin_link(board);
    board::Board state;
    const auto take = [&](storage::Record record) -> Result<void> {
        ATELIER_TRY_ASSIGN(std::vector<board::Op> ops, merge_record(state, record));
        if (ballots == Ballots::Withheld && workshop::mask_ballots(ops, VoterId{})) {
            record.batch = board::encode_batch(ops);
        }
        write_line(record_json(record, ops));
        ATELIER_TRY_ASSIGN(end.link, storage::link_append(end.link, append_of(board, record)));
        ++end.records;
        return {};
    };
    ATELIER_TRY(storage::for_each_record(store, board, OpSeq{0}, take));
    end.hash = ballots == Ballots::Kept ? state.hash() : state.shared_hash();
    out << end_json(end, sum.finish()).dump() << "\n";
    return end;
}

bool recognise_archive(std::string_view text) {
    return text.starts_with(R"({"format":"atelier-history/)");
}

Result<Archive> read_archive(std::string_view text) {
    const std::size_t head_end = text.find('\n');
    ATELIER_TRY_ASSIGN(Json head, parse_line(text.substr(0, head_end), 1));
    if (!head.is_object() || !head.contains("format") || head.at("format") != Json(kArchiveFormat)) {
        return Error(ErrorCode::UnknownType, "not an archive of format " + std::string(kArchiveFormat));
    }
    ATELIER_TRY_ASSIGN(const BoardId board, board_of(head));
    Reader reader(board);
    Sha256 sum;
    std::size_t line = 1;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = text.find('\n', begin);
        if (end == std::string_view::npos) {
            return wrong_line(line, "the file is cut short");
        }
        const std::string_view whole = text.substr(begin, end + 1 - begin);
        if (line > 1) {
            ATELIER_TRY_ASSIGN(const Json json, parse_line(whole, line));
            if (json.is_object() && json.contains("end")) {
                const Json due = end_json(reader.end(), sum.finish());
                if (end + 1 != text.size() || nlohmann::json(due) != nlohmann::json(json)) {
                    return Error(ErrorCode::Corrupt, "what the end says does not fit what is in the file");
                }
                return std::move(reader).finish(std::move(head));
            }
            ATELIER_TRY(reader.take(json, line));
        }
        sum.add(whole);
        begin = end + 1;
        ++line;
    }
    return wrong_line(line, "the file is cut short");
}

}  // namespace atelier::history
