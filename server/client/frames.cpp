// SPDX-License-Identifier: MIT
#include "server/client/frames.h"

#include "server/base/limits.h"
#include "server/board/pbf.h"

namespace atelier::client {
namespace {

using board::pbf::Reader;
using board::pbf::Tag;
using board::pbf::Writer;

// Field numbers of wire.proto.
namespace frame {
constexpr Tag kHello = 1, kSubmit = 2, kGoodbye = 3, kPresence = 4, kOffer = 5, kWelcome = 8, kCommitted = 9,
              kRefused = 10, kNotice = 11, kSilhouettes = 12;
}
namespace hello {
constexpr Tag kVersion = 1, kVersionMin = 2, kToken = 3, kBoard = 4, kLanguage = 5, kActor = 8, kActorKey = 9,
              kPosition = 10, kHistory = 11, kName = 12, kOrganisation = 13, kUnacknowledged = 14, kAnew = 15,
              kMark = 16, kGzip = 17, kVeiled = 18;
}
namespace submit {
constexpr Tag kBatch = 1;
}
namespace offer {
constexpr Tag kCommits = 1;
}
namespace welcome {
constexpr Tag kVersion = 1, kRole = 2, kActor = 3, kActorKey = 4, kVoter = 5, kHistory = 6, kNextCounter = 7,
              kServerTime = 8, kPosition = 9, kTail = 10, kSnapshot = 11, kBoard = 13, kStateHash = 14, kYours = 15,
              kMark = 16, kVeiled = 17, kBallots = 18;
}
namespace board_card {
constexpr Tag kTitle = 1, kAtelierTitle = 2, kProgrammeTitle = 3, kOrganisations = 4;
}
namespace committed {
constexpr Tag kCommits = 1;
}
namespace commit {
constexpr Tag kFirstPosition = 1, kServerTime = 2, kBatch = 3, kMark = 4, kProof = 5, kSpans = 6;
}
namespace refused {
constexpr Tag kCounter = 1, kReason = 2, kMessage = 3, kClosing = 4;
}
namespace notice {
constexpr Tag kShuttingDown = 1, kReplaced = 2, kResync = 3;
}
namespace presence {
constexpr Tag kConnected = 2, kPosition = 3, kStateHash = 4;
}
namespace silhouettes {
constexpr Tag kCounts = 1;
}
namespace saved {
constexpr Tag kActor = 1, kActorKey = 2, kVoter = 3, kOutbox = 4, kNextCounter = 5, kRole = 6;
}

CommitEntry read_commit(Reader reader) {
    CommitEntry entry;
    while (reader.next()) {
        switch (reader.tag()) {
            case commit::kFirstPosition: entry.first = OpSeq{reader.get_uint64()}; break;
            case commit::kServerTime: entry.server_time_ms = reader.get_sint64(); break;
            case commit::kMark: entry.mark = reader.get_fixed64(); break;
            case commit::kProof: entry.proof = reader.get_fixed64(); break;
            case commit::kSpans: entry.spans = reader.get_uint32(); break;
            case commit::kBatch: entry.batch = reader.get_bytes(); break;
            default: reader.skip();
        }
    }
    return entry;
}

BoardCard read_board_card(Reader reader) {
    BoardCard card;
    while (reader.next()) {
        switch (reader.tag()) {
            case board_card::kTitle: card.title = reader.get_string(); break;
            case board_card::kAtelierTitle: card.atelier_title = reader.get_string(); break;
            case board_card::kProgrammeTitle: card.programme_title = reader.get_string(); break;
            case board_card::kOrganisations: card.organisations.push_back(reader.get_string()); break;
            default: reader.skip();
        }
    }
    return card;
}

WelcomeFrame read_welcome(Reader reader) {
    WelcomeFrame frame;
    while (reader.next()) {
        switch (reader.tag()) {
            case welcome::kVersion: frame.version = reader.get_uint32(); break;
            case welcome::kRole: frame.role = static_cast<std::uint8_t>(reader.get_enum()); break;
            case welcome::kActor: frame.identity.actor = ActorId{reader.get_fixed64()}; break;
            case welcome::kActorKey: frame.identity.key = reader.get_bytes(); break;
            case welcome::kVoter: frame.identity.voter = VoterId{reader.get_fixed64()}; break;
            case welcome::kHistory: frame.history = reader.get_fixed64(); break;
            case welcome::kNextCounter: frame.next_counter = reader.get_uint32(); break;
            case welcome::kServerTime: frame.server_time_ms = reader.get_sint64(); break;
            case welcome::kPosition: frame.position = OpSeq{reader.get_uint64()}; break;
            case welcome::kTail: frame.tail.push_back(read_commit(reader.get_message())); break;
            case welcome::kSnapshot:
                frame.snapshot = reader.get_bytes();
                frame.has_snapshot = true;
                break;
            case welcome::kBoard: frame.board = read_board_card(reader.get_message()); break;
            case welcome::kStateHash: frame.state_hash = reader.get_fixed64(); break;
            case welcome::kMark: frame.mark = reader.get_fixed64(); break;
            case welcome::kVeiled: frame.veiled = read_bool(reader); break;
            case welcome::kYours: frame.yours = reader.get_bytes(); break;
            case welcome::kBallots: frame.ballots = reader.get_bytes(); break;
            default: reader.skip();
        }
    }
    return frame;
}

CommittedFrame read_committed(Reader reader) {
    CommittedFrame frame;
    while (reader.next()) {
        if (reader.tag() == committed::kCommits) {
            frame.commits.push_back(read_commit(reader.get_message()));
        } else {
            reader.skip();
        }
    }
    return frame;
}

RefusedFrame read_refused(Reader reader) {
    RefusedFrame frame;
    while (reader.next()) {
        switch (reader.tag()) {
            case refused::kCounter: frame.counter = reader.get_uint32(); break;
            case refused::kReason: frame.reason = static_cast<std::uint32_t>(reader.get_enum()); break;
            case refused::kMessage: frame.message = reader.get_string(); break;
            case refused::kClosing: frame.closing = read_bool(reader); break;
            default: reader.skip();
        }
    }
    return frame;
}

NoticeFrame read_notice(Reader reader) {
    NoticeFrame frame;
    while (reader.next()) {
        switch (reader.tag()) {
            case notice::kShuttingDown: frame.shutting_down = read_bool(reader); break;
            case notice::kReplaced: frame.replaced = read_bool(reader); break;
            case notice::kResync: frame.resync = read_bool(reader); break;
            default: reader.skip();
        }
    }
    return frame;
}

PresenceFrame read_presence(Reader reader) {
    PresenceFrame frame;
    while (reader.next()) {
        switch (reader.tag()) {
            case presence::kConnected: frame.connected = reader.get_uint32(); break;
            case presence::kPosition: frame.position = OpSeq{reader.get_uint64()}; break;
            case presence::kStateHash: frame.state_hash = reader.get_fixed64(); break;
            default: reader.skip();
        }
    }
    return frame;
}

SilhouettesFrame read_silhouettes(Reader reader) {
    SilhouettesFrame frame;
    while (reader.next()) {
        if (reader.tag() != silhouettes::kCounts) {
            reader.skip();
            continue;
        }
        std::size_t at = 0;
        for (const std::uint32_t count : reader.get_packed_uint32()) {
            if (at < frame.counts.size()) {
                frame.counts[at++] = count;
            }
        }
    }
    return frame;
}

Result<ServerFrame> read_frame(BytesView bytes) {
    ServerFrame frame = UnknownFrame{};
    Reader reader(bytes.data(), bytes.size());
    while (reader.next()) {
        switch (reader.tag()) {
            case frame::kWelcome: frame = read_welcome(reader.get_message()); break;
            case frame::kCommitted: frame = read_committed(reader.get_message()); break;
            case frame::kRefused: frame = read_refused(reader.get_message()); break;
            case frame::kNotice: frame = read_notice(reader.get_message()); break;
            case frame::kSilhouettes: frame = read_silhouettes(reader.get_message()); break;
            case frame::kPresence: frame = read_presence(reader.get_message()); break;
            default: reader.skip();
        }
    }
    return frame;
}

void add_if_any(Writer& writer, Tag tag, const std::string& text) {
    if (!text.empty()) {
        writer.add_string(tag, text);
    }
}

}  // namespace

Result<ServerFrame> decode_server_frame(BytesView bytes) {
    return board::pbf::fenced([bytes] { return read_frame(bytes); });
}

Bytes encode_hello(const HelloFrame& hello) {
    Bytes bytes;
    Writer writer(bytes);
    Writer message(writer, frame::kHello);
    message.add_uint32(hello::kVersion, limits::kProtocolVersion);
    message.add_uint32(hello::kVersionMin, limits::kProtocolVersionMin);
    message.add_string(hello::kToken, hello.token);
    message.add_bytes(hello::kBoard, hello.board.view().data(), hello.board.view().size());
    add_if_any(message, hello::kLanguage, hello.language);
    if (hello.identity.actor.value != 0) {
        message.add_fixed64(hello::kActor, hello.identity.actor.value);
        message.add_bytes(hello::kActorKey, hello.identity.key);
        message.add_uint32(hello::kUnacknowledged, hello.unacknowledged);
        message.add_bool(hello::kAnew, hello.anew);
    }
    if (hello.position.value != 0) {
        message.add_uint64(hello::kPosition, hello.position.value);
        message.add_fixed64(hello::kHistory, hello.history);
        message.add_fixed64(hello::kMark, hello.mark);
        message.add_bool(hello::kVeiled, hello.veiled);
    }
    message.add_bool(hello::kGzip, hello.gzip);
    add_if_any(message, hello::kName, hello.name);
    add_if_any(message, hello::kOrganisation, hello.organisation);
    message.commit();
    return bytes;
}

Bytes encode_submit(BytesView batch) {
    Bytes bytes;
    Writer writer(bytes);
    Writer message(writer, frame::kSubmit);
    message.add_bytes(submit::kBatch, batch.data(), batch.size());
    message.commit();
    return bytes;
}

Bytes encode_offer(const std::vector<CommitEntry>& commits, std::size_t& at) {
    Bytes inside;
    Writer message(inside);
    for (; at < commits.size(); ++at) {
        const CommitEntry& entry = commits[at];
        if (inside.size() + entry.batch.size() + kEnvelopeBytes > limits::kClientFrameBytesMax) {
            break;
        }
        Writer commit(message, offer::kCommits);
        commit.add_bytes(commit::kBatch, entry.batch);
        commit.add_fixed64(commit::kProof, entry.proof);
    }
    Bytes bytes;
    if (!inside.empty()) {
        Writer writer(bytes);
        writer.add_message(frame::kOffer, inside);
    }
    return bytes;
}

Bytes encode_goodbye() {
    Bytes bytes;
    Writer writer(bytes);
    writer.add_message(frame::kGoodbye, "", 0);
    return bytes;
}

Bytes encode_saved(const SavedClient& saved) {
    Bytes bytes;
    Writer writer(bytes);
    writer.add_fixed64(saved::kActor, saved.identity.actor.value);
    writer.add_bytes(saved::kActorKey, saved.identity.key);
    writer.add_fixed64(saved::kVoter, saved.identity.voter.value);
    writer.add_bytes(saved::kOutbox, saved.outbox);
    writer.add_uint32(saved::kNextCounter, saved.next_counter);
    writer.add_enum(saved::kRole, saved.role);
    return bytes;
}

Result<SavedClient> decode_saved(BytesView bytes) {
    return board::pbf::fenced([bytes]() -> Result<SavedClient> {
        SavedClient saved;
        Reader reader(bytes.data(), bytes.size());
        while (reader.next()) {
            switch (reader.tag()) {
                case saved::kActor: saved.identity.actor = ActorId{reader.get_fixed64()}; break;
                case saved::kActorKey: saved.identity.key = reader.get_bytes(); break;
                case saved::kVoter: saved.identity.voter = VoterId{reader.get_fixed64()}; break;
                case saved::kOutbox: saved.outbox = reader.get_bytes(); break;
                case saved::kNextCounter: saved.next_counter = reader.get_uint32(); break;
                case saved::kRole: saved.role = static_cast<std::uint8_t>(reader.get_enum()); break;
                default: reader.skip();
            }
        }
        if (saved.identity.actor.value == 0) {
            return Error(ErrorCode::Malformed, "saved bytes without an actor");
        }
        return saved;
    });
}

}  // namespace atelier::client
