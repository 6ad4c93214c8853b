// Frames and saved bytes as a client meets them: any bytes are an error or a change, never harm.
// SPDX-License-Identifier: MIT
#include "server/base/random.h"
#include "server/client/client_session.h"

using namespace atelier;  // NOLINT(google-build-using-namespace): a fuzz target is one function

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const BytesView bytes{reinterpret_cast<const char*>(data), size};
    SeededRandom random(1);
    client::ClientSession session({}, random);
    const bool restored = session.restore(bytes).has_value();
    session.on_connected();
    session.next_frame();
    const bool understood = session.on_frame(bytes).has_value();
    if (restored || understood) {
        // The session must still work after whatever it took.
        static_cast<void>(session.add_card(board::CardKind::Need, "é"));
        session.take_save();
        session.next_frame();
        session.take_changes();
        session.on_disconnected();
    }
    return 0;
}
