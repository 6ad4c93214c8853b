// One member of the load generator: a socket, the client's half of RFC 6455, and the frames that must be understood to
// take part. Not a client: it merges nothing and checks nothing.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "server/base/bytes.h"
#include "server/base/ids.h"
#include "server/board/op.h"

namespace atelier::testing {

class LoadMember;

// What the members of one board share.
struct LoadBoard {
    // A frame that not everybody has yet.
    struct Frame {
        struct Sent {
            LoadMember* author = nullptr;
            double at = 0;  // seconds of the steady clock
        };
        std::vector<Sent> ops;
        std::size_t readers_left = 0;
    };
    BoardId id;
    std::string token;
    std::vector<LoadMember*> members;
    std::unordered_map<std::uint64_t, LoadMember*> author_of;  // by actor
    std::unordered_map<std::uint64_t, Frame> under_way;        // by first position
};

class LoadMember {
public:
    class Owner {
    public:
        Owner() = default;
        Owner(const Owner&) = delete;
        Owner& operator=(const Owner&) = delete;
        virtual ~Owner() = default;
        virtual void on_welcome(LoadMember& member, std::size_t bytes) = 0;
        // `frame` is the payload; `wire_bytes` are those of the whole message.
        virtual void on_committed(LoadMember& member, BytesView frame, std::size_t wire_bytes) = 0;
    };

    // Connects, and asks for the upgrade. A refused connection ends the program.
    LoadMember(Owner& owner, LoadBoard& board, std::uint16_t port);
    LoadMember(const LoadMember&) = delete;
    LoadMember& operator=(const LoadMember&) = delete;
    ~LoadMember();

    int socket() const noexcept { return socket_; }
    LoadBoard& board() const noexcept { return board_; }
    // Takes what has arrived. Ends the program when the server has closed: a benchmark of errors is worth nothing.
    void on_readable();
    // The op's id is given here. `due` is kept until it comes back.
    void submit(board::OpBody body, std::uint64_t lamport, double due);
    // When the op with this counter was due.
    double due_of(std::uint32_t counter) const { return due_.at(counter); }
    board::Id card;  // null before make_cards()

private:
    void take(BytesView bytes);
    // Bytes of the first message of `bytes`, 0 when it is not all there.
    std::size_t take_message(BytesView bytes);
    void on_message(unsigned opcode, BytesView payload, std::size_t wire_bytes);
    void on_welcome(BytesView frame, std::size_t sent_bytes);
    void send_hello();
    void send_message(unsigned opcode, BytesView payload);
    void send_all(BytesView bytes);

    Owner& owner_;
    LoadBoard& board_;
    int socket_ = -1;
    bool is_upgraded_ = false;
    Bytes rest_;  // of a message that has not all arrived
    ActorId actor_;
    std::uint32_t next_counter_ = 1;
    std::vector<double> due_ = std::vector<double>(1);  // by counter
};

}  // namespace atelier::testing
