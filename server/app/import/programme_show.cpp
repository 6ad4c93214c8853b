// SPDX-License-Identifier: MIT
#include "server/app/import/programme_show.h"

#include "server/workshop/run_of_show.h"

namespace atelier::app {
namespace {

using workshop::Act;

constexpr std::uint16_t bit(Act act) noexcept {
    return static_cast<std::uint16_t>(act);
}

constexpr std::uint16_t kAnyCard =
    bit(Act::AddFear) | bit(Act::AddBarrier) | bit(Act::AddNeed) | bit(Act::AddStory) | bit(Act::AddSolution);

Result<workshop::Phase> phase_of(const ProgrammeFile::Phase& from, std::size_t number) {
    workshop::Phase phase;
    phase.title = from.title;
    phase.minutes = from.minutes;
    phase.sight = from.visible == "own" ? workshop::Sight::Own : workshop::Sight::All;
    for (const std::string& word : from.may_add) {
        const auto act = workshop::act_named(word);
        if (!act) {
            return Error(ErrorCode::Malformed, "phase " + std::to_string(number) + " may add \"" + word + "\"");
        }
        phase.may |= bit(*act);
    }
    if ((phase.may & kAnyCard) != 0) {
        phase.may |= bit(Act::EditOwn);
    }
    if (phase.allows(Act::Thread)) {
        phase.may |= bit(Act::Move);
    }
    return phase;
}

}  // namespace

Result<std::string> run_of_show_text(const ProgrammeFile& programme) {
    workshop::RunOfShow show;
    show.title = programme.title;
    for (const ProgrammeFile::Phase& from : programme.run_of_show) {
        ATELIER_TRY_ASSIGN(workshop::Phase phase, phase_of(from, show.phases.size() + 1));
        show.phases.push_back(std::move(phase));
    }
    std::string text = write_run_of_show(show);
    ATELIER_TRY(workshop::parse_run_of_show(text));
    return text;
}

}  // namespace atelier::app
