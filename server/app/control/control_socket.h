// The socket in the data directory by which commands reach the server that has it: where it is, and an order over it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>

#include "atelier/v1/control.pb.h"
#include "server/base/result.h"

namespace atelier::app {

// Of an order, and of an answer: every account there can be, with its sessions.
inline constexpr std::size_t kOrderBytesMax = std::size_t{64} * 1024;
inline constexpr std::size_t kAnswerBytesMax = std::size_t{4} * 1024 * 1024;

// `control`, with rights for its owner alone. It is there while a server runs; one that was killed leaves it behind.
std::filesystem::path control_path(const std::filesystem::path& data);

// What the server that has this directory answers; nothing when no server listens there. Blocking, a minute at most. Unavailable
// when it does not answer, Io when the socket cannot be used (another user's, for instance).
std::optional<Result<v1::AccountAnswer>> ask_running_server(const std::filesystem::path& data,
                                                            const v1::AccountOrder& order);

}  // namespace atelier::app
