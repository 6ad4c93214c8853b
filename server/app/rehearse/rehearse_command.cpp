// SPDX-License-Identifier: MIT
#include "server/app/rehearse/rehearse_command.h"

#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include "server/app/print_findings.h"
#include "server/app/print_json.h"
#include "server/app/rehearse/verdict.h"
#include "server/app/stop_signals.h"
#include "server/rehearsal/rehearsal.h"

namespace atelier::app {
namespace {

using Json = nlohmann::json;
using rehearsal::Figures;
using rehearsal::percentile;

Json figures_json(const Figures& figures) {
    Json json{{"people", figures.people},
              {"joined", figures.joined},
              {"there_at_end", figures.there_at_end},
              {"join_p95_ms", percentile(figures.join_ms, 0.95)},
              {"kept_p50_ms", percentile(figures.kept_ms, 0.5)},
              {"kept_p99_ms", percentile(figures.kept_ms, 0.99)},
              {"seen_p50_ms", percentile(figures.seen_ms, 0.5)},
              {"seen_p99_ms", percentile(figures.seen_ms, 0.99)},
              {"cards", figures.cards},
              {"texts", figures.texts},
              {"links", figures.links},
              {"votes", figures.votes},
              {"ballots", figures.ballots},
              {"refused", figures.refused},
              {"not_now", figures.not_now},
              {"cuts", figures.cuts},
              {"longest_absence_ms", figures.longest_absence_ms},
              {"unseen", figures.unseen},
              {"own_cpu", figures.own_cpu}};
    if (figures.same_everywhere) {
        json["same_everywhere"] = *figures.same_everywhere;
    }
    return json;
}

void tell_progress(const CommandContext& context, const Figures& figures, std::chrono::milliseconds since) {
    const auto seconds = static_cast<long>(since.count() / 1000);
    std::array<char, 32> clock{};
    std::snprintf(clock.data(), clock.size(), "%ld:%02ld", seconds / 60, seconds % 60);
    context.err << clock.data() << "  "
                << context.say({std::to_string(figures.joined) + " people, " + std::to_string(figures.cards) +
                                    " cards, kept after " +
                                    std::to_string(std::lround(percentile(figures.kept_ms, 0.5))) + " ms",
                                std::to_string(figures.joined) + " personnes, " + std::to_string(figures.cards) +
                                    " cartes, gardé en " +
                                    std::to_string(std::lround(percentile(figures.kept_ms, 0.5))) + " ms"})
                << std::endl;
}

std::string remedy_for(const CommandContext& context, const Error& error) {
    if (error.code == ErrorCode::Locked) {
        return context.say(
            {"there are cards on that board: rehearse on one of its own (atelier import), or say "
             "--on-used-board",
             "il y a des cartes sur ce tableau : répétez sur un tableau à part (atelier import), ou "
             "ajoutez --on-used-board"});
    }
    if (error.code == ErrorCode::NotAllowed) {
        return context.say({"that is not a participant's link: `atelier link --role participant` makes one",
                            "ce n'est pas un lien de participant : « atelier link --role participant » en fait un"});
    }
    return describe(error, context.language);
}

}  // namespace

int run_rehearse_command(const CommandContext& context) {
    const Arguments& asked = context.arguments;
    auto link = rehearsal::parse_join_link(asked.url);
    if (!link) {
        context.err << "atelier: --url: " << describe(link.error(), context.language) << '\n';
        return kExitUsage;
    }
    rehearsal::Options options;
    options.link = *std::move(link);
    options.people = asked.people;
    options.length = std::chrono::milliseconds(std::lround(asked.minutes * 60'000));
    options.every = std::chrono::milliseconds(std::lround(asked.every * 1000));
    options.name = context.say({"Rehearsal", "Répétition"});
    options.keep = asked.keep;
    options.on_used_board = asked.on_used_board;
    options.seed = static_cast<std::uint64_t>(context.clock.wall_ms());
    options.on_progress = [&](const Figures& figures, std::chrono::milliseconds since) {
        tell_progress(context, figures, since);
    };
    std::unique_ptr<StopSignals> signals;
    options.on_start = [&](std::function<void()> stop) { signals = std::make_unique<StopSignals>(std::move(stop)); };
    const auto figures = rehearsal::rehearse(std::move(options));
    if (!figures) {
        context.err << "atelier: " << remedy_for(context, figures.error()) << '\n';
        return kExitFailed;
    }
    const std::vector<Finding> findings = judge(*figures);
    if (asked.json) {
        Json json = findings_json(context, findings);
        json["figures"] = figures_json(*figures);
        json["conclusion"] = context.say(conclude(*figures, findings));
        print_json(context, json);
    } else {
        print_findings(context, findings);
        context.out << context.say(conclude(*figures, findings)) << '\n';
    }
    return count_findings(findings, State::Problem) == 0 ? kExitOk : kExitFailed;
}

}  // namespace atelier::app
