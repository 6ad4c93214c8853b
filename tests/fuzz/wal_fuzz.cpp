// RocksDB's write-ahead log from bytes (FORMAT.md F16). The first half: any bytes are fine. The second: whole records that
// the bytes describe, written as RocksDB does and damaged at one place, are found, all but those the damage touches.
// SPDX-License-Identifier: MIT
#include <boost/crc.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "server/base/check.h"
#include "storage/wal_scan.h"
#include "tests/fuzz/byte_source.h"

using namespace atelier;  // NOLINT(google-build-using-namespace): a fuzz target is one function

namespace {

constexpr std::size_t kBlockBytes = 32 * 1024;
constexpr std::size_t kHeaderBytes = 7;
constexpr std::size_t kBatchHeaderBytes = 12;
constexpr std::size_t kRecordsMax = 8;

using testing::ByteSource;

// One record as RocksDB's log::Writer lays it out: fragments that fill blocks.
class LogWriter {
public:
    // Where it begins: behind the padding of the block before.
    std::size_t add(const std::string& record) {
        if (left_in_block() < kHeaderBytes) {
            log_.append(left_in_block(), '\0');
        }
        const std::size_t begin = log_.size();
        std::size_t at = 0;
        bool begins = true;  // not `at == 0`: where only a header fits, a first fragment is empty
        do {
            const std::size_t length = std::min(record.size() - at, left_in_block() - kHeaderBytes);
            const bool last = at + length == record.size();
            add_fragment(begins ? (last ? 1 : 2) : (last ? 4 : 3), record.substr(at, length));
            begins = false;
            at += length;
        } while (at < record.size());
        return begin;
    }
    std::string& bytes() { return log_; }

private:
    std::size_t left_in_block() const { return kBlockBytes - log_.size() % kBlockBytes; }
    void add_fragment(int type, const std::string& payload) {
        boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> crc;
        crc.process_byte(static_cast<unsigned char>(type));
        crc.process_bytes(payload.data(), payload.size());
        const std::uint32_t sum = crc.checksum();
        const std::uint32_t masked = ((sum >> 15U) | (sum << 17U)) + 0xa282ead8U;
        for (std::uint32_t shift = 0; shift < 32; shift += 8) {
            log_ += static_cast<char>((masked >> shift) & 0xffU);
        }
        log_ += static_cast<char>(payload.size() & 0xffU);
        log_ += static_cast<char>(payload.size() >> 8U);
        log_ += static_cast<char>(type);
        log_ += payload;
    }

    std::string log_;
};

struct Record {
    std::size_t begin;  // in the log
    std::size_t end;
    std::string bytes;
};

// At least a batch's header; some pages long now and then. No zeros: their place is behind the log.
std::string make_record(ByteSource& source, char name) {
    const std::uint8_t size = source.byte();
    const std::size_t length = kBatchHeaderBytes + (size < 0xc0U ? size : source.number(2) % 50'000);
    std::string record(length, static_cast<char>(source.byte() | 1U));
    record.front() = name;
    return record;
}

// These records, in this order, and no others.
void check_found(const storage::WalFileScan& scan, const std::vector<Record>& records) {
    ATELIER_CHECK(scan.entries.size() == records.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
        ATELIER_CHECK(scan.entries[i].batch == records[i].bytes);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto any = storage::scan_wal_file({reinterpret_cast<const char*>(data), size});
    for (const auto& entry : any.entries) {
        ATELIER_CHECK(entry.offset < size && entry.batch.size() < size);
    }
    ByteSource source(data, size);
    const std::size_t where = source.number(3);
    const char with = static_cast<char>(source.byte());
    LogWriter writer;
    std::vector<Record> records;
    while (!source.empty() && records.size() < kRecordsMax) {
        std::string record = make_record(source, static_cast<char>('a' + records.size()));
        const std::size_t begin = writer.add(record);
        records.push_back({begin, writer.bytes().size(), std::move(record)});
    }
    const auto whole = storage::scan_wal_file(writer.bytes());
    ATELIER_CHECK(!whole.damaged_at);
    check_found(whole, records);
    if (with != '\0' && !records.empty()) {
        const std::size_t at = where % writer.bytes().size();
        writer.bytes()[at] = static_cast<char>(writer.bytes()[at] ^ with);
        const auto damaged = storage::scan_wal_file(writer.bytes());
        // A byte of the padding between two blocks is nobody's.
        const std::size_t lost =
            std::erase_if(records, [&](const Record& record) { return record.begin <= at && at < record.end; });
        ATELIER_CHECK(damaged.damaged_at.has_value() == (lost == 1));
        check_found(damaged, records);
    }
    return 0;
}
