// Passwords of facilitators: which are good enough, and what is kept of them: Argon2id, as libsodium writes it (`$argon2id$…`),
// salt and costs within. Pure, but for chance.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/base/result.h"

namespace atelier::accounts {

inline constexpr std::size_t kPasswordCharactersMin = 12;  // CNIL 2022-100 and OWASP ASVS 6.2, with attempts counted
inline constexpr std::size_t kPasswordBytesMax = 128;

enum class PasswordProblem : std::uint8_t {
    TooShort,   // fewer than kPasswordCharactersMin characters
    TooLong,    // more than kPasswordBytesMax bytes
    BadText,    // not UTF-8, or with signs that no keyboard gives
    Guessable,  // little is left of it without the words, names and rows of keys that are tried first
};

// Why it is refused for `user`; nothing when it is good. No rule on which signs it has.
std::optional<PasswordProblem> find_password_problem(std::string_view password, std::string_view user);

// What is kept of it. Takes some 60 ms and 64 MiB: not on a thread that serves people. Unavailable without that memory.
Result<std::string> hash_password(std::string_view password);

// Whether it is that password: as long as hash_password() takes, whatever the answer. False for a hash that is none.
bool verify_password(std::string_view password, const std::string& hash);

// A hash was made at other costs than those of today: make it anew when the password is at hand.
bool needs_rehash(const std::string& hash);

// Of nobody's password: an unknown name is answered after the same work as a known one.
extern const std::string kHashOfNobody;

}  // namespace atelier::accounts
