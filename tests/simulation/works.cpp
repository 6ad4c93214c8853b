// SPDX-License-Identifier: MIT
#include "tests/simulation/works.h"

#include <algorithm>

#include "server/client/outbox.h"

namespace atelier::simulation {

bool is_logged_as(const board::Op& made, const board::Op& logged) {
    const auto* there = std::get_if<board::InsertText>(&logged.body);
    if (there == nullptr || !std::holds_alternative<board::InsertText>(made.body)) {
        return made == logged;
    }
    board::Op elsewhere = made;
    auto& insert = std::get<board::InsertText>(elsewhere.body);
    insert.left = there->left;
    insert.right = there->right;
    return elsewhere == logged;
}

std::size_t Works::resolve(std::size_t number) const {
    while (became_[number] != number) {
        number = became_[number];
    }
    return number;
}

std::size_t Works::find_form(const board::Op& op) const {
    const auto [begin, end] = by_id_.equal_range(op.id);
    for (auto place = begin; place != end; ++place) {
        const std::size_t number = resolve(place->second);
        const std::vector<board::Op>& forms = works_[number].forms;
        if (std::find(forms.begin(), forms.end(), op) != forms.end()) {
            return number;
        }
    }
    return kNone;
}

std::size_t Works::find_logged(const board::Op& op) const {
    // A page that died unsaved may have typed the same letter at another place.
    if (const std::size_t same = find_form(op); same != kNone) {
        return same;
    }
    const auto [begin, end] = by_id_.equal_range(op.id);
    const auto place = std::find_if(begin, end, [&](const auto& entry) {
        const std::vector<board::Op>& forms = works_[resolve(entry.second)].forms;
        return std::any_of(forms.begin(), forms.end(), [&](const board::Op& form) { return is_logged_as(form, op); });
    });
    return place == end ? kNone : resolve(place->second);
}

const Work* Works::find(const board::Op& op) const {
    const std::size_t number = find_logged(op);
    return number == kNone ? nullptr : &works_[number];
}

std::size_t Works::begin(const board::Op& op) {
    const std::size_t number = works_.size();
    works_.emplace_back();
    became_.push_back(number);
    add_form(number, op);
    return number;
}

void Works::add_form(std::size_t number, const board::Op& op) {
    const std::size_t same = find_form(op);
    if (same != kNone && same != resolve(number)) {
        return unite(same, resolve(number));
    }
    at(number).forms.push_back(op);
    if (op.id.actor != client::kUnsigned) {  // those ids are every life's
        by_id_.emplace(op.id, number);
    }
}

void Works::grow(std::size_t number, const board::Op& before, const board::Op& after) {
    if (at(number).copies == 1) {
        std::erase(at(number).forms, before);
    }
    add_form(number, after);
}

void Works::unite(std::size_t into, std::size_t from) {
    const Work& part = works_[from];
    Work& whole = works_[into];
    whole.forms.insert(whole.forms.end(), part.forms.begin(), part.forms.end());
    whole.copies += part.copies;
    whole.was_saved = whole.was_saved || part.was_saved;
    whole.is_acknowledged = whole.is_acknowledged || part.is_acknowledged;
    whole.is_refused = whole.is_refused || part.is_refused;
    whole.was_undone = whole.was_undone || part.was_undone;
    whole.was_lost = whole.was_lost || part.was_lost;
    became_[from] = into;
}

void Works::undo(const std::function<bool(const Work&)>& is_kept) {
    for (Work& work : works_) {
        if (work.is_acknowledged && !is_kept(work)) {
            work.is_acknowledged = false;
            work.was_undone = true;
        }
    }
}

void Works::mark_lost(const board::Op& op, const std::function<bool(const Work&)>& is_kept) {
    if (const std::size_t number = find_logged(op); number != kNone) {
        Work& work = at(number);
        work.was_lost = work.was_lost || !is_kept(work);
    }
}

std::vector<const Work*> Works::all() const {
    std::vector<const Work*> all;
    for (std::size_t number = 0; number < works_.size(); ++number) {
        if (became_[number] == number) {
            all.push_back(&works_[number]);
        }
    }
    return all;
}

}  // namespace atelier::simulation
