// What an operator orders of accounts: the rules, wherever they are carried out.
// SPDX-License-Identifier: MIT
#include "server/accounts/account_order.h"

#include "server/accounts/session.h"
#include "server/base/limits.h"
#include "tests/support/catch.h"

using namespace atelier;
using namespace atelier::accounts;
using Ask = v1::AccountOrder;

namespace {

constexpr std::int64_t kNow = 1'700'000'000'000;

struct Office {
    Result<Deed> order(Ask::Ask ask, const std::string& name, const std::string& hash = "hash",
                       const std::string& atelier = {}) {
        v1::AccountOrder order;
        order.set_ask(ask);
        order.set_user(name);
        order.set_password_hash(hash);
        order.set_only_check(only_check);
        if (!atelier.empty()) {
            order.add_ateliers(atelier);
        }
        return carry_out(
            book, order, [](std::string_view slug) { return slug == "eau"; }, kNow);
    }
    ErrorCode refusal(Ask::Ask ask, const std::string& name, const std::string& hash = "hash",
                      const std::string& atelier = {}) {
        const Result<Deed> deed = order(ask, name, hash, atelier);
        REQUIRE_FALSE(deed);
        return deed.error().code;
    }
    void sign_in(const std::string& name) { book.open_session(name, session_hash(make_session_token()).value(), kNow); }

    AccountBook book{{}};
    bool only_check = false;
};

}  // namespace

TEST_CASE("an account is made once, under a name that is one, for ateliers that there are") {
    Office office;
    const Result<Deed> deed = office.order(Ask::ASK_ADD, "ada", "hash", "eau");
    REQUIRE(deed);
    REQUIRE(deed->changes.size() == 1);
    CHECK(deed->changes[0].user.password_hash() == "hash");
    CHECK(deed->changes[0].user.ateliers(0) == "eau");
    CHECK(deed->answer.users(0).password_hash().empty());
    CHECK(office.refusal(Ask::ASK_ADD, "ada") == ErrorCode::NotAllowed);
    CHECK(office.refusal(Ask::ASK_ADD, "bob", "hash", "feu") == ErrorCode::NotFound);
    CHECK(office.refusal(Ask::ASK_ADD, "Ada Lovelace") == ErrorCode::Malformed);
    CHECK(office.refusal(Ask::ASK_ADD, "bob", "") == ErrorCode::Malformed);
    CHECK(office.book.size() == 1);
}

TEST_CASE("an order that only asks whether it can be carried out changes nothing") {
    Office office;
    office.only_check = true;
    REQUIRE(office.order(Ask::ASK_ADD, "ada", ""));
    CHECK(office.book.size() == 0);
    CHECK(office.refusal(Ask::ASK_PASSWORD, "ada", "") == ErrorCode::NotFound);
    office.only_check = false;
    REQUIRE(office.order(Ask::ASK_ADD, "ada"));
    office.sign_in("ada");
    office.only_check = true;
    REQUIRE(office.order(Ask::ASK_PASSWORD, "ada", ""));
    REQUIRE(office.order(Ask::ASK_REMOVE, "ada"));
    CHECK(office.book.find("ada")->sessions_size() == 1);
}

TEST_CASE("a new password, signing out and removing end every session, and say which links close") {
    for (const Ask::Ask ask : {Ask::ASK_PASSWORD, Ask::ASK_SIGN_OUT, Ask::ASK_REMOVE}) {
        CAPTURE(Ask::Ask_Name(ask));
        Office office;
        REQUIRE(office.order(Ask::ASK_ADD, "ada"));
        office.sign_in("ada");
        office.sign_in("ada");
        const Result<Deed> deed = office.order(ask, "ada", "another");
        REQUIRE(deed);
        const bool goes = ask == Ask::ASK_REMOVE;
        CHECK((goes ? deed->ended : deed->changes.at(0).ended).size() == 2);
        CHECK(deed->erased == (goes ? "ada" : ""));
        CHECK((office.book.find("ada") == nullptr) == goes);
        if (!goes) {
            CHECK(deed->changes[0].user.sessions_size() == 0);
            CHECK(deed->changes[0].user.password_hash() == (ask == Ask::ASK_PASSWORD ? "another" : "hash"));
        }
        CHECK(office.refusal(ask, "bob") == ErrorCode::NotFound);
    }
}

TEST_CASE("the list says of whom there is an account and how many are signed in, and tells no hash") {
    Office office;
    REQUIRE(office.order(Ask::ASK_ADD, "zoe"));
    REQUIRE(office.order(Ask::ASK_ADD, "ada"));
    office.sign_in("zoe");
    const Result<Deed> deed = office.order(Ask::ASK_LIST, "");
    REQUIRE(deed);
    REQUIRE(deed->answer.users_size() == 2);
    CHECK(deed->answer.users(0).name() == "ada");
    REQUIRE(deed->answer.users(1).sessions_size() == 1);
    CHECK(deed->answer.users(1).sessions(0).hash().empty());
    CHECK(deed->answer.users(1).sessions(0).seen_ms() == kNow);
    CHECK(deed->changes.empty());
    CHECK(office.refusal(Ask::ASK_UNSPECIFIED, "ada") == ErrorCode::UnknownType);
}
