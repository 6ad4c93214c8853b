// Who comes in crowds: guesses, joins and goes, speaks no WebSocket, or takes every connection there is. All from one address, as
// a hall is. Two honest people on the same board do not notice, and somebody new gets in.
// SPDX-License-Identifier: MIT
#include <sys/resource.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "server/base/random.h"
#include "tests/integration/honest_pair.h"
#include "tests/support/catch.h"

using namespace atelier;

namespace {

constexpr std::size_t kCrowd = 300;

void read_all(std::vector<test::RawSocket>& crowd) {
    for (test::RawSocket& peer : crowd) {
        peer.push();
        peer.read();
    }
}

std::size_t count_closed_with(const std::vector<test::RawSocket>& crowd, std::uint16_t code) {
    return static_cast<std::size_t>(std::count_if(
        crowd.begin(), crowd.end(), [&](const test::RawSocket& peer) { return peer.close_code() == code; }));
}

// Servers that start while it lives may have so many files open.
class FewFiles {
public:
    explicit FewFiles(rlim_t count) {
        REQUIRE(::getrlimit(RLIMIT_NOFILE, &before_) == 0);
        rlimit few = before_;
        few.rlim_cur = count;
        REQUIRE(::setrlimit(RLIMIT_NOFILE, &few) == 0);
    }
    FewFiles(const FewFiles&) = delete;
    FewFiles& operator=(const FewFiles&) = delete;
    ~FewFiles() { ::setrlimit(RLIMIT_NOFILE, &before_); }

private:
    rlimit before_{};
};

}  // namespace

TEST_CASE("[W7] a stream of wrong tokens is refused, most of it late, and nobody with a right one waits for that") {
    test::HonestPair pair;
    const std::size_t memory = pair.server.resident_bytes();
    std::vector<test::RawSocket> crowd;
    for (std::size_t i = 0; i < kCrowd; ++i) {
        crowd.push_back(pair.connect());
        crowd.back().send(pair.hello("a token that I made up, number " + std::to_string(i)));
        if (i % 30 == 0) {
            pair.exchange();
            pair.let_in_another();
        }
    }
    pair.exchange_until([&] {
        read_all(crowd);
        return count_closed_with(crowd, 1008) >= 200;
    });
    CHECK(count_closed_with(crowd, 1008) < kCrowd);  // the others hear of it when their time is over
    // One of those sends on, meanwhile: nothing without end, which nobody looks at.
    Bytes nothing;
    for (int i = 0; i < 10'000; ++i) {
        nothing += test::client_frame(0x82, "");
    }
    // On a slow machine one may come just when another guess is due, and be refused before it can send: then the next.
    std::size_t tried = 0;
    std::optional<std::uint16_t> code;
    while (code != 1013 && tried < 20) {
        test::RawSocket peer = pair.connect();
        peer.send(pair.hello("one more"));
        ++tried;
        pair.exchange_until([&] {
            peer.send_some(nothing);
            peer.read();
            return peer.close_code().has_value();
        });
        code = peer.close_code();
    }
    CHECK(code == 1013);
    CHECK(pair.metrics()["atelier_tokens_refused_total"] == static_cast<double>(kCrowd + tried));
    CHECK(pair.server.resident_bytes() < memory + test::kGrowthMax);
    pair.let_in_another();
}

TEST_CASE("[W1] a crowd that upgrades and then speaks no WebSocket is sent away") {
    test::HonestPair pair;
    SeededRandom random(20'220'303);
    std::vector<test::RawSocket> crowd;
    for (std::size_t i = 0; i < kCrowd; ++i) {
        Bytes noise;
        for (int byte = 0; byte < 2000; ++byte) {
            noise.push_back(static_cast<char>(random.below(256)));
        }
        crowd.push_back(pair.connect());
        crowd.back().send(noise);
        if (i % 30 == 0) {
            pair.exchange();
        }
    }
    pair.exchange_until([&] {
        read_all(crowd);
        // Some begin a long message by chance, of which the rest never comes.
        return count_closed_with(crowd, 1002) > kCrowd * 9 / 10;
    });
    pair.let_in_another();
}

TEST_CASE("[W5] a crowd that joins and goes without end leaves nothing behind") {
    test::HonestPair pair;
    const std::size_t memory = pair.server.resident_bytes();
    for (std::size_t i = 0; i < kCrowd; ++i) {
        test::RawSocket peer = pair.connect();
        peer.send(pair.hello());
        if (i % 10 == 0) {
            pair.exchange();
        }
    }
    pair.exchange_until([&] { return pair.metrics()["atelier_connections"] == 2; });
    CHECK(pair.metrics()["atelier_members{role=\"participant\"}"] == 2);
    CHECK(pair.server.resident_bytes() < memory + test::kGrowthMax);
    pair.let_in_another();
}

TEST_CASE("who takes every connection that there is leaves the server its files, and when they go others get in") {
    constexpr std::size_t kFiles = 1024;
    constexpr std::size_t kBesides = 300;  // for tables, logs, whoever asks for figures
    auto few = std::make_unique<FewFiles>(kFiles);
    test::HonestPair pair;
    few.reset();
    std::vector<test::RawSocket> crowd;
    for (std::size_t i = 0; i < 2 * kFiles; ++i) {
        crowd.emplace_back(pair.server.port());
    }
    pair.exchange_until([&] { return pair.metrics()["atelier_accept_pauses_total"] > 0; });
    const test::MetricsPage page = pair.metrics();
    CHECK(page["atelier_connections"] > 100);
    CHECK(page["process_open_fds"] + kBesides <= page["process_max_fds"]);
    crowd.clear();
    pair.let_in_another();
    pair.exchange();
}
