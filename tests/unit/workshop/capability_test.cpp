// SPDX-License-Identifier: MIT
#include "server/workshop/capability.h"

#include <set>
#include <string>

#include "tests/support/catch.h"

using namespace atelier;
using namespace atelier::workshop;

namespace {

constexpr std::int64_t kNow = 1'700'000'000'000;
constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

BoardId board_of(std::uint8_t fill) {
    BoardId board;
    board.bytes.fill(fill);
    return board;
}

Capability sample() {
    Capability capability;
    capability.role = Role::Facilitator;
    capability.atelier = "caux-seine";
    capability.board = board_of(7);
    capability.expires_ms = kNow + 1;
    return capability;
}

ErrorCode refusal(std::string_view token, const ServerKey& key, std::int64_t now_ms = kNow) {
    const auto verified = verify_capability(token, key, now_ms);
    REQUIRE_FALSE(verified.has_value());
    return verified.error().code;
}

}  // namespace

TEST_CASE("a token gives back what was signed") {
    const ServerKey key = make_server_key();
    const auto verified = verify_capability(sign_capability(sample(), key), key, kNow);
    REQUIRE(verified.has_value());
    CHECK(verified->role == Role::Facilitator);
    CHECK(verified->atelier == "caux-seine");
    CHECK(verified->board == board_of(7));
    CHECK(verified->expires_ms == kNow + 1);
}

TEST_CASE("a token stops at its date, not before") {
    const ServerKey key = make_server_key();
    const std::string token = sign_capability(sample(), key);
    CHECK(verify_capability(token, key, kNow).has_value());
    CHECK(refusal(token, key, kNow + 1) == ErrorCode::ExpiredToken);
    CHECK(refusal(token, key, kNow + 2) == ErrorCode::ExpiredToken);
}

TEST_CASE("a token of another server is forged here") {
    const ServerKey key = make_server_key();
    CHECK(refusal(sign_capability(sample(), make_server_key()), key) == ErrorCode::BadToken);
}

TEST_CASE("no single bit of a token can be changed") {
    const ServerKey key = make_server_key();
    const std::string token = sign_capability(sample(), key);
    for (std::size_t at = 0; at < token.size(); ++at) {
        const std::size_t value = kAlphabet.find(token[at]);
        REQUIRE(value != std::string_view::npos);
        for (unsigned bit = 0; bit < 6; ++bit) {
            std::string flipped = token;
            flipped[at] = kAlphabet[value ^ (1U << bit)];
            INFO("character " << at << ", bit " << bit);
            CHECK(refusal(flipped, key) == ErrorCode::BadToken);
        }
    }
}

TEST_CASE("a token cannot be shortened, lengthened or empty") {
    const ServerKey key = make_server_key();
    const std::string token = sign_capability(sample(), key);
    for (std::size_t length = 0; length < token.size(); ++length) {
        CHECK(refusal(token.substr(0, length), key) == ErrorCode::BadToken);
    }
    CHECK(refusal(token + "A", key) == ErrorCode::BadToken);
    CHECK(refusal(token + "AAAA", key) == ErrorCode::BadToken);
    CHECK(refusal(token + "=", key) == ErrorCode::BadToken);
    CHECK(refusal(std::string(100'000, 'A'), key) == ErrorCode::BadToken);
    CHECK(refusal(std::string("\0\xff", 2), key) == ErrorCode::BadToken);
}

TEST_CASE("two tokens for the same right differ, and each carries 128 bits that only the key gives") {
    const ServerKey key = make_server_key();
    std::set<std::string> tokens;
    for (int i = 0; i < 100; ++i) {
        tokens.insert(sign_capability(sample(), key));
    }
    CHECK(tokens.size() == 100);
    // role 1, expiry 8, id 8, board 16, slug, MAC 16: the last 16 bytes are the MAC.
    const std::size_t raw_bytes = 1 + 8 + 8 + 16 + sample().atelier.size() + 16;
    CHECK(tokens.begin()->size() == (raw_bytes * 4 + 2) / 3);
}

TEST_CASE("a token fits a URL fragment as it is") {
    const std::string token = sign_capability(sample(), make_server_key());
    CHECK(token.find_first_not_of(kAlphabet) == std::string::npos);
}

TEST_CASE("a server key has 32 bytes") {
    CHECK(server_key_from_bytes(Bytes(32, 'k')).has_value());
    CHECK_FALSE(server_key_from_bytes(Bytes(31, 'k')).has_value());
    CHECK_FALSE(server_key_from_bytes(Bytes(33, 'k')).has_value());
    CHECK_FALSE(server_key_from_bytes({}).has_value());
}

TEST_CASE("an actor key fits its board, its actor and its server alone") {
    const ServerKey key = make_server_key();
    const Bytes proof = actor_key(board_of(1), ActorId{5}, key);
    CHECK(proof.size() == 16);
    CHECK(actor_key_fits(board_of(1), ActorId{5}, proof, key));
    CHECK_FALSE(actor_key_fits(board_of(2), ActorId{5}, proof, key));
    CHECK_FALSE(actor_key_fits(board_of(1), ActorId{6}, proof, key));
    CHECK_FALSE(actor_key_fits(board_of(1), ActorId{5}, proof, make_server_key()));
    CHECK_FALSE(actor_key_fits(board_of(1), ActorId{5}, {}, key));
    CHECK_FALSE(actor_key_fits(board_of(1), ActorId{5}, proof.substr(1), key));
}
