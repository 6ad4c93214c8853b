// SPDX-License-Identifier: MIT
#include "server/accounts/password.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <set>

#include "server/base/utf8.h"

namespace atelier::accounts {
namespace {

// libsodium's interactive costs, by number: they do not change with the library.
constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemory = std::size_t{64} * 1024 * 1024;

constexpr std::size_t kOwnCharactersMin = 6;    // that must be left of it without what is tried first
constexpr std::size_t kDistinctLettersMin = 5;  // "aaaaaaaaaaaa", "121212121212"

// What stands at the head of every list of leaked passwords, here and abroad. The longest first: "motdepasse" before "pass".
constexpr std::array<std::string_view, 40> kTriedFirst = {
    "motdepasse", "1234567890", "azertyuiop", "qwertyuiop", "qsdfghjklm", "asdfghjkl", "animateur", "123456789",
    "p@ssw0rd",   "password",   "passw0rd",   "iloveyou",   "jetaime",    "welcome",   "bienvenue", "wxcvbn",
    "doudou",     "atelier",    "workshop",   "changeme",   "football",   "princess",  "soleil",    "bonjour",
    "azerty",     "qwerty",     "123456",     "654321",     "abcdef",     "chouchou",  "marseille", "loulou",
    "nicolas",    "secret",     "admin",      "letmein",    "monkey",     "dragon",    "1234",      "pass",
};

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

void take_out(std::string& text, std::string_view word) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word)) {
        text.erase(at, word.size());
    }
}

bool is_guessable(std::string_view password, std::string_view user) {
    std::string left = lower(password);
    if (std::set<char>(left.begin(), left.end()).size() < kDistinctLettersMin) {
        return true;
    }
    constexpr std::size_t kNameBytesMin = 3;  // a shorter one is in half of all words
    if (user.size() >= kNameBytesMin) {
        take_out(left, lower(user));
    }
    for (const std::string_view word : kTriedFirst) {
        take_out(left, word);
    }
    return left.size() < kOwnCharactersMin;
}

}  // namespace

const std::string kHashOfNobody =
    "$argon2id$v=19$m=65536,t=2,p=1$dAWPIDvAFgPBSFWOmTg2KA$tJOMAcUg1RLoZHvNMapNjX1kQ3VUSQ6B5wPjLi6sVQw";

std::optional<PasswordProblem> find_password_problem(std::string_view password, std::string_view user) {
    if (password.size() > kPasswordBytesMax) {
        return PasswordProblem::TooLong;
    }
    const std::optional<utf8::Length> length = utf8::measure(password);
    if (!length || !utf8::is_storable(password)) {
        return PasswordProblem::BadText;
    }
    if (length->code_points < kPasswordCharactersMin) {
        return PasswordProblem::TooShort;
    }
    return is_guessable(password, user) ? std::optional(PasswordProblem::Guessable) : std::nullopt;
}

Result<std::string> hash_password(std::string_view password) {
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), kPasses, kMemory,
                              crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return Error(ErrorCode::Unavailable, "no memory to hash a password");
    }
    return std::string(hash.data());
}

bool verify_password(std::string_view password, const std::string& hash) {
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

bool needs_rehash(const std::string& hash) {
    return crypto_pwhash_str_needs_rehash(hash.c_str(), kPasses, kMemory) != 0;
}

}  // namespace atelier::accounts
