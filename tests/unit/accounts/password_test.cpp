// SPDX-License-Identifier: MIT
#include "server/accounts/password.h"

#include "server/accounts/session.h"
#include "server/accounts/user_name.h"
#include "tests/support/catch.h"

using namespace atelier;
using namespace atelier::accounts;

TEST_CASE("[S12] a password has twelve characters or more, of any kind, and none of those that are tried first") {
    for (const char* good : {"correct horse battery", "huit-cailloux 9", "Ça coule de source", "éèàùçôîûâêëïüö"}) {
        CAPTURE(good);
        CHECK_FALSE(find_password_problem(good, "ada"));
    }
    CHECK(find_password_problem("onze lettre", "ada") == PasswordProblem::TooShort);
    CHECK(find_password_problem("éééééé", "ada") ==
          PasswordProblem::TooShort);  // twelve bytes are not twelve characters
    CHECK(find_password_problem(std::string(kPasswordBytesMax + 1, 'x'), "ada") == PasswordProblem::TooLong);
    CHECK(find_password_problem("douze lettres\x01", "ada") == PasswordProblem::BadText);
    CHECK(find_password_problem("douze lettres\xff", "ada") == PasswordProblem::BadText);
    for (const char* guessed : {"aaaaaaaaaaaaaaaa", "121212121212", "motdepasse123", "MotDePasse2024", "azertyuiop12",
                                "Password1234!", "123456789012", "gaston.lebon1234"}) {
        CAPTURE(guessed);
        CHECK(find_password_problem(guessed, "gaston.lebon") == PasswordProblem::Guessable);
    }
}

TEST_CASE("[S12] what is kept of a password is Argon2id with a salt of its own, and tells that password from others") {
    const std::string password = "huit-cailloux 9";
    const std::string hash = hash_password(password).value();
    CHECK(hash.starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
    CHECK(hash.find(password) == std::string::npos);
    CHECK(hash != hash_password(password).value());
    CHECK(verify_password(password, hash));
    CHECK_FALSE(verify_password("huit-cailloux 8", hash));
    CHECK_FALSE(verify_password("", hash));
    CHECK_FALSE(verify_password(password, "not a hash"));
    CHECK_FALSE(needs_rehash(hash));
    CHECK(needs_rehash(
        "$argon2id$v=19$m=19456,t=2,p=1$dAWPIDvAFgPBSFWOmTg2KA$tJOMAcUg1RLoZHvNMapNjX1kQ3VUSQ6B5wPjLi6sVQw"));
}

TEST_CASE("an unknown name costs the same work as a known one") {
    CHECK_FALSE(needs_rehash(kHashOfNobody));
    CHECK_FALSE(verify_password("", kHashOfNobody));
    CHECK_FALSE(verify_password("huit-cailloux 9", kHashOfNobody));
}

TEST_CASE("a name is read however it was typed, and is a key without surprises") {
    CHECK(read_user_name(" Ada.Lovelace@Example.org\n") == "ada.lovelace@example.org");
    CHECK(read_user_name("gaston-2_b+c") == "gaston-2_b+c");
    for (const char* none : {"", "  ", "a b", "a/b", "é", "a\nb"}) {
        CAPTURE(none);
        CHECK_FALSE(read_user_name(none));
    }
    CHECK(read_user_name(std::string(64, 'a')));
    CHECK_FALSE(read_user_name(std::string(65, 'a')));
}

TEST_CASE("a session's token is found again by its hash, which does not lead back to it") {
    const std::string token = make_session_token();
    CHECK(token.size() == 43);
    CHECK(token != make_session_token());
    const Bytes hash = session_hash(token).value();
    CHECK(hash == session_hash(token).value());
    CHECK(hash.size() == 32);
    CHECK(hash != session_hash(make_session_token()).value());
    CHECK(session_link(hash) != 0);
    CHECK(session_link(hash) == session_link(hash));
    CHECK(session_link(hash) != session_link(session_hash(make_session_token()).value()));
    for (const std::string& none :
         {std::string(), std::string("x"), token + "A", token.substr(1), "!" + token.substr(1)}) {
        CAPTURE(none);
        CHECK_FALSE(session_hash(none));
    }
}
