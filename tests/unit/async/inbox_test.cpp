// SPDX-License-Identifier: MIT
#include "server/async/inbox.h"

#include <thread>

#include "tests/support/catch.h"

using namespace atelier;

TEST_CASE("what came meanwhile is taken together and in order") {
    net::io_context context;
    std::vector<std::vector<int>> batches;
    async::Inbox<int> inbox(context.get_executor(),
                            [&](std::vector<int> batch) { batches.push_back(std::move(batch)); });
    inbox.sender().push(1);
    inbox.sender().push(2);
    context.run();
    context.restart();
    inbox.sender().push(3);
    context.run();
    CHECK(batches == std::vector<std::vector<int>>{{1, 2}, {3}});
}

TEST_CASE("nothing is lost or reordered when another thread pushes") {
    constexpr int kCount = 10'000;
    net::io_context context;
    std::vector<int> all;
    async::Inbox<int> inbox(context.get_executor(), [&](std::vector<int> batch) {
        all.insert(all.end(), batch.begin(), batch.end());
        if (all.size() == kCount) {
            context.stop();
        }
    });
    const auto work = net::make_work_guard(context);
    std::thread pusher([sender = inbox.sender()] {
        for (int i = 0; i < kCount; ++i) {
            sender.push(i);
        }
    });
    context.run();
    pusher.join();
    std::vector<int> expected(kCount);
    for (int i = 0; i < kCount; ++i) {
        expected[static_cast<std::size_t>(i)] = i;
    }
    CHECK(all == expected);
}

TEST_CASE("a sender may outlive its inbox: what it pushes is dropped") {
    net::io_context context;
    int taken = 0;
    auto inbox = std::make_unique<async::Inbox<int>>(context.get_executor(), [&](std::vector<int>) { ++taken; });
    const auto sender = inbox->sender();
    inbox.reset();
    sender.push(1);
    context.run();
    CHECK(taken == 0);
}
