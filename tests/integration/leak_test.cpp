// People come and go all day: what the process keeps of those who went does not grow. Ten thousand boards opened and let go are in
// tests/unit/room/shard_memory_test.cpp.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <memory>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/server_process.h"
#include "tests/support/ws_client.h"

using namespace atelier;
using test::run_until;

namespace {

constexpr std::size_t kAtOnce = 50;

// A sanitizer keeps what is freed for a while, and says itself at the end what was not.
#if defined(ATELIER_SANITIZED)
constexpr std::size_t kRounds = 10;
constexpr std::size_t kGrowthMax = std::size_t{1} << 30U;
#else
constexpr std::size_t kRounds = 100;
constexpr std::size_t kGrowthMax = 2UL * 1024 * 1024;  // a connection takes 6 kB while it is there: 32 MB for 5,000
#endif

struct Hall {
    Hall() {
        address.port = server.port();
        address.board = instance.board();
        for (std::size_t i = 0; i < kAtOnce; ++i) {
            people.push_back(std::make_unique<test::WsClient>(context, address, instance.token(), i + 1));
        }
    }
    // Everybody comes, is welcomed, and goes; so many times.
    void come_and_go(std::size_t times) {
        for (std::size_t i = 0; i < times; ++i) {
            for (const auto& person : people) {
                person->connect();
            }
            REQUIRE(run_until(context, [&] {
                return std::all_of(people.begin(), people.end(), [](const auto& person) { return person->is_live(); });
            }));
            for (const auto& person : people) {
                person->disconnect();
            }
        }
    }

    test::Instance instance;
    test::ServerProcess server{instance.data()};
    test::Address address;
    boost::asio::io_context context;
    std::vector<std::unique_ptr<test::WsClient>> people;
};

}  // namespace

TEST_CASE("ten thousand connections come and go: the process does not grow") {
    Hall hall;
    hall.come_and_go(kRounds);
    const std::size_t before = hall.server.resident_bytes();
    hall.come_and_go(kRounds);
    CHECK(hall.server.resident_bytes() < before + kGrowthMax);
}
