// SPDX-License-Identifier: MIT
#include "tests/support/ws_client.h"

namespace atelier::test {

bool run_until(boost::asio::io_context& context, const std::function<bool()>& done, int seconds) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
    while (!done()) {
        if (std::chrono::steady_clock::now() > until) {
            return false;
        }
        context.restart();
        context.run_one_for(std::chrono::milliseconds(20));
    }
    return true;
}

bool run_until_settled(boost::asio::io_context& context, const std::vector<WsClient*>& clients) {
    return run_until(context, [&] {
        bool is_settled = true;
        for (WsClient* client : clients) {
            client->pump();
            is_settled = is_settled && client->is_live() && client->session().pending_ops() == 0;
        }
        return is_settled;
    });
}

}  // namespace atelier::test
