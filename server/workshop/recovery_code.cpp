// SPDX-License-Identifier: MIT
#include "server/workshop/recovery_code.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "server/workshop/code_words.h"

namespace atelier::workshop {
namespace {

constexpr std::size_t kWords = 3;
constexpr std::uint32_t kNumberMin = 10;
constexpr std::uint32_t kNumberMax = 99;
constexpr std::size_t kTypedBytesMax = 128;
constexpr std::size_t kHashBytes = 32;
// OWASP's smallest for Argon2id: people wait for it, and several may at once.
constexpr unsigned long long kHashPasses = 2;
constexpr std::size_t kHashMemory = std::size_t{19} * 1024 * 1024;
constexpr std::string_view kDomain = "atelier-recovery-1";

// Letters that people may put where the list has none, in UTF-8.
constexpr std::array<std::pair<std::string_view, char>, 28> kAccents = {{
    {"à", 'a'}, {"â", 'a'}, {"ä", 'a'}, {"ç", 'c'}, {"é", 'e'}, {"è", 'e'}, {"ê", 'e'},
    {"ë", 'e'}, {"î", 'i'}, {"ï", 'i'}, {"ô", 'o'}, {"ö", 'o'}, {"ù", 'u'}, {"û", 'u'},
    {"ü", 'u'}, {"À", 'a'}, {"Â", 'a'}, {"Ç", 'c'}, {"É", 'e'}, {"È", 'e'}, {"Ê", 'e'},
    {"Ë", 'e'}, {"Î", 'i'}, {"Ï", 'i'}, {"Ô", 'o'}, {"Ù", 'u'}, {"Û", 'u'}, {"Ü", 'u'},
}};

// The next letter or digit, small and bare; a space for everything else.
char take_bare(std::string_view& text) {
    for (const auto& [accented, bare] : kAccents) {
        if (text.starts_with(accented)) {
            text.remove_prefix(accented.size());
            return bare;
        }
    }
    const char c = text.front();
    text.remove_prefix(1);
    if (c >= 'A' && c <= 'Z') {
        return static_cast<char>(c - 'A' + 'a');
    }
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : ' ';
}

std::vector<std::string> parts_of(std::string_view text) {
    std::vector<std::string> parts(1);
    while (!text.empty()) {
        const char c = take_bare(text);
        if (c != ' ') {
            parts.back() += c;
        } else if (!parts.back().empty()) {
            parts.emplace_back();
        }
    }
    if (parts.back().empty()) {
        parts.pop_back();
    }
    return parts;
}

bool is_number(std::string_view text) {
    return text.size() == 2 && text[0] >= '1' && text[0] <= '9' && text[1] >= '0' && text[1] <= '9';
}

}  // namespace

std::string make_recovery_code() {
    std::string code;
    for (std::size_t i = 0; i < kWords; ++i) {
        code.append(kCodeWords.at(randombytes_uniform(static_cast<std::uint32_t>(kCodeWords.size()))));
        code += '-';
    }
    return code + std::to_string(kNumberMin + randombytes_uniform(kNumberMax - kNumberMin + 1));
}

std::optional<std::string> read_recovery_code(std::string_view typed) {
    if (typed.size() > kTypedBytesMax) {
        return std::nullopt;
    }
    const std::vector<std::string> parts = parts_of(typed);
    if (parts.size() != kWords + 1 || !is_number(parts.back())) {
        return std::nullopt;
    }
    std::string code;
    for (std::size_t i = 0; i < kWords; ++i) {
        if (!std::binary_search(kCodeWords.begin(), kCodeWords.end(), std::string_view(parts[i]))) {
            return std::nullopt;
        }
        code += parts[i] + '-';
    }
    return code + parts.back();
}

Result<Bytes> hash_recovery_code(std::string_view code, const BoardId& board, const ServerKey& key) {
    static_assert(crypto_pwhash_SALTBYTES >= crypto_generichash_BYTES_MIN);
    std::array<unsigned char, crypto_pwhash_SALTBYTES> salt{};
    Bytes place(kDomain);
    place += board.view();
    crypto_generichash(salt.data(), salt.size(), reinterpret_cast<const unsigned char*>(place.data()), place.size(),
                       key.bytes.data(), key.bytes.size());
    Bytes hash(kHashBytes, '\0');
    if (crypto_pwhash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(), code.data(), code.size(), salt.data(),
                      kHashPasses, kHashMemory, crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return Error(ErrorCode::Unavailable, "no memory to hash a recovery code");
    }
    return hash;
}

}  // namespace atelier::workshop
