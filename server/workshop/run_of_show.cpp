// SPDX-License-Identifier: MIT
#include "server/workshop/run_of_show.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "server/base/limits.h"
#include "server/base/utf8.h"

namespace atelier::workshop {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kFormat = "atelier-run-of-show/1";

constexpr std::array<std::pair<std::string_view, Act>, 11> kActs = {{
    {"fear", Act::AddFear},
    {"barrier", Act::AddBarrier},
    {"need", Act::AddNeed},
    {"story", Act::AddStory},
    {"solution", Act::AddSolution},
    {"edit_own", Act::EditOwn},
    {"edit_others", Act::EditOthers},
    {"move", Act::Move},
    {"link", Act::Link},
    {"thread", Act::Thread},
    {"vote", Act::Vote},
}};

// By VoteForm.
constexpr std::array<std::string_view, kVoteForms> kVoteWords = {"opinion", "dots", "scale", "carry"};

bool read_text(const Json& value, std::size_t most, std::string& text) {
    if (!value.is_string()) {
        return false;
    }
    text = value.get<std::string>();
    return text.size() <= most && utf8::is_storable(text);
}

// From 1.
bool read_number(const Json& value, std::uint32_t most, std::uint32_t& number) {
    const bool fits = value.is_number_unsigned() && value.get<std::uint64_t>() - 1 < most;
    number = fits ? value.get<std::uint32_t>() : number;
    return fits;
}

// One phase being read; the first thing that is wrong with it stays.
class PhaseReader {
public:
    PhaseReader(const Json& json, std::size_t number) : json_(json), number_(number) {}

    Result<Phase> read() {
        if (!json_.is_object()) {
            return wrong("is not an object");
        }
        Phase phase;
        for (const auto& [key, value] : json_.items()) {
            if (!read_field(phase, key, value)) {
                return wrong("has a \"" + key.substr(0, limits::kLabelBytesMax) + "\" that this version does not take");
            }
        }
        if (phase.title.empty()) {
            return wrong("has no title");
        }
        return phase;
    }

private:
    Error wrong(const std::string& what) const {
        return Error(ErrorCode::Malformed, "phase " + std::to_string(number_) + " " + what);
    }

    static bool read_field(Phase& phase, const std::string& key, const Json& value) {
        if (key == "title") {
            return read_text(value, limits::kLabelBytesMax, phase.title);
        }
        if (key == "instruction") {
            return read_text(value, limits::kInstructionBytesMax, phase.instruction);
        }
        if (key == "minutes") {
            const bool fits = value.is_number_unsigned() && value.get<std::uint64_t>() <= limits::kPhaseMinutesMax;
            phase.minutes = fits ? value.get<std::uint32_t>() : 0;
            return fits;
        }
        if (key == "sees") {
            phase.sight = value == "own" ? Sight::Own : value == "approved" ? Sight::Approved : Sight::All;
            return value == "own" || value == "approved" || value == "all";
        }
        if (key == "anonymity") {
            const auto level = value.is_string() ? anonymity_named(value.get_ref<const std::string&>()) : std::nullopt;
            phase.anonymity = level.value_or(phase.anonymity);
            return level.has_value();
        }
        if (key == "vote") {
            const auto* form = std::find_if(kVoteWords.begin(), kVoteWords.end(),
                                            [&](std::string_view word) { return value == word; });
            phase.vote = static_cast<VoteForm>(form - kVoteWords.begin());
            return form != kVoteWords.end();
        }
        if (key == "dots") {
            return read_number(value, kDotsMax, phase.dots);
        }
        if (key == "round") {
            return read_number(value, kVoteRoundsMax, phase.round);
        }
        if (key == "may") {
            return value.is_array() && std::all_of(value.begin(), value.end(), [&](const Json& word) {
                       const auto act = word.is_string() ? act_named(word.get_ref<const std::string&>()) : std::nullopt;
                       phase.may |= act ? static_cast<std::uint16_t>(*act) : std::uint16_t{0};
                       return act.has_value();
                   });
        }
        return false;
    }

    const Json& json_;
    std::size_t number_;
};

Result<RunOfShow> read_show(const Json& json) {
    if (!json.is_object() || json.value("format", "") != kFormat) {
        return Error(ErrorCode::Malformed, "not a run of show of format " + std::string(kFormat));
    }
    RunOfShow show;
    const auto title = json.find("title");
    const auto phases = json.find("phases");
    if (title == json.end() || !read_text(*title, limits::kLabelBytesMax, show.title) || phases == json.end() ||
        !phases->is_array() || phases->empty()) {
        return Error(ErrorCode::Malformed, "a run of show has a title and a phase at least");
    }
    if (phases->size() > limits::kPhasesMax) {
        return Error(ErrorCode::TooLarge,
                     "a run of show has at most " + std::to_string(limits::kPhasesMax) + " phases");
    }
    for (const Json& phase : *phases) {
        ATELIER_TRY_ASSIGN(Phase read, PhaseReader(phase, show.phases.size() + 1).read());
        show.phases.push_back(std::move(read));
    }
    return show;
}

}  // namespace

std::optional<Act> act_named(std::string_view word) noexcept {
    const auto* found =
        std::find_if(kActs.begin(), kActs.end(), [&](const auto& entry) { return entry.first == word; });
    return found == kActs.end() ? std::nullopt : std::optional(found->second);
}

Result<RunOfShow> parse_run_of_show(std::string_view text) {
    if (text.size() > limits::kSettingBytesMax) {
        return Error(ErrorCode::TooLarge, "a run of show is too long");
    }
    try {
        return read_show(Json::parse(text));
    } catch (const Json::exception&) {
        return Error(ErrorCode::Malformed, "a run of show is not JSON");
    }
}

std::string write_run_of_show(const RunOfShow& show) {
    Json json = {{"format", kFormat}, {"title", show.title}, {"phases", Json::array()}};
    for (const Phase& phase : show.phases) {
        Json may = Json::array();
        for (const auto& [word, act] : kActs) {
            if (phase.allows(act)) {
                may.push_back(word);
            }
        }
        json["phases"].push_back({{"title", phase.title},
                                  {"instruction", phase.instruction},
                                  {"minutes", phase.minutes},
                                  {"may", std::move(may)}});
        if (phase.vote != VoteForm::Opinion) {
            json["phases"].back()["vote"] = kVoteWords.at(static_cast<std::size_t>(phase.vote));
        }
        if (phase.vote == VoteForm::Dots) {
            json["phases"].back()["dots"] = phase.dots;
        }
        if (phase.round != 1) {
            json["phases"].back()["round"] = phase.round;
        }
        if (phase.sight != Sight::All) {
            json["phases"].back()["sees"] = phase.sight == Sight::Own ? "own" : "approved";
        }
        if (phase.anonymity != Anonymity::Organisation) {
            json["phases"].back()["anonymity"] = anonymity_word(phase.anonymity);
        }
    }
    return json.dump();
}

}  // namespace atelier::workshop
