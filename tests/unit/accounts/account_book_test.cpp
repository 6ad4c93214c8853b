// SPDX-License-Identifier: MIT
#include "server/accounts/account_book.h"

#include <algorithm>
#include <chrono>

#include "server/accounts/session.h"
#include "server/base/limits.h"
#include "tests/support/catch.h"

using namespace atelier;
using namespace atelier::accounts;

namespace {

constexpr std::int64_t kHour = 3'600'000;
constexpr std::int64_t kDay = 24 * kHour;
constexpr std::int64_t kStart = 1'700'000'000'000;

v1::User user_of(const std::string& name) {
    v1::User user;
    user.set_name(name);
    user.set_password_hash("hash of " + name);
    return user;
}

Bytes new_hash() {
    return session_hash(make_session_token()).value();
}

std::vector<std::uint64_t> ids_of(const std::vector<EndedLink>& ended) {
    std::vector<std::uint64_t> ids;
    for (const EndedLink& link : ended) {
        ids.push_back(link.id);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

}  // namespace

TEST_CASE("a session says who holds it, is kept with its account, and ends alone or with all others") {
    AccountBook book({user_of("ada"), user_of("gaston")});
    const Bytes phone = new_hash();
    const Bytes laptop = new_hash();
    const Bytes other = new_hash();
    CHECK(book.open_session("ada", phone, kStart).user.sessions_size() == 1);
    const Change second = book.open_session("ada", laptop, kStart);
    CHECK(second.user.name() == "ada");
    CHECK(second.user.password_hash() == "hash of ada");
    CHECK(second.user.sessions_size() == 2);
    CHECK(second.ended.empty());
    book.open_session("gaston", other, kStart);
    CHECK(book.find_holder(phone, kStart)->user == "ada");
    CHECK(book.find_holder(other, kStart)->user == "gaston");
    CHECK_FALSE(book.find_holder(new_hash(), kStart));

    SECTION("alone") {
        const Change gone = book.end_session(phone).value();
        CHECK(gone.user.sessions_size() == 1);
        CHECK(ids_of(gone.ended) == std::vector{session_link(phone)});
        CHECK_FALSE(book.find_holder(phone, kStart));
        CHECK(book.find_holder(laptop, kStart));
        CHECK_FALSE(book.end_session(phone));
    }
    SECTION("with all others") {
        const Change gone = book.end_all("ada");
        CHECK(gone.user.sessions_size() == 0);
        CHECK(gone.ended.size() == 2);
        CHECK_FALSE(book.find_holder(phone, kStart));
        CHECK_FALSE(book.find_holder(laptop, kStart));
        CHECK(book.find_holder(other, kStart));
    }
    SECTION("read again, as it was written") {
        const AccountBook again({second.user});
        CHECK(again.find_holder(laptop, kStart)->user == "ada");
        CHECK_FALSE(again.find_holder(other, kStart));
    }
}

TEST_CASE(
    "a session ends thirty days after its last use, and ninety after its first; its use is written once an hour") {
    AccountBook book({user_of("ada")});
    const Bytes used = new_hash();
    const Bytes unused = new_hash();
    book.open_session("ada", used, kStart);
    book.open_session("ada", unused, kStart);
    CHECK_FALSE(book.note_use(used, kStart + kHour - 1));
    std::size_t writes = 0;
    for (std::int64_t at = kStart; at < kStart + 90 * kDay; at += kHour / 2) {
        REQUIRE(book.find_holder(used, at));
        writes += book.note_use(used, at) ? 1U : 0U;
    }
    CHECK(writes == 90 * 24 - 1);
    CHECK(book.find_holder(unused, kStart + 30 * kDay - 1));
    CHECK_FALSE(book.find_holder(unused, kStart + 30 * kDay));
    CHECK_FALSE(book.find_holder(used, kStart + 90 * kDay));
    CHECK_FALSE(book.note_use(new_hash(), kStart));

    const std::vector<Change> lapsed = book.end_lapsed(kStart + 31 * kDay);
    REQUIRE(lapsed.size() == 1);
    CHECK(lapsed[0].user.sessions_size() == 1);
    REQUIRE(lapsed[0].ended.size() == 1);
    CHECK(lapsed[0].ended[0].id == session_link(unused));
    CHECK(lapsed[0].ended[0].until_ms == kStart + 90 * kDay);
    CHECK(book.end_lapsed(kStart + 31 * kDay).empty());
}

TEST_CASE("[I11] an account that nobody used for a year lets nobody in, until it gets a new password") {
    constexpr std::int64_t kYear = 365 * kDay;
    v1::User never = user_of("eve");
    never.set_made_ms(kStart);
    CHECK_FALSE(is_dormant(never, kStart + kYear - 1));
    CHECK(is_dormant(never, kStart + kYear));
    never.set_used_ms(kStart + kYear);
    CHECK_FALSE(is_dormant(never, kStart + 2 * kYear - 1));

    AccountBook book({never});
    const Bytes phone = new_hash();
    CHECK_FALSE(is_dormant(book.open_session("eve", phone, kStart + 2 * kYear).user, kStart + 3 * kYear - 1));
    const std::int64_t used = kStart + 2 * kYear + 20 * kDay;
    REQUIRE(book.note_use(phone, used));
    // The session has ended by then, and its use counts.
    REQUIRE(book.end_lapsed(used + kYear - 1).size() == 1);
    CHECK_FALSE(is_dormant(*book.find("eve"), used + kYear - 1));
    CHECK(is_dormant(*book.find("eve"), used + kYear));
}

TEST_CASE("one account has a bounded number of sessions: the one unused for longest goes") {
    AccountBook book({user_of("ada")});
    std::vector<Bytes> hashes;
    for (std::size_t i = 0; i < limits::kSessionsOfUserMax; ++i) {
        hashes.push_back(new_hash());
        book.open_session("ada", hashes.back(), kStart + static_cast<std::int64_t>(i));
    }
    REQUIRE(book.note_use(hashes[0], kStart + 2 * kHour));
    const Change change = book.open_session("ada", new_hash(), kStart + 3 * kHour);
    CHECK(static_cast<std::size_t>(change.user.sessions_size()) == limits::kSessionsOfUserMax);
    CHECK(ids_of(change.ended) == std::vector{session_link(hashes[1])});
    CHECK(book.find_holder(hashes[0], kStart));
    CHECK_FALSE(book.find_holder(hashes[1], kStart));
}
