// SPDX-License-Identifier: MIT
#include "tests/simulation/ledger.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "server/board/codec.h"
#include "server/board/op_references.h"
#include "server/client/frames.h"
#include "tests/simulation/server.h"

namespace atelier::simulation {
namespace {

std::string text(board::Id id) {
    if (id.actor == client::kUnsigned) {
        return "unsigned/" + std::to_string(id.counter);
    }
    return std::to_string(id.actor.value % 10'000) + "/" + std::to_string(id.counter);
}

// What stays of an op when it is signed anew: all but ids of these two actors, the stamp and the voter.
board::Op without_signature(board::Op op, ActorId before, ActorId after) {
    op.id = {};
    op.lamport = 0;
    if (auto* erase = std::get_if<board::DeleteText>(&op.body)) {
        erase->ranges.clear();  // they may lie over several ops, and be several now
        erase->item = {};
        return op;
    }
    if (auto* ballot = std::get_if<board::CastBallot>(&op.body)) {
        ballot->voter = {};
    }
    board::for_each_reference(op.body, [&](board::Id& id, std::uint32_t) {
        if (id.actor == before || id.actor == after) {
            id = {};
        }
    });
    return op;
}

// What its author would miss.
std::string draft_of(const board::Op& op) {
    if (const auto* add = std::get_if<board::AddItem>(&op.body)) {
        return add->text;
    }
    const auto* insert = std::get_if<board::InsertText>(&op.body);
    return insert != nullptr ? insert->text : std::string();
}

bool is_void(const board::Op& op) {
    return std::holds_alternative<board::Void>(op.body);
}

bool is_same_signed_anew(const board::Op& before, const board::Op& after) {
    return before.id.actor != after.id.actor && without_signature(before, before.id.actor, after.id.actor) ==
                                                    without_signature(after, before.id.actor, after.id.actor);
}

}  // namespace

void Ledger::fail(const std::string& why) {
    if (broken_.empty()) {
        broken_ = why;
        schedule_.note("BROKEN: " + why);
    }
}

// --- devices ---

void Ledger::on_open(std::size_t device, const client::ClientSession& session) {
    DeviceView& view = devices_[device];
    const auto& entries = session.outbox().entries();
    const bool is_same = std::equal(entries.begin(), entries.end(), view.disk.begin(), view.disk.end(),
                                    [](const auto& entry, const Waiting& saved) { return entry.op == saved.op; });
    if (!is_same) {
        return fail("device " + std::to_string(device) + " was opened again without all that it had saved");
    }
    view.outbox = view.disk;
    view.saves.clear();
    view.refused.clear();
    view.is_in_gaps = false;
    for (const Waiting& waiting : view.outbox) {
        works_.at(waiting.work).is_refused = false;  // that it was died with the page: it is sent, and answered, again
    }
}

void Ledger::on_copy(std::size_t from, std::size_t to) {
    has_copies_ = true;
    devices_[to].disk = devices_[from].disk;
    for (const Waiting& waiting : devices_[to].disk) {
        ++works_.at(waiting.work).copies;
    }
}

void Ledger::on_gesture(std::size_t device, const client::ClientSession& session) {
    DeviceView& view = devices_[device];
    const auto& entries = session.outbox().entries();
    std::size_t i = 0;
    for (const client::Outbox::Entry& entry : entries) {
        if (i >= view.outbox.size()) {
            view.outbox.push_back({works_.begin(entry.op), entry.op});
        } else if (Waiting& waiting = view.outbox[i]; waiting.op != entry.op) {
            // Typing goes on in the last op of before, as long as no save has closed it.
            if (i + 1 < view.outbox.size() || entry.save_version != 0 || entry.op.id != waiting.op.id) {
                return fail("a gesture changed the waiting op " + text(waiting.op.id));
            }
            works_.grow(waiting.work, waiting.op, entry.op);
            waiting.op = entry.op;
        }
        ++i;
    }
    if (i < view.outbox.size()) {
        fail("a gesture took the op " + text(view.outbox[i].op.id) + " out of the outbox");
    }
}

void Ledger::before_frame(std::size_t device, const client::ClientSession& session, const Bytes& frame) {
    const auto decoded = client::decode_server_frame(frame);
    if (!decoded) {
        return fail("the server sent a frame that cannot be read");
    }
    const auto* refused = std::get_if<client::RefusedFrame>(&*decoded);
    if (refused == nullptr || refused->reason == static_cast<std::uint32_t>(ErrorCode::OutOfOrder)) {
        return;
    }
    schedule_.note("device " + std::to_string(device) + ": refused " + std::to_string(refused->counter) + ", " +
                   refused->message);
    if (refused->closing || refused->message.empty()) {
        return fail("the server sent an honest device away: " + refused->message);
    }
    const board::Id id{session.actor(), refused->counter};
    if (!is_on_disk(id, is_void)) {
        return fail("the op " + text(id) + " was refused before the Void in its place was on disk");
    }
    devices_[device].refused.insert(id);
}

void Ledger::on_unusable_frame(std::size_t device, const Error& error) {
    // Text typed on a card that was purged, of which the server lost the purge, names neighbours that others may still have
    // text between: where it goes then depends on what comes first. The hash tells (rule W20).
    const bool lost_a_purge = std::any_of(undone_.begin(), undone_.end(), [](const auto& undone) {
        return std::holds_alternative<board::PurgeText>(undone.second.body);
    });
    if (!lost_a_purge || error.code != ErrorCode::Corrupt) {
        fail("device " + std::to_string(device) + " could not use what the server sent: " + error.detail);
    }
}

bool Ledger::is_on_disk(board::Id id, const std::function<bool(const board::Op&)>& is_it) {
    const board::Op* kept = log_.find(id);
    const auto [begin, end] = undone_.equal_range(id);
    return (kept != nullptr && is_it(*kept)) ||
           std::any_of(begin, end, [&](const auto& undone) { return is_it(undone.second); });
}

bool Ledger::may_leave(DeviceView& view, const Waiting& waiting) {
    Work& work = works_.at(waiting.work);
    if (is_on_disk(waiting.op.id, [&](const board::Op& op) { return is_logged_as(waiting.op, op); })) {
        (is_kept(work) ? work.is_acknowledged : work.was_undone) = true;  // an answer may come from before the backup
        return true;
    }
    // Where the frame that refused it was lost, the Void in its place says so.
    const bool has_void =
        is_on_disk(waiting.op.id, [&](const board::Op& op) { return is_void(op) && op.span == waiting.op.span; });
    if (!has_void && !view.refused.contains(waiting.op.id)) {
        return false;
    }
    work.is_refused = true;
    view.is_in_gaps = true;
    if (std::string draft = draft_of(waiting.op); !draft.empty()) {
        view.owed_drafts.insert(std::move(draft));
    }
    return true;
}

void Ledger::on_told(std::size_t device, const std::vector<client::Refusal>& refusals) {
    std::multiset<std::string>& owed = devices_[device].owed_drafts;
    for (const client::Refusal& refusal : refusals) {
        if (const auto place = owed.find(refusal.draft); place != owed.end()) {
            owed.erase(place);
        }
    }
    if (!owed.empty()) {
        fail("a refused text was not given back to its author on device " + std::to_string(device));
    }
}

// From the newest back: what leaves is mostly the oldest, and of two that are signed anew alike the newer stays.
void Ledger::follow(std::size_t device, DeviceView& view, const client::Outbox& outbox) {
    std::vector<Waiting> before = std::exchange(view.outbox, {});
    auto now = outbox.entries().rbegin();
    for (; !before.empty(); before.pop_back()) {
        const Waiting& waiting = before.back();
        const bool is_there = now != outbox.entries().rend();
        if (is_there && (now->op == waiting.op || is_same_signed_anew(waiting.op, now->op))) {
            if (now->op != waiting.op) {
                works_.add_form(waiting.work, now->op);
            }
            view.outbox.push_back({waiting.work, now->op});
            ++now;
        } else if (!may_leave(view, waiting)) {
            const board::Op* kept = log_.find(waiting.op.id);
            const std::string next = is_there ? text(now->op.id) : "nothing";
            return fail("the op " + text(waiting.op.id) + " left the outbox of device " + std::to_string(device) +
                        ", where " + next + " is before it; on the server's disk is " +
                        (kept == nullptr ? "nothing of that id" : "another op of that id") + ", and no refusal came");
        }
    }
    std::reverse(view.outbox.begin(), view.outbox.end());
    if (now != outbox.entries().rend()) {
        fail("the op " + text(now->op.id) + " is in an outbox and nobody made it");
    }
}

void Ledger::on_step(std::size_t device, const client::ClientSession& session) {
    DeviceView& view = devices_[device];
    const auto& entries = session.outbox().entries();
    const bool is_same = std::equal(entries.begin(), entries.end(), view.outbox.begin(), view.outbox.end(),
                                    [](const auto& entry, const Waiting& waiting) { return entry.op == waiting.op; });
    if (!is_same && broken_.empty()) {
        follow(device, view, session.outbox());
    }
    // What builds on something refused, or lost by the server, waits until it is refused too, and what is behind it with it.
    if (session.link() == client::Link::Live && !entries.empty() && !view.is_in_gaps && undone_.empty()) {
        const board::Op& last = entries.back().op;
        if (session.board().next_counter(last.id.actor) < last.id.counter + last.span) {
            fail("device " + std::to_string(device) + " does not show what waits in its outbox");
        }
    }
}

void Ledger::on_save(std::size_t device, const client::ClientSession& session) {
    on_step(device, session);
    DeviceView& view = devices_[device];
    view.saves.push_back(view.outbox);
}

void Ledger::on_saved(std::size_t device) {
    DeviceView& view = devices_[device];
    view.disk = std::move(view.saves.front());
    view.saves.pop_front();
    for (const Waiting& waiting : view.disk) {
        works_.at(waiting.work).was_saved = true;
    }
}

// --- the server ---

void Ledger::on_death() {
    static_cast<void>(log_.forget());
    std::set<ActorId> signers;
    for (const board::Op& op : log_.ops()) {
        signers.insert(op.id.actor);
    }
    for (const ActorId actor : signers) {
        if (!store_.get_actor(the_board(), actor).value()) {
            return fail("whoever signed ops as actor " + std::to_string(actor.value % 10'000) +
                        " is not known any more");
        }
    }
    for (const Work* work : works_.all()) {
        if (work->is_acknowledged && !is_kept(*work)) {
            return fail("the op " + text(work->forms.back().id) + " was acknowledged and is gone");
        }
    }
}

bool Ledger::is_kept(const Work& work) {
    return std::any_of(work.forms.begin(), work.forms.end(), [&](const board::Op& form) {
        const board::Op* kept = log_.find(form.id);
        return kept != nullptr && is_logged_as(form, *kept);
    });
}

void Ledger::on_put_back() {
    for (board::Op& op : log_.forget()) {
        works_.mark_lost(op, [this](const Work& work) { return is_kept(work); });
        undone_.emplace(op.id, std::move(op));
    }
    works_.undo([this](const Work& work) { return is_kept(work); });
}

void Ledger::on_sent(const Bytes& frame) {
    const auto decoded = client::decode_server_frame(frame);
    OpSeq shown;
    if (const auto* welcome = decoded ? std::get_if<client::WelcomeFrame>(&*decoded) : nullptr) {
        shown = welcome->position;
    } else if (const auto* committed = decoded ? std::get_if<client::CommittedFrame>(&*decoded) : nullptr) {
        shown = committed->commits.back().first;
    }
    if (shown.value > log_.ops().size()) {
        fail("position " + std::to_string(shown.value) + " was sent before it was on disk");
    }
}

}  // namespace atelier::simulation
