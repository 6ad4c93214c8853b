// Tokens and names of strangers: nothing but what the key signed opens anything, and nothing does after its date.
// SPDX-License-Identifier: MIT
#include <limits>

#include "server/base/check.h"
#include "server/base/ids.h"
#include "server/base/limits.h"
#include "server/workshop/capability.h"
#include "tests/fuzz/byte_source.h"

using namespace atelier;  // NOLINT(google-build-using-namespace): a fuzz target is one function

namespace {

// make_corpus signs with the first.
const workshop::ServerKey kOurs = [] {
    workshop::ServerKey key;
    key.bytes.fill(1);
    return key;
}();
const workshop::ServerKey kAnothers = [] {
    workshop::ServerKey key;
    key.bytes.fill(2);
    return key;
}();

// A token that opens: what it says, until when, and that no letter of it may be another.
void check_token(std::string_view token, const workshop::Capability& capability) {
    ATELIER_CHECK(!workshop::verify_capability(token, kAnothers, 0));
    const auto late = workshop::verify_capability(token, kOurs, capability.expires_ms);
    ATELIER_CHECK(!late && late.error().code == ErrorCode::ExpiredToken);
    for (const std::size_t at : {std::size_t{0}, token.size() / 2, token.size() - 1}) {
        Bytes forged(token);
        forged[at] = forged[at] == 'A' ? 'B' : 'A';
        ATELIER_CHECK(!workshop::verify_capability(forged, kOurs, 0));
    }
}

// Any right that the server might sign comes out of its token as it went in.
void sign(testing::ByteSource source) {
    workshop::Capability capability;
    capability.role = static_cast<workshop::Role>(1 + source.byte() % 4U);
    capability.expires_ms =
        static_cast<std::int64_t>(source.number(8) % std::uint64_t{std::numeric_limits<std::int64_t>::max()} + 1);
    capability.board.bytes.fill(source.byte());
    capability.atelier = source.rest().substr(0, limits::kLabelBytesMax);
    const std::string token = workshop::sign_capability(capability, kOurs);
    const auto verified = workshop::verify_capability(token, kOurs, capability.expires_ms - 1);
    ATELIER_CHECK(verified && verified->role == capability.role && verified->board == capability.board);
    ATELIER_CHECK(verified->expires_ms == capability.expires_ms && verified->atelier == capability.atelier);
    check_token(token, capability);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const BytesView bytes(reinterpret_cast<const char*>(data), size);
    if (const auto capability = workshop::verify_capability(bytes, kOurs, 0)) {
        check_token(bytes, *capability);
    }
    sign(testing::ByteSource(bytes));
    if (const auto board = parse_board_id(bytes)) {
        const Bytes key = workshop::actor_key(*board, ActorId{size}, kOurs);
        ATELIER_CHECK(workshop::actor_key_fits(*board, ActorId{size}, key, kOurs));
        ATELIER_CHECK(!workshop::actor_key_fits(*board, ActorId{size}, bytes, kOurs));
    }
    static_cast<void>(workshop::server_key_from_bytes(bytes));
    static_cast<void>(workshop::parse_role(bytes));
    return 0;
}
