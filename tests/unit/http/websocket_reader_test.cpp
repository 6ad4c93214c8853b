// RFC 6455 section 5 from the server's side, case by case; each also byte by byte.
// SPDX-License-Identifier: MIT
#include "server/http/websocket_reader.h"

#include <string>
#include <vector>

#include "tests/support/catch.h"

using namespace atelier;
using namespace atelier::http;

namespace {

constexpr std::size_t kMax = 70'000;
constexpr unsigned kFinal = 0x80;

// A client's frame, masked.
Bytes frame(unsigned first, const Bytes& payload) {
    Bytes bytes(1, static_cast<char>(first));
    if (payload.size() < 126) {
        bytes.push_back(static_cast<char>(0x80U | payload.size()));
    } else if (payload.size() < 65'536) {
        bytes += {'\xfe', static_cast<char>(payload.size() >> 8U), static_cast<char>(payload.size() & 0xffU)};
    } else {
        bytes += Bytes("\xff\0\0\0\0\0", 6);
        bytes += {static_cast<char>(payload.size() >> 16U), static_cast<char>(payload.size() >> 8U & 0xffU),
                  static_cast<char>(payload.size() & 0xffU)};
    }
    const Bytes mask = "\x11\x82\xf3\x44";
    bytes += mask;
    for (std::size_t i = 0; i < payload.size(); ++i) {
        bytes.push_back(static_cast<char>(payload[i] ^ mask[i % 4]));
    }
    return bytes;
}

// What comes out, in words: "message 5 binary", "ping", "close 1000", "fault 1002" ...
std::vector<std::string> read(const Bytes& bytes, std::size_t piece) {
    WebSocketReader reader(kMax);
    std::vector<std::string> words;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        reader.feed(BytesView(bytes).substr(at, piece));
        for (auto event = reader.next(); event; event = reader.next()) {
            const std::string size = std::to_string(event->payload.size());
            const std::string code = event->code ? std::to_string(*event->code) : "none";
            switch (event->kind) {
                case WebSocketEvent::Kind::Message:
                    words.push_back("message " + size + (event->is_binary ? " binary" : " text"));
                    break;
                case WebSocketEvent::Kind::TooLarge: words.emplace_back("too large"); break;
                case WebSocketEvent::Kind::Ping: words.push_back("ping " + event->payload); break;
                case WebSocketEvent::Kind::Pong: words.emplace_back("pong"); break;
                case WebSocketEvent::Kind::Close: words.push_back("close " + code); break;
                case WebSocketEvent::Kind::Fault: words.push_back("fault " + code); break;
            }
        }
    }
    return words;
}

struct Case {
    std::string name;
    Bytes bytes;
    std::vector<std::string> words;
};

std::vector<Case> cases() {
    const Bytes none;
    const Bytes unmasked("\x82\x01x", 3);
    const Bytes long_form("\x82\xfe\x00\x05\0\0\0\0hello", 13);
    const Bytes longest_form("\x82\xff\0\0\0\0\0\0\xff\xff\0\0\0\0", 14);
    const Bytes negative("\x82\xff\x80\0\0\0\0\x01\0\0\0\0\0\0", 14);
    return {
        {"a message", frame(kFinal | 2U, "hello"), {"message 5 binary"}},
        {"an empty message", frame(kFinal | 2U, none), {"message 0 binary"}},
        {"a text", frame(kFinal | 1U, "hello"), {"message 5 text"}},
        {"16 bits of length", frame(kFinal | 2U, Bytes(126, 'x')), {"message 126 binary"}},
        {"64 bits of length", frame(kFinal | 2U, Bytes(65'536, 'x')), {"message 65536 binary"}},
        {"two behind one another",
         frame(kFinal | 2U, "a") + frame(kFinal | 2U, "bc"),
         {"message 1 binary", "message 2 binary"}},
        {"fragments", frame(2, "he") + frame(0, none) + frame(kFinal, "llo"), {"message 5 binary"}},
        {"a ping between fragments",
         frame(2, "he") + frame(kFinal | 9U, "?") + frame(kFinal, "llo"),
         {"ping ?", "message 5 binary"}},
        {"a pong nobody asked for", frame(kFinal | 10U, none), {"pong"}},
        {"close", frame(kFinal | 8U, none), {"close none"}},
        {"close with a code and a reason", frame(kFinal | 8U, "\x03\xe8 adieu"), {"close 1000"}},
        {"nothing is read behind close", frame(kFinal | 8U, none) + frame(kFinal | 2U, "a"), {"close none"}},
        {"close with half a code", frame(kFinal | 8U, "\x03"), {"fault 1002"}},
        {"close with a code that none may send", frame(kFinal | 8U, "\x03\xed"), {"fault 1002"}},
        {"close with a code that is none", frame(kFinal | 8U, "\x07\xd0"), {"fault 1002"}},
        {"close with a code of an application", frame(kFinal | 8U, "\x0f\xa1"), {"close 4001"}},
        {"close with a reason that is not UTF-8", frame(kFinal | 8U, "\x03\xe8\xff"), {"fault 1007"}},
        {"not masked", unmasked, {"fault 1002"}},
        {"a reserved bit", frame(kFinal | 0x40U | 2U, "a"), {"fault 1002"}},
        {"a reserved opcode", frame(kFinal | 3U, "a"), {"fault 1002"}},
        {"a reserved control opcode", frame(kFinal | 11U, "a"), {"fault 1002"}},
        {"a ping in fragments", frame(9, "a"), {"fault 1002"}},
        {"a ping of 126 bytes", frame(kFinal | 9U, Bytes(126, 'x')), {"fault 1002"}},
        {"a length in a longer form than it needs", long_form, {"fault 1002"}},
        {"the same with 64 bits", longest_form, {"fault 1002"}},
        {"a length of 64 bits", negative, {"fault 1002"}},
        {"a continuation of nothing", frame(kFinal, "a"), {"fault 1002"}},
        {"a message inside another", frame(2, "a") + frame(kFinal | 2U, "b"), {"fault 1002"}},
        {"nothing is read behind a fault", frame(kFinal | 3U, "a") + frame(kFinal | 2U, "b"), {"fault 1002"}},
        {"the longest message", frame(2, Bytes(kMax - 1, 'x')) + frame(kFinal, "x"), {"message 70000 binary"}},
        {"a longer one, and what comes behind it",
         frame(2, Bytes(kMax, 'x')) + frame(kFinal | 9U, "!") + frame(kFinal, "x") + frame(kFinal | 2U, "y") +
             frame(kFinal | 8U, none),
         {"ping !", "too large", "close none"}},
    };
}

}  // namespace

TEST_CASE("[W1] what comes of a client's frames is what RFC 6455 says, however they are cut") {
    for (const Case& tried : cases()) {
        INFO(tried.name);
        CHECK(read(tried.bytes, tried.bytes.size()) == tried.words);
        CHECK(read(tried.bytes, 1) == tried.words);
        CHECK(read(tried.bytes, 7) == tried.words);
    }
}

TEST_CASE("[W3] a message over the bound is refused by its header, before it has come") {
    WebSocketReader reader(kMax);
    reader.feed(BytesView(frame(kFinal | 2U, Bytes(kMax + 1, 'x'))).substr(0, 14));
    const auto event = reader.next();
    REQUIRE(event);
    CHECK(event->kind == WebSocketEvent::Kind::TooLarge);
    CHECK_FALSE(reader.next());
}

TEST_CASE("[W31] frames that are no message, nor the end of one, are counted, and each once") {
    WebSocketReader reader(kMax);
    reader.feed(frame(kFinal | 9U, "?") + frame(kFinal | 10U, "") + frame(2, "a") + frame(0, "") + frame(kFinal, "b"));
    while (reader.next()) {
    }
    CHECK(reader.take_extra_count() == 4);
    CHECK(reader.take_extra_count() == 0);
    reader.feed(frame(2, Bytes(kMax, 'x')) + frame(0, "x") + frame(0, ""));
    while (reader.next()) {
    }
    CHECK(reader.take_extra_count() == 3);
}
