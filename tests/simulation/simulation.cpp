// SPDX-License-Identifier: MIT
#include "tests/simulation/simulation.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "tests/simulation/device.h"
#include "tests/simulation/ledger.h"
#include "tests/simulation/quiet.h"
#include "tests/simulation/schedule.h"
#include "tests/simulation/server.h"

namespace atelier::simulation {
namespace {

constexpr std::int64_t kCompareMs = 12'000;       // the server tells its hash every ten seconds
constexpr std::int64_t kRestMs = 600'000;         // for everything to come to rest, of virtual time
constexpr std::size_t kDevicesMax = 8;            // copies of profiles among them
constexpr std::int64_t kClockJumpMs = 7'200'000;  // at most, each way

class Run {
public:
    Run(std::uint64_t seed, Canary canary)
        : schedule_(seed),
          plan_(draw_plan(schedule_.chance())),
          server_(schedule_, plan_, canary),
          ledger_(schedule_, server_.store()) {
        server_.on_death = [this] {
            ++deaths_;
            ledger_.on_death();
        };
        server_.on_put_back = [this] { ledger_.on_put_back(); };
        server_.on_sent = [this](const Bytes& frame) { ledger_.on_sent(frame); };
        const Device::Surroundings around{schedule_, plan_, server_, ledger_};
        for (std::size_t i = 0; i < plan_.devices; ++i) {
            const bool only_reads = plan_.has_observer && i + 1 == plan_.devices;
            devices_.push_back(std::make_unique<Device>(around, i, only_reads, canary));
        }
    }

    Outcome play() {
        for (std::size_t act = 0; act < plan_.acts && is_well(); ++act) {
            schedule_.note("act " + std::to_string(act + 1));
            until_ms_ = schedule_.now_ms() + plan_.act_ms;
            for (const auto& device : devices_) {
                gesture_later(*device);
            }
            if (!plan_.faults.empty()) {
                fault_later();
            }
            while (is_well() && schedule_.now_ms() < until_ms_) {
                schedule_.step();
            }
            rest();
        }
        Outcome outcome;
        outcome.broken = ledger_.broken();
        outcome.trace_hash = schedule_.trace_hash();
        outcome.story = {schedule_.last_lines().begin(), schedule_.last_lines().end()};
        for (const Work* work : ledger_.works().all()) {
            ++outcome.works;
            outcome.acknowledged += work->is_acknowledged ? 1 : 0;
            outcome.refused += work->is_refused ? 1 : 0;
        }
        outcome.deaths = deaths_;
        return outcome;
    }

private:
    bool is_well() const { return ledger_.broken().empty(); }
    bool is_over() const { return schedule_.now_ms() >= until_ms_; }

    void gesture_later(Device& device) {
        schedule_.after(schedule_.up_to(plan_.gesture_gap_ms), [this, &device] {
            if (!is_over()) {
                device.make_gesture();
                gesture_later(device);
            }
        });
    }

    void fault_later() {
        schedule_.after(schedule_.up_to(plan_.fault_gap_ms), [this] {
            if (!is_over()) {
                happen(plan_.faults[schedule_.chance().below(plan_.faults.size())]);
                fault_later();
            }
        });
    }

    void happen(Fault fault) {
        Device& device = *devices_[schedule_.chance().below(devices_.size())];
        switch (fault) {
            case Fault::Cut: return device.cut();
            case Fault::Silence: return device.lose_network(schedule_.up_to(plan_.act_ms));
            case Fault::DeviceRestart: return device.restart();
            case Fault::ServerCrash: return server_.crash();
            case Fault::ServerStop: return server_.stop();
            case Fault::DiskFails: return server_.break_disk();
            case Fault::ClockJump: return server_.jump(schedule_.up_to(2 * kClockJumpMs) - kClockJumpMs);
            case Fault::Copy: return copy(device);
            case Fault::BackUp: return server_.back_up_or_put_back();
            case Fault::NewKey: return server_.change_key();
            case Fault::Twice: return device.repeat_next();
            case Fault::Overtaken: return device.delay_next();
        }
    }

    void copy(const Device& device) {
        if (devices_.size() < kDevicesMax) {
            devices_.push_back(std::make_unique<Device>(device, devices_.size()));
            gesture_later(*devices_.back());
        }
    }

    bool is_at_rest() const {
        return server_.is_idle() &&
               std::all_of(devices_.begin(), devices_.end(), [](const auto& device) { return device->is_settled(); });
    }

    // No more gestures and faults: everybody comes back, everything arrives.
    void rest() {
        schedule_.note("rest");
        const std::int64_t limit_ms = schedule_.now_ms() + kRestMs;
        // Nothing is under way any more, for longer than a frame takes (an Offer is in no outbox) and hashes are compared.
        const std::int64_t quiet_ms = plan_.network_ms + std::max(kAstrayMs, kCompareMs);
        std::int64_t moved_ms = schedule_.now_ms();
        while (is_well() && schedule_.now_ms() < limit_ms && schedule_.now_ms() <= moved_ms + quiet_ms) {
            const bool was_at_rest = is_at_rest();
            schedule_.step();
            moved_ms = was_at_rest && is_at_rest() ? moved_ms : schedule_.now_ms();
        }
        if (!is_well()) {
            return;
        }
        if (!is_at_rest()) {
            for (const auto& device : devices_) {
                schedule_.note(device->name() + ": " + device->state());
            }
            return ledger_.fail("it never comes to rest");
        }
        check_quiet(ledger_, server_.store(), devices_);
    }

    Schedule schedule_;
    const Plan plan_;
    Server server_;
    Ledger ledger_;
    std::vector<std::unique_ptr<Device>> devices_;
    std::int64_t until_ms_ = 0;  // the act ends
    std::size_t deaths_ = 0;
};

}  // namespace

Outcome simulate(std::uint64_t seed, Canary canary) {
    return Run(seed, canary).play();
}

}  // namespace atelier::simulation
