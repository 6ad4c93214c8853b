// SPDX-License-Identifier: MIT
#include "server/workshop/base64.h"

#include <sodium.h>

#include <cstddef>

namespace atelier::workshop {
namespace {

std::string encode(BytesView bytes, int variant) {
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      variant);
    text.resize(text.find('\0'));
    return text;
}

std::optional<Bytes> decode(std::string_view text, int variant) {
    Bytes bytes(text.size(), '\0');
    std::size_t size = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(),
                          nullptr, &size, nullptr, variant) != 0) {
        return std::nullopt;
    }
    bytes.resize(size);
    return bytes;
}

}  // namespace

std::string to_base64(BytesView bytes) {
    return encode(bytes, sodium_base64_VARIANT_ORIGINAL);
}

std::string to_base64url(BytesView bytes) {
    return encode(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::optional<Bytes> from_base64(std::string_view text) {
    return decode(text, sodium_base64_VARIANT_ORIGINAL);
}

std::optional<Bytes> from_base64url(std::string_view text) {
    return decode(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

}  // namespace atelier::workshop
