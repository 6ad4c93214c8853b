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

std::optional<std::size_t> Ledger::find_work(const board::Op& op) const {
    std::optional<std::size_t> found;
    const auto [begin, end] = by_id_.equal_range(op.id);
    for (auto place = begin; place != end; ++place) {
        const std::vector<board::Op>& forms = works_[place->second].forms;
        const bool is_it = std::find(forms.begin(), forms.end(), op) != forms.end();
        // What a life lost unsaved, a later one may do again, to the bit: only that one counts then.
        if (is_it && (!found || works_[place->second].was_saved)) {
            found = place->second;
        }
    }
    return found;
}

const Work* Ledger::find(const board::Op& op) const {
    const std::optional<std::size_t> work = find_work(op);
    return work ? &works_[*work] : nullptr;
}

void Ledger::add_form(std::size_t work, const board::Op& op) {
    works_[work].forms.push_back(op);
    if (op.id.actor != client::kUnsigned) {  // those ids are every life's
        by_id_.emplace(op.id, work);
    }
}

// An op that an earlier life made and lost unsaved may be made again, the same in every bit: it is that work then.
void Ledger::begin_work(DeviceView& view, const board::Op& op) {
    std::optional<std::size_t> work = find_work(op);
    if (!work) {
        work = works_.size();
        works_.emplace_back();
        add_form(*work, op);
    }
    view.outbox.push_back({*work, op});
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
        works_[waiting.work].is_refused = false;  // that it was died with the page: it is sent, and answered, again
    }
}

void Ledger::on_gesture(std::size_t device, const client::ClientSession& session) {
    DeviceView& view = devices_[device];
    const auto& entries = session.outbox().entries();
    std::size_t i = 0;
    for (const client::Outbox::Entry& entry : entries) {
        if (i >= view.outbox.size()) {
            begin_work(view, entry.op);
        } else if (Waiting& waiting = view.outbox[i]; waiting.op != entry.op) {
            // Typing goes on in the last op of before, as long as no save has closed it.
            if (i + 1 < view.outbox.size() || entry.save_version != 0 || entry.op.id != waiting.op.id) {
                return fail("a gesture changed the waiting op " + text(waiting.op.id));
            }
            waiting.op = entry.op;
            works_[waiting.work].forms.back() = entry.op;
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
    const board::Op* kept = log_.find(id);
    if (kept == nullptr || !std::holds_alternative<board::Void>(kept->body)) {
        return fail("the op " + text(id) + " was refused before the Void in its place was on disk");
    }
    devices_[device].refused.insert(id);
}

void Ledger::on_unusable_frame(std::size_t device, const Error& error) {
    fail("device " + std::to_string(device) + " could not use what the server sent: " + error.detail);
}

bool Ledger::may_leave(DeviceView& view, const Waiting& waiting) {
    const board::Op* kept = log_.find(waiting.op.id);
    if (kept != nullptr && *kept == waiting.op) {
        works_[waiting.work].is_acknowledged = true;
        return true;
    }
    // Where the frame that refused it was lost, the Void in its place says so.
    const bool is_void =
        kept != nullptr && std::holds_alternative<board::Void>(kept->body) && kept->span == waiting.op.span;
    if (!is_void && !view.refused.contains(waiting.op.id)) {
        return false;
    }
    works_[waiting.work].is_refused = true;
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

bool Ledger::was_signed_anew_though_kept(const std::vector<Waiting>& before, const client::Outbox& after) {
    const board::Op* kept = log_.find(before.front().op.id);
    return kept != nullptr && *kept == before.front().op && !after.empty() &&
           is_same_signed_anew(*kept, after.entries().front().op);
}

void Ledger::follow(std::size_t device, DeviceView& view, const client::Outbox& outbox) {
    const std::vector<Waiting> before = std::exchange(view.outbox, {});
    auto now = outbox.entries().begin();
    for (const Waiting& waiting : before) {
        const bool is_there = now != outbox.entries().end();
        if (is_there && now->op == waiting.op) {
            view.outbox.push_back(waiting);
            ++now;
        } else if (may_leave(view, waiting)) {
            continue;
        } else if (is_there && is_same_signed_anew(waiting.op, now->op)) {
            add_form(waiting.work, now->op);
            view.outbox.push_back({waiting.work, now->op});
            ++now;
        } else {
            if (was_signed_anew_though_kept(before, outbox)) {
                return fail("an op that was on the server's disk already was signed anew on device " +
                            std::to_string(device));
            }
            const board::Op* kept = log_.find(waiting.op.id);
            const std::string next = is_there ? text(now->op.id) : "nothing";
            return fail("the op " + text(waiting.op.id) + " left the outbox of device " + std::to_string(device) +
                        ", where " + next + " is next; on the server's disk is " +
                        (kept == nullptr ? "nothing of that id" : "another op of that id") + ", and no refusal came");
        }
    }
    if (now != outbox.entries().end()) {
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
    // What builds on something refused waits until it is refused too, and what is behind it with it.
    if (session.link() == client::Link::Live && !entries.empty() && !view.is_in_gaps) {
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
        works_[waiting.work].was_saved = true;
    }
}

// --- the server ---

void Ledger::on_death() {
    log_.forget();
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
    for (const Work& work : works_) {
        const bool is_kept = std::any_of(work.forms.begin(), work.forms.end(), [&](const board::Op& form) {
            const board::Op* kept = log_.find(form.id);
            return kept != nullptr && *kept == form;
        });
        if (work.is_acknowledged && !is_kept) {
            return fail("the op " + text(work.forms.back().id) + " was acknowledged and is gone");
        }
    }
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
