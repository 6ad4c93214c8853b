// SPDX-License-Identifier: MIT
#include "storage/record_codec.h"

#include "storage/compression.h"
#include "tests/support/catch.h"
#include "tests/unit/storage/sample.h"

namespace atelier::storage {
namespace {

using sample::noise;

Chain counting_chain() {
    Chain chain;
    for (std::size_t i = 0; i < chain.size(); ++i) {
        chain[i] = static_cast<unsigned char>(i);
    }
    return chain;
}

// Field by field after history.proto: op_count = 1, server_time_ms = 2 (zigzag), batch = 3, chain = 4.
TEST_CASE("[F4] a log record is a LogRecord message", "[storage]") {
    const Bytes bytes = encode_record({300, -2, "ab", counting_chain()});
    CHECK(to_hex(bytes) ==
          "08ac02"
          "1003"
          "1a026162"
          "2210000102030405060708090a0b0c0d0e0f");
    const Result<StoredRecord> back = decode_record(bytes);
    REQUIRE(back);
    CHECK(back->op_count == 300);
    CHECK(back->server_time_ms == -2);
    CHECK(back->batch == "ab");
    CHECK(back->chain == counting_chain());
}

// position = 1, chain = 2, state = 3, hash = 4 (fixed64).
TEST_CASE("[F5] a snapshot is a SnapshotRecord message", "[storage]") {
    const Bytes bytes = encode_snapshot({{{5}, counting_chain()}, "zz", 0x0807060504030201});
    CHECK(to_hex(bytes) ==
          "0805"
          "1210000102030405060708090a0b0c0d0e0f"
          "1a027a7a"
          "210102030405060708");
    const Result<StoredSnapshot> back = decode_snapshot(bytes);
    REQUIRE(back);
    CHECK(back->link == Link{{5}, counting_chain()});
    CHECK(back->packed_state == "zz");
    CHECK(back->hash == 0x0807060504030201);
}

TEST_CASE("[F4] a reader passes over fields that a later version added", "[storage]") {
    const Bytes later = encode_record({1, 0, "x", counting_chain()}) + "\x9a\x06\x03new";
    const Result<StoredRecord> back = decode_record(later);
    REQUIRE(back);
    CHECK(back->batch == "x");
}

TEST_CASE("[F4] a record cut anywhere is Corrupt", "[storage]") {
    const Bytes bytes = encode_record({300, 1'650'000'000'000, "some ops", counting_chain()});
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CAPTURE(size);
        const Result<StoredRecord> cut = decode_record(BytesView(bytes).substr(0, size));
        REQUIRE_FALSE(cut);
        CHECK(cut.error().code == ErrorCode::Corrupt);
    }
    const Bytes snapshot = encode_snapshot({{{5}, counting_chain()}, "state", 1});
    CHECK(decode_snapshot(BytesView(snapshot).substr(0, 19)).error().code == ErrorCode::Corrupt);
    CHECK(decode_snapshot("").error().code == ErrorCode::Corrupt);
}

TEST_CASE("[F4] bytes that are no record are refused or read, never more", "[storage]") {
    std::size_t refused = 0;
    const Bytes good = encode_record({2, 5, "batch", counting_chain()});
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        Bytes bad = seed % 2 == 0 ? noise(seed, seed % 64) : good;
        if (seed % 2 == 1) {
            bad[seed % bad.size()] = static_cast<char>(seed / 7);
        }
        refused += decode_record(bad) ? 0U : 1U;
        refused += decode_snapshot(bad) ? 0U : 1U;
    }
    CHECK(refused > 2000);
}

TEST_CASE("[F5] a state survives compression, and repetition costs little", "[storage]") {
    const Bytes repeated(100'000, 'x');
    CHECK(decompress(compress(repeated).value()).value() == repeated);
    CHECK(compress(repeated)->size() < 1000);
    CHECK(decompress(compress("").value()).value().empty());
    const Bytes dense = noise(3, 100'000);
    CHECK(decompress(compress(dense).value()).value() == dense);
}

TEST_CASE("[F5] what is packed small is read like everything else, and is smaller", "[storage]") {
    Bytes words;
    std::uint64_t random = 1;
    while (words.size() < 100'000) {
        random = random * 6'364'136'223'846'793'005 + 1'442'695'040'888'963'407;
        words += "carte " + std::to_string(random >> 54U) + " besoin ";
    }
    const Bytes small = compress(words, Packing::Small).value();
    CHECK(small.size() < compress(words)->size());
    CHECK(decompress(small).value() == words);
}

TEST_CASE("[F5] what is not a whole zstd frame is Corrupt, whatever size it claims", "[storage]") {
    const Bytes packed = compress(noise(1, 1000)).value();
    CHECK(decompress("").error().code == ErrorCode::Corrupt);
    CHECK(decompress("not zstd at all").error().code == ErrorCode::Corrupt);
    CHECK(decompress(BytesView(packed).substr(0, packed.size() - 1)).error().code == ErrorCode::Corrupt);
    // Magic number, then a header with an 8-byte content size of 2^60.
    const Bytes huge("\x28\xb5\x2f\xfd\xe0\x00\x00\x00\x00\x00\x00\x00\x10", 13);
    CHECK(decompress(huge).error().code == ErrorCode::Corrupt);
}

}  // namespace
}  // namespace atelier::storage
