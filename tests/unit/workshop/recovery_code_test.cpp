// SPDX-License-Identifier: MIT
#include "server/workshop/recovery_code.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "server/workshop/code_words.h"
#include "tests/support/catch.h"

using namespace atelier;
using namespace atelier::workshop;

TEST_CASE("the words are sorted, each there once, plain letters, and enough for 34 bits with the number") {
    CHECK(std::is_sorted(kCodeWords.begin(), kCodeWords.end()));
    CHECK(std::set<std::string_view>(kCodeWords.begin(), kCodeWords.end()).size() == kCodeWords.size());
    for (const std::string_view word : kCodeWords) {
        CAPTURE(word);
        CHECK(word.size() >= 3);
        CHECK(std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; }));
    }
    CHECK(3 * std::log2(static_cast<double>(kCodeWords.size())) + std::log2(90.0) > 34.0);
}

TEST_CASE("a code is read as it was given, whatever the signs, the case and the accents") {
    std::set<std::string> made;
    for (int i = 0; i < 200; ++i) {
        const std::string code = make_recovery_code();
        CAPTURE(code);
        CHECK(read_recovery_code(code) == code);
        made.insert(code);
    }
    CHECK(made.size() == 200);
    for (const char* typed :
         {"pomme-cerf-nuage-42", " POMME cerf  Nuage 42 ", "pommé, cèrf. nuagë/42", "Pomme\tcerf-nuage\n42",
          "pomme\xe2\x80\x93"
          "cerf\xe2\x80\x93nuage\xe2\x80\x93"
          "42"}) {
        CAPTURE(typed);
        CHECK(read_recovery_code(typed) == "pomme-cerf-nuage-42");
    }
}

TEST_CASE("what is no code is none") {
    for (const char* typed : {"", "-", "pomme", "pomme-cerf-nuage", "pomme-cerf-nuage-4", "pomme-cerf-nuage-042",
                              "pomme-cerf-nuage-07", "pomme-cerf-42", "pomme-cerf-nuage-vent-42", "42-pomme-cerf-nuage",
                              "pomme-cerf-qsdfgh-42", "pomme-cerf-nuage-4x", "\xc3", "pomme-cerf-nuage-42\xc3\xa9"}) {
        CAPTURE(typed);
        CHECK_FALSE(read_recovery_code(typed));
    }
    CHECK_FALSE(read_recovery_code(std::string(1000, 'a')));
}

TEST_CASE("what is kept of a code is of one board of one server") {
    const ServerKey key = make_server_key();
    const ServerKey other_key = make_server_key();
    BoardId board;
    BoardId other_board;
    other_board.bytes[3] = 1;
    const Bytes hash = hash_recovery_code("pomme-cerf-nuage-42", board, key).value();
    CHECK(hash.size() == 32);
    CHECK(hash == hash_recovery_code("pomme-cerf-nuage-42", board, key).value());
    CHECK(hash != hash_recovery_code("pomme-cerf-nuage-43", board, key).value());
    CHECK(hash != hash_recovery_code("pomme-cerf-nuage-42", other_board, key).value());
    CHECK(hash != hash_recovery_code("pomme-cerf-nuage-42", board, other_key).value());
}
