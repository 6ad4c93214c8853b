// Configuration: every key as a flag (--port 8080), an environment variable (ATELIER_PORT=8080) and a line of a file
// (port = 8080). Flags win over the environment, the environment over the file, the file over the defaults.
// What cannot be used refuses to start: the sentence names the key, the value, where it stands and what is accepted.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/app/language.h"
#include "server/base/limits.h"
#include "server/base/pace.h"
#include "server/base/result.h"

namespace atelier::app {

enum class LogLevel : std::uint8_t { Debug, Info, Warn, Error };
enum class LogFormat : std::uint8_t { Text, Json };

// Where figures for Prometheus are given: a loopback address only.
struct MetricsAddress {
    std::string address;
    std::uint16_t port = 0;  // 0 = any free one
};

struct Config {
    std::string listen = "127.0.0.1";  // address, IPv4 or IPv6
    std::uint16_t port = 8080;         // 0 = any free one
    std::string data = "/var/lib/atelier";
    std::string public_url;  // without trailing slash; empty = http://localhost:<port>
    std::string web_root;    // the installed pages unless set; kNoWebRoot = no pages
    unsigned threads = 0;    // 0 = one per core
    LogLevel log_level = LogLevel::Info;
    LogFormat log_format = LogFormat::Text;
    PaceLimits pace{limits::kOpsPerSecond, limits::kOpsBurst};  // of one connection
    std::optional<MetricsAddress> metrics_listen;               // none unless set
    std::size_t cache_mb = 256;                                 // MiB
    std::vector<std::string> allowed_origins;                   // next to the public URL's own
    int link_days = 90;
    int ballots_days = 30;       // who voted what, after the last change of a board; 0 = as long as the board
    std::string erasure_ledger;  // a file outside of the data directory; empty or kNoLedger = none
    std::string demo;            // empty = none, "builtin", or a file
};

// One key, as the command line, the environment and the file know it.
struct ConfigKey {
    std::string_view name;  // "log-level"; flag --log-level, variable ATELIER_LOG_LEVEL
    Sentence help;
    Sentence accepted;                                    // completes "accepted: …"
    bool (*set)(Config& config, std::string_view value);  // false: not accepted, config unchanged
};

// All keys, in the order of the documentation.
std::span<const ConfigKey> config_keys();

// "log-level" -> "ATELIER_LOG_LEVEL".
std::string environment_name(std::string_view key);

struct ConfigSources {
    std::map<std::string, std::string> flags;  // by key name
    Environment environment;                   // whole; only ATELIER_* is read, and an empty variable counts as unset
    std::optional<std::string> file;           // --config; else ATELIER_CONFIG; else kDefaultConfigFile when it exists
    Language language = Language::English;
};

inline constexpr std::string_view kNoWebRoot = "none";
// The same of Config::erasure_ledger: no file.
inline constexpr std::string_view kNoLedger = "none";
inline constexpr std::string_view kDefaultConfigFile = "/etc/atelier/atelier.conf";

// Fails with Config; the detail is the whole sentence in the language of `sources`.
Result<Config> load_config(const ConfigSources& sources);

// The URL that people open. REQUIRES: port is the real one.
std::string public_url_of(const Config& config, std::uint16_t port);

}  // namespace atelier::app
