// SPDX-License-Identifier: MIT
#include "tests/simulation/device.h"

#include <algorithm>
#include <utility>

#include "server/base/check.h"
#include "tests/simulation/gestures.h"
#include "tests/simulation/tampering.h"

namespace atelier::simulation {
namespace {

constexpr std::int64_t kBackOffMs = 1'000;  // before coming back by itself
constexpr std::int64_t kByHandMs = 5'000;   // before a person who was sent away tries again
constexpr std::int64_t kDebounceMs = 300;   // typing goes into one save, as in the page

}  // namespace

Device::Device(Surroundings around, std::size_t number, bool only_reads, Canary canary)
    : around_(around),
      name_("device " + std::to_string(number)),
      number_(number),
      only_reads_(only_reads),
      canary_(canary),
      random_(around.schedule.chance().next()) {
    open();
}

Device::Device(const Device& copied, std::size_t number)
    : around_(copied.around_),
      name_("device " + std::to_string(number)),
      number_(number),
      only_reads_(copied.only_reads_),
      canary_(copied.canary_),
      random_(around_.schedule.chance().next()),
      disk_(copied.disk_) {
    around_.schedule.note(name_ + ": begins as a copy of " + copied.name_);
    around_.ledger.on_copy(copied.number_, number_);
    open();
}

void Device::open() {
    ++life_;
    client::JoinOptions options;
    options.board = the_board();
    options.token = around_.server.token(only_reads_ ? workshop::Role::Observer : workshop::Role::Participant);
    key_number_ = around_.server.key_number();
    session_ = std::make_unique<client::ClientSession>(options, random_);
    if (!disk_.empty()) {
        if (const auto restored = session_->restore(disk_); !restored) {
            around_.ledger.fail(name_ + " cannot read what it saved: " + restored.error().detail);
        }
    }
    around_.ledger.on_open(number_, *session_);
    save_scheduled_ = false;
    saves_under_way_ = 0;
    reconnect_scheduled_ = false;
    reconnect_later(kBackOffMs);
}

void Device::restart() {
    around_.schedule.note(name_ + ": killed and opened again");
    close();
    open();
}

void Device::make_gesture() {
    session_->set_time(std::chrono::milliseconds(around_.schedule.now_ms()));
    const Gesture gesture = simulation::make_gesture(*session_, random_, around_.plan);
    around_.schedule.note(name_ + ": " + gesture.name + ", " + state());
    if (!gesture.is_seen) {
        around_.ledger.fail("a gesture on " + name_ + " did not do what it says: " + gesture.name);
    }
    around_.ledger.on_gesture(number_, *session_);
    go_on();
}

// --- the network ---

void Device::cut() {
    if (connection_) {
        around_.schedule.note(name_ + ": its connection breaks");
        around_.server.cut(connection_);
    }
}

void Device::lose_network(std::int64_t ms) {
    around_.schedule.note(name_ + ": no network for " + std::to_string(ms) + " ms");
    no_network_until_ms_ = around_.schedule.now_ms() + ms;
    if (connection_) {
        around_.server.cut(connection_);
    }
}

void Device::repeat_next() {
    if (connection_) {
        around_.schedule.note(name_ + ": what it sends next comes twice");
        Server::repeat_next(*connection_);
    }
}

void Device::delay_next() {
    if (connection_) {
        around_.schedule.note(name_ + ": what it sends next is overtaken");
        Server::delay_next(*connection_);
    }
}

void Device::reconnect_later(std::int64_t most_ms) {
    if (std::exchange(reconnect_scheduled_, true)) {
        return;
    }
    around_.schedule.after(1 + around_.schedule.up_to(most_ms), [this, life = life_] {
        if (life == life_) {
            reconnect_scheduled_ = false;
            connect();
        }
    });
}

void Device::connect() {
    if (key_number_ != around_.server.key_number()) {
        return restart();  // the old link is of no use any more; its person opens the new one
    }
    if (around_.schedule.now_ms() >= no_network_until_ms_) {
        connection_ = around_.server.accept([this](const Bytes& frame) { on_frame(frame); }, [this] { on_closed(); });
    }
    if (!connection_) {
        return reconnect_later(kBackOffMs);
    }
    session_->on_connected();
    go_on();
}

void Device::close() {
    if (connection_) {
        around_.server.close(std::exchange(connection_, nullptr));
        session_->on_disconnected();
    }
}

void Device::on_closed() {
    connection_ = nullptr;
    session_->on_disconnected();
    around_.schedule.note(name_ + ": disconnected");
    reconnect_later(session_->link() == client::Link::Refused ? kByHandMs : kBackOffMs);
    go_on();
}

void Device::on_frame(const Bytes& frame) {
    around_.ledger.before_frame(number_, *session_, frame);
    const bool is_tampered = canary_ == Canary::OlderWriterWins && number_ == 0;
    const Result<void> taken = session_->on_frame(is_tampered ? with_older_stamps(frame, session_->board()) : frame);
    around_.ledger.on_step(number_, *session_);
    if (!taken) {
        around_.schedule.note(name_ + ": cannot use a frame: " + taken.error().detail);
        around_.ledger.on_unusable_frame(number_, taken.error());
        close();
        reconnect_later(kBackOffMs);
    }
    go_on();
}

void Device::go_on() {
    if (connection_ && session_->wants_reconnect()) {
        around_.schedule.note(name_ + ": reconnects, " + state());
        close();
        reconnect_later(kBackOffMs);
    }
    while (connection_) {
        std::optional<Bytes> frame = session_->next_frame();
        if (!frame) {
            break;
        }
        around_.server.send(connection_, *std::move(frame));
    }
    around_.ledger.on_step(number_, *session_);
    around_.ledger.on_told(number_, session_->take_changes().refusals);
    save_later();
}

// --- the disk ---

void Device::save_later() {
    if (std::exchange(save_scheduled_, true)) {
        return;
    }
    around_.schedule.after(around_.schedule.up_to(kDebounceMs), [this, life = life_] {
        if (life == life_) {
            save_scheduled_ = false;
            save();
        }
    });
}

void Device::save() {
    std::optional<client::ClientSession::Save> taken = session_->take_save();
    if (!taken) {
        return;
    }
    if (canary_ == Canary::ForgetAnOutboxOp && around_.schedule.one_in(5)) {
        taken->bytes = without_last_op(taken->bytes);
    }
    around_.ledger.on_save(number_, *session_);
    ++saves_under_way_;
    disk_ready_ms_ = std::max(disk_ready_ms_, around_.schedule.now_ms() + around_.schedule.up_to(around_.plan.save_ms));
    around_.schedule.at(disk_ready_ms_, [this, life = life_, save = *std::move(taken)] {
        if (life != life_) {
            return;  // the page died first
        }
        --saves_under_way_;
        around_.schedule.trace(save.bytes);
        disk_ = save.bytes;
        session_->on_saved(save.version);
        around_.ledger.on_saved(number_);
        go_on();
    });
}

// --- looking ---

bool Device::is_settled() const {
    return connection_ && !connection_->is_cut && session_->link() == client::Link::Live &&
           !session_->wants_reconnect() && session_->pending_ops() == 0 && saves_under_way_ == 0;
}

std::string Device::state() const {
    const char* const links[] = {"offline", "joining", "live", "refused"};
    return std::string(links[static_cast<std::size_t>(session_->link())]) + ", position " +
           std::to_string(session_->position().value) + ", " + std::to_string(session_->pending_ops()) + " waiting";
}

}  // namespace atelier::simulation
