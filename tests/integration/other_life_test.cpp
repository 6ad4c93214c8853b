// A profile of a browser that was copied, and a device that asks after what it sent long ago, against the real server.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <vector>

#include "server/base/limits.h"
#include "server/client/columns.h"
#include "tests/support/catch.h"
#include "tests/support/server_process.h"
#include "tests/support/ws_client.h"

using namespace atelier;
using test::run_until;
using test::run_until_settled;

namespace {

struct Visit {
    Visit() : server(instance.data()) {
        address.port = server.port();
        address.board = instance.board();
    }
    void settle(const std::vector<test::WsClient*>& clients) { REQUIRE(run_until_settled(context, clients)); }
    void meet(std::vector<test::WsClient*> clients) {
        settle(clients);
        REQUIRE(run_until(context, [&] {
            for (test::WsClient* client : clients) {
                if (client->session().board().shared_hash() != clients[0]->session().board().shared_hash()) {
                    return false;
                }
            }
            return true;
        }));
    }

    test::Instance instance;
    test::ServerProcess server;
    test::Address address;
    boost::asio::io_context context;
};

std::vector<std::string> texts(test::WsClient& client, board::CardKind kind) {
    std::vector<std::string> found;
    for (const board::Item* item : client::column(client.session().board(), kind)) {
        found.push_back(item->text.str());
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

TEST_CASE("[W26] two lives of one copied profile both write: both are kept, once, under two actors") {
    Visit visit;
    test::WsClient bob(visit.context, visit.address, visit.instance.token(), 1);
    test::WsClient anne(visit.context, visit.address, visit.instance.token(), 2);
    bob.connect();
    anne.connect();
    visit.settle({&bob, &anne});
    const board::Id shared = anne.session().add_card(board::CardKind::Need, "commune").value();
    visit.settle({&bob, &anne});
    anne.disconnect();
    REQUIRE(anne.session().add_card(board::CardKind::Fear, "avant la copie"));
    anne.pump();
    test::WsClient copy(visit.context, visit.address, visit.instance.token(), 3);
    REQUIRE(copy.session().restore(anne.disk()));
    const ActorId before = anne.session().actor();

    REQUIRE(anne.session().add_card(board::CardKind::Story, "de l'une"));
    REQUIRE(anne.session().edit_text(shared, 7, 0, " à tous"));
    copy.connect();
    visit.settle({&copy});
    REQUIRE(copy.session().add_card(board::CardKind::Story, "de l'autre"));
    visit.settle({&copy});
    anne.connect();  // drives the copy out, sees what it wrote, takes another actor
    visit.settle({&anne});
    REQUIRE(run_until(visit.context, [&] { return copy.close_code() == 4001; }));
    CHECK(copy.session().link() == client::Link::Refused);
    copy.connect();  // the person asked
    visit.meet({&bob, &anne, &copy});

    CHECK(anne.session().actor() != before);
    CHECK(copy.session().actor() != before);
    CHECK(copy.session().actor() != anne.session().actor());
    CHECK(texts(bob, board::CardKind::Fear) == std::vector<std::string>{"avant la copie"});
    CHECK(texts(bob, board::CardKind::Story) == std::vector<std::string>{"de l'autre", "de l'une"});
    CHECK(texts(bob, board::CardKind::Need) == std::vector<std::string>{"commune à tous"});
}

TEST_CASE(
    "[W26] a device asks after what it sent before more than a tail was written: the log knows, nothing is twice") {
    Visit visit;
    Bytes disk;
    ActorId actor;
    {
        test::WsClient anne(visit.context, visit.address, visit.instance.token(), 1);
        anne.connect();
        visit.settle({&anne});
        REQUIRE(anne.session().add_card(board::CardKind::Story, "sans réponse"));
        anne.pump();
        disk = anne.disk();  // as it was when the op left
        actor = anne.session().actor();
        visit.settle({&anne});
    }
    test::WsClient bob(visit.context, visit.address, visit.instance.token(), 2);
    bob.connect();
    visit.settle({&bob});
    const board::Id card = bob.session().add_card(board::CardKind::Need, "carte").value();
    for (std::size_t i = 0; i < limits::kResumeOpsMax + 100; ++i) {
        REQUIRE(bob.session().set_removed(card, i % 2 == 0));
    }
    visit.settle({&bob});
    test::WsClient anne(visit.context, visit.address, visit.instance.token(), 3);
    REQUIRE(anne.session().restore(disk));
    REQUIRE(anne.session().pending_ops() == 1);
    anne.connect();
    visit.meet({&bob, &anne});
    CHECK(anne.session().actor() == actor);
    CHECK(texts(bob, board::CardKind::Story) == std::vector<std::string>{"sans réponse"});
}
