// SPDX-License-Identifier: MIT
#include "server/app/serve_links.h"

#include <nlohmann/json.hpp>

#include <array>
#include <tuple>

#include "server/app/join_link.h"
#include "server/workshop/role.h"

namespace atelier::app {
namespace {

// Participants last: their QR code ends up where the eye is.
constexpr std::array kRoles{workshop::Role::Facilitator, workshop::Role::Screen, workshop::Role::Observer,
                            workshop::Role::Participant};

Sentence role_sentence(workshop::Role role) {
    switch (role) {
        case workshop::Role::Participant: return {"participant", "participant"};
        case workshop::Role::Facilitator: return {"facilitator", "animateur"};
        case workshop::Role::Screen: return {"screen", "écran"};
        case workshop::Role::Observer: return {"observer", "observateur"};
        case workshop::Role::Tablet: return {"tablet", "tablette de table"};
    }
    return {};
}

std::string url_of(const std::string& address, std::uint16_t port) {
    const bool is_v6 = address.find(':') != std::string::npos;
    return "http://" + (is_v6 ? "[" + address + "]" : address) + ":" + std::to_string(port);
}

}  // namespace

Result<const BoardRecord*> find_board_for_links(const CommandContext& context, const Catalogue& catalogue) {
    const std::string& wanted = context.arguments.links_for;
    if (!wanted.empty()) {
        const BoardRecord* board = catalogue.find_board(wanted);
        if (board == nullptr) {
            return Error(ErrorCode::NotFound, "board " + wanted);
        }
        return board;
    }
    const BoardRecord* first = nullptr;
    std::tuple<std::uint32_t, std::string> first_rank;
    for (const auto& [slug, record] : catalogue.boards()) {
        const v1::Atelier* atelier = catalogue.find_atelier(record.entry.atelier());
        std::tuple<std::uint32_t, std::string> rank{atelier == nullptr ? UINT32_MAX : atelier->rank(), slug};
        if (first == nullptr || rank < first_rank) {
            first = &record;
            first_rank = std::move(rank);
        }
    }
    return first;
}

void print_links(const CommandContext& context, const BoardRecord& board, const std::string& public_url,
                 const workshop::ServerKey& key) {
    if (context.arguments.links == LinkOutput::None) {
        return;
    }
    workshop::Capability capability;
    capability.atelier = board.entry.atelier();
    capability.board = board.id;
    capability.expires_ms = expiry_ms(context.clock.wall_ms(), context.config.link_days);
    std::string participant_url;
    if (context.arguments.links == LinkOutput::Text) {
        context.out << '\n' << board.entry.title() << '\n';
    }
    for (const workshop::Role role : kRoles) {
        capability.role = role;
        const std::string url = make_join_link(public_url, board.id, capability, key);
        if (context.arguments.links == LinkOutput::Json) {
            const nlohmann::json line{
                {"role", role_name(role)}, {"board", board.id.text()}, {"slug", board.entry.slug()}, {"url", url}};
            context.out << line.dump() << '\n';
        } else {
            const std::string name = context.say(role_sentence(role));
            context.out << "  " << name << std::string(name.size() < 14 ? 14 - name.size() : 1, ' ') << url << '\n';
            participant_url = url;
        }
    }
    if (!participant_url.empty() && wants_qr(context.arguments.qr)) {
        context.out << make_terminal_qr(participant_url);
    }
    context.out.flush();
}

void print_metrics(const CommandContext& context, std::uint16_t port) {
    const std::string url = url_of(context.config.metrics_listen->address, port) + "/metrics";
    if (context.arguments.links == LinkOutput::Json) {
        context.out << nlohmann::json{{"metrics", url}}.dump() << '\n';
    } else if (context.arguments.links == LinkOutput::Text) {
        context.out << context.say({"\nFigures for Prometheus: ", "\nMesures pour Prometheus : "}) << url << '\n';
    }
}

void print_listening(const CommandContext& context, std::uint16_t port) {
    const std::string url = url_of(context.config.listen, port);
    if (context.arguments.links == LinkOutput::Json) {
        context.out << nlohmann::json{{"listening", url}}.dump() << '\n';
    } else if (context.arguments.links == LinkOutput::Text) {
        context.out << context.say({"\nListening on ", "\nÀ l'écoute sur "}) << url
                    << context.say({". Ctrl+C stops in good order.\n", ". Ctrl+C arrête proprement.\n"});
    }
    context.out.flush();
}

}  // namespace atelier::app
