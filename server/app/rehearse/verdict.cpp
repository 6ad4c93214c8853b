// SPDX-License-Identifier: MIT
#include "server/app/rehearse/verdict.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <utility>

namespace atelier::app {
namespace {

using rehearsal::Figures;
using rehearsal::percentile;

// What people put up with: an answer within a second keeps the train of thought, after ten one turns away (Nielsen 1993).
constexpr double kFine = 1'000;      // ms, kept and seen
constexpr double kBearable = 5'000;  // ms
constexpr double kDoorFine = 5'000;  // ms, coming in
constexpr double kDoorBearable = 15'000;
constexpr double kAbsenceBearable = 30'000;  // ms off line at a stretch
constexpr double kBusy = 0.8;                // of one core: the rehearsal runs on one

std::string number(std::size_t value) {
    return std::to_string(value);
}

// "40 ms", "1.3 s", "1,3 s".
Sentence duration(double ms) {
    std::array<char, 32> text{};
    if (ms < 1000) {
        std::snprintf(text.data(), text.size(), "%.0f ms", ms);
        return {text.data(), text.data()};
    }
    std::snprintf(text.data(), text.size(), "%.1f s", ms / 1000);
    std::string french(text.data());
    std::replace(french.begin(), french.end(), '.', ',');
    return {text.data(), std::move(french)};
}

Finding graded(std::string_view name, State state, Sentence measured, Sentence remedy) {
    return state == State::Ok ? fine(name, std::move(measured))
                              : Finding{name, state, std::move(measured), std::move(remedy)};
}

State grade(double value, double good, double bearable) {
    return value <= good ? State::Ok : value <= bearable ? State::Warning : State::Problem;
}

Finding judge_arrival(const Figures& figures) {
    const std::string come = number(figures.joined);
    const std::string all = number(figures.people);
    if (figures.joined < figures.people) {
        return problem("came-in",
                       {come + " of " + all + " came in; the others heard: " + figures.last_refusal,
                        come + " sur " + all + " sont entrés ; les autres ont reçu : " + figures.last_refusal},
                       {"what stands between (proxy, firewall) must let WebSockets through: see docs/operations.md",
                        "ce qui est entre les deux (proxy, pare-feu) doit laisser passer les WebSockets : voir "
                        "docs/operations.md"});
    }
    const double slow = percentile(figures.join_ms, 0.95);
    const Sentence wait = duration(slow);
    return graded("came-in", grade(slow, kDoorFine, kDoorBearable),
                  {"all " + all + " came in, 95 of 100 within " + wait.en,
                   "les " + all + " sont entrés, 95 sur 100 en " + wait.fr + " au plus"},
                  {"let people come in one table after the other, or bring a second access point",
                   "faites entrer table par table, ou ajoutez une borne Wi-Fi"});
}

// Of times that are good when nearly all are short.
Finding judge_times(std::string_view name, const std::vector<double>& times, const Sentence& what,
                    const Sentence& remedy) {
    if (times.empty()) {
        return warning(name, {what.en + ": nothing was measured", what.fr + " : rien n'a été mesuré"},
                       {"the phase that is on lets participants do nothing: put on one in which they write, or none",
                        "la phase en cours ne laisse rien faire aux participants : lancez-en une où l'on écrit, ou "
                        "aucune"});
    }
    const double most = percentile(times, 0.99);
    const Sentence half = duration(percentile(times, 0.5));
    const Sentence nearly = duration(most);
    return graded(name, grade(most, kFine, kBearable),
                  {what.en + " after " + half.en + " half of the time, after " + nearly.en + " in 99 of 100",
                   what.fr + " en " + half.fr + " une fois sur deux, en " + nearly.fr + " 99 fois sur 100"},
                  remedy);
}

Finding judge_connections(const Figures& figures) {
    if (figures.there_at_end < figures.joined) {
        const std::string gone = number(figures.joined - figures.there_at_end);
        return problem("connections",
                       {gone + " of those who came in were not there, or not done, in the end",
                        gone + " de ceux qui étaient entrés n'étaient plus là, ou pas à jour, à la fin"},
                       {"find out what cuts them: Wi-Fi at its limit, a proxy with a short patience",
                        "cherchez ce qui les coupe : Wi-Fi saturé, proxy trop impatient"});
    }
    if (figures.cuts == 0 && figures.longest_absence_ms <= kAbsenceBearable) {
        return fine("connections", {"no connection was lost", "aucune connexion perdue"});
    }
    const Sentence absence = duration(figures.longest_absence_ms);
    return graded(
        "connections", figures.longest_absence_ms <= kAbsenceBearable ? State::Warning : State::Problem,
        {number(figures.cuts) + " times a connection was lost, for " + absence.en + " at most; everybody came back",
         number(figures.cuts) + " connexions perdues, pendant " + absence.fr + " au plus ; tous sont revenus"},
        {"people go on writing meanwhile, nothing is lost; a better place for the access point helps",
         "on continue d'écrire pendant ce temps, rien n'est perdu ; mieux placer la borne aide"});
}

Finding judge_loss(const Figures& figures) {
    if (figures.unseen > 0 || figures.same_everywhere == false) {
        return problem("nothing-lost",
                       {number(figures.unseen) + " times a card did not come to a screen, or boards differ in the end",
                        number(figures.unseen) +
                            " fois une carte n'est pas arrivée sur un écran, ou les tableaux diffèrent à la fin"},
                       {"this must not happen: keep the server's log and report it",
                        "cela ne doit pas arriver : gardez le journal du serveur et signalez-le"});
    }
    if (!figures.same_everywhere) {
        return fine("nothing-lost", {"the phase hides what others make: boards were not compared",
                                     "la phase cache ce que font les autres : tableaux non comparés"});
    }
    return fine("nothing-lost", {"every card is on every screen, and all boards are the same",
                                 "chaque carte est sur chaque écran, et tous les tableaux sont identiques"});
}

Finding judge_refusals(const Figures& figures) {
    if (figures.refused.empty()) {
        return fine("refused", {"nothing was refused", "rien n'a été refusé"});
    }
    std::string reasons;
    for (const auto& [reason, count] : figures.refused) {
        reasons += (reasons.empty() ? "" : ", ") + reason + ' ' + number(count);
    }
    return warning("refused", {"refused: " + reasons, "refus : " + reasons},
                   {"too_many: raise the pace in the configuration; others: the server's log says more",
                    "too_many : relevez le rythme dans la configuration ; autres : voir le journal du serveur"});
}

Finding judge_computer(const Figures& figures) {
    const std::string share = number(static_cast<std::size_t>(figures.own_cpu * 100)) + " %";
    return graded("this-computer", figures.own_cpu <= kBusy ? State::Ok : State::Warning,
                  {"the rehearsal itself took " + share + " of one core",
                   "la répétition elle-même a pris " + share + " d'un cœur"},
                  {"these times say more of this computer than of the network: fewer people here, or a faster one",
                   "ces durées disent plus de cet ordinateur que du réseau : moins de monde ici, ou un plus rapide"});
}

}  // namespace

std::vector<Finding> judge(const Figures& figures) {
    const Sentence slow_server{"`atelier doctor` on the server says whether its disk is slow; else it is the network",
                               "« atelier doctor » sur le serveur dit si son disque est lent ; sinon c'est le réseau"};
    return {judge_arrival(figures),
            judge_times("kept", figures.kept_ms, {"what is written is kept", "ce qu'on écrit est gardé"}, slow_server),
            judge_times("seen", figures.seen_ms, {"others see a card", "les autres voient une carte"}, slow_server),
            judge_connections(figures),
            judge_loss(figures),
            judge_refusals(figures),
            judge_computer(figures)};
}

Sentence conclude(const Figures& figures, const std::vector<Finding>& findings) {
    const auto has = [&](State state) {
        return std::any_of(findings.begin(), findings.end(),
                           [&](const Finding& found) { return found.state == state; });
    };
    const std::string people = number(figures.people);
    if (has(State::Problem)) {
        return {"With " + people + " people this will not work as it is: see what is marked PROBLEM.",
                "À " + people + " personnes, cela ne marchera pas ainsi : voir ce qui est marqué PROBLÈME."};
    }
    if (has(State::Warning)) {
        return {"With " + people + " people it will work, with some waiting: see the warnings.",
                "À " + people + " personnes, cela marchera, avec des lenteurs : voir les avertissements."};
    }
    return {"With " + people + " people it will work.", "À " + people + " personnes, cela marchera."};
}

}  // namespace atelier::app
