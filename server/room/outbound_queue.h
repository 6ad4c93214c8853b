// Frames that wait for one reader: shared, in order, bounded in bytes (rule W21).
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "server/base/limits.h"
#include "server/room/frames.h"

namespace atelier::room {

// A value; not thread-safe.
class OutboundQueue {
public:
    // False when the frame does not fit; the queue is unchanged. Frames of the handshake do not count: a snapshot may be
    // larger than the bound, and it is what a reader who fell behind gets.
    bool push(SharedFrame frame, bool counts = true) {
        const std::size_t bytes = counts ? frame->size() : 0;
        if (bytes_ + bytes > limits::kMemberQueueBytesMax) {
            return false;
        }
        bytes_ += bytes;
        frames_.push_back(Waiting(std::move(frame), bytes));
        return true;
    }

    bool empty() const noexcept { return taken_ == frames_.size(); }

    // REQUIRES: not empty.
    SharedFrame pop() {
        Waiting first = std::move(frames_[taken_++]);
        bytes_ -= first.bytes;
        if (2 * taken_ >= frames_.size()) {  // as many moves as pops at the most
            frames_.erase(frames_.begin(), frames_.begin() + static_cast<std::ptrdiff_t>(taken_));
            taken_ = 0;
        }
        return std::move(first.frame);
    }

    void clear() {
        frames_.clear();
        taken_ = 0;
        bytes_ = 0;
    }

private:
    struct Waiting {
        Waiting(SharedFrame what, std::size_t counted) : frame(std::move(what)), bytes(counted) {}
        SharedFrame frame;
        std::size_t bytes;  // counted against the bound
    };

    // Not a deque: an empty one takes 576 bytes, and nearly all queues are empty.
    std::vector<Waiting> frames_;
    std::size_t taken_ = 0;  // of frames_, from its front
    std::size_t bytes_ = 0;
};

}  // namespace atelier::room
