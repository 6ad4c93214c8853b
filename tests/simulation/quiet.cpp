// SPDX-License-Identifier: MIT
#include "tests/simulation/quiet.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "server/room/load.h"
#include "server/workshop/tallies.h"
#include "tests/simulation/server.h"
#include "tests/support/tally.h"

namespace atelier::simulation {
namespace {

board::Board replay(Ledger& ledger) {
    board::Board board;
    for (const board::Op& op : ledger.log().ops()) {
        const auto outcome = board.apply(op);
        if (!outcome || (*outcome != board::Outcome::Applied && !std::holds_alternative<board::Void>(op.body))) {
            ledger.fail("an op of the log does not follow from those before it, or is there twice");
        }
    }
    if (!ledger.log().is_in_time()) {
        ledger.fail("the time of the history goes back");
    }
    return board;
}

void check_boards(Ledger& ledger, storage::Store& store, const std::vector<std::unique_ptr<Device>>& devices,
                  const board::Board& truth) {
    const auto loaded = room::load_board(store, the_board());
    if (!loaded) {
        return ledger.fail("the board cannot be loaded: " + loaded.error().detail);
    }
    if (loaded->board.hash() != truth.hash()) {
        ledger.fail("the board loaded from a snapshot differs from the log replayed");
    }
    for (const auto& device : devices) {
        client::ClientSession& session = device->session();
        if (session.position().value != ledger.log().ops().size()) {
            ledger.fail(device->name() + " is at another position than the log");
        }
        if (session.board().shared_hash() != truth.shared_hash()) {
            ledger.fail("the board of " + device->name() + " differs from the log replayed");
        }
    }
}

bool has_form(const Work& work, const board::Op& op) {
    return std::find(work.forms.begin(), work.forms.end(), op) != work.forms.end();
}

// The server counts votes by itself.
bool is_tally(const board::Op& op) {
    const auto* set = std::get_if<board::SetSetting>(&op.body);
    return set != nullptr && set->name.key == board::SettingKey::Tally;
}

void check_works(Ledger& ledger) {
    std::map<const Work*, std::size_t> found;
    std::set<board::Id> purged;
    for (const board::Op& op : ledger.log().ops()) {
        const Work* work = ledger.works().find(op);
        if (const auto* purge = std::get_if<board::PurgeText>(&op.body)) {
            purged.insert(purge->items.begin(), purge->items.end());
        } else if (work != nullptr) {
            ++found[work];
            const auto* insert = std::get_if<board::InsertText>(&op.body);
            // What is given back may have been put elsewhere after a purge that is lost.
            const bool may_be_elsewhere = ledger.was_put_back() || (insert != nullptr && purged.contains(insert->item));
            if (insert != nullptr && !may_be_elsewhere && !has_form(*work, op)) {
                ledger.fail("an insertion was put elsewhere on a card that was never purged");
            }
        } else if (!std::holds_alternative<board::Void>(op.body) && !is_tally(op)) {
            ledger.fail("an op in the log was made by nobody");
        }
    }
    for (const Work* work : ledger.works().all()) {
        const auto place = found.find(work);
        const std::size_t times = place == found.end() ? 0 : place->second;
        const std::string name = "the op " + std::to_string(work->forms.back().id.counter) + " of actor " +
                                 std::to_string(work->forms.back().id.actor.value % 10'000);
        if (times > work->copies + (work->was_lost || ledger.may_come_twice() ? 1 : 0)) {
            ledger.fail(name + " is in the log twice");
        } else if (times == 1 && work->is_refused && work->copies == 1 && !work->was_undone && !work->was_lost) {
            ledger.fail(name + " was refused and is in the log");
        } else if (times > 0 && !work->was_saved) {
            ledger.fail(name + " left before its device had saved it");
        } else if (work->is_acknowledged && !ledger.is_kept(*work)) {
            ledger.fail(name + " was acknowledged and is not in the log");
        } else if (work->was_saved && !work->is_refused && !work->was_undone && !ledger.is_kept(*work)) {
            ledger.fail(name + " was saved on its device and never arrived");
        }
    }
}

// One ballot for each voter and slot, of a value that counts once; no card has more votes than there are voters.
void check_votes(Ledger& ledger, const board::Board& board) {
    std::set<VoterId> voters;
    std::set<std::pair<VoterId, board::Id>> cast;
    for (const auto& [key, ballot, previous] : board.ballots()) {
        voters.insert(key.voter);
        if (!cast.emplace(key.voter, key.slot).second || ballot.value.value < -1 || ballot.value.value > 1) {
            ledger.fail("a voter has more than one vote for a card");
        }
    }
    if (!workshop::due_tallies(board, 1).empty()) {
        ledger.fail("votes are not counted");
    }
    for (const board::Item& item : board.items()) {
        const testing::Tally shown = testing::tally_of(board, item.id);
        if (static_cast<std::size_t>(shown.in_favour + shown.against + shown.pass) > voters.size()) {
            ledger.fail("a card has more votes than there are voters");
        }
    }
}

}  // namespace

void check_quiet(Ledger& ledger, storage::Store& store, const std::vector<std::unique_ptr<Device>>& devices) {
    const board::Board truth = replay(ledger);
    check_boards(ledger, store, devices, truth);
    check_works(ledger);
    check_votes(ledger, truth);
}

}  // namespace atelier::simulation
