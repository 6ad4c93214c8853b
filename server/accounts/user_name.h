// Names of accounts: what people type to sign in, and operators on the command line.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace atelier::accounts {

// The name as it is kept, from what somebody typed: without blanks around, in small letters. Nothing when it is none: 1 to 64
// of a-z, 0-9 and ".", "-", "_", "@", "+", so that an address of e-mail is one.
std::optional<std::string> read_user_name(std::string_view typed);

// Its key in the catalogue.
std::string user_key(std::string_view name);
inline constexpr std::string_view kUserPrefix = "user/";

}  // namespace atelier::accounts
