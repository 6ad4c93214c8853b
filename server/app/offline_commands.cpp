// SPDX-License-Identifier: MIT
#include "server/app/offline_commands.h"

#include <nlohmann/json.hpp>

#include "server/app/data_directory.h"
#include "server/app/import/import.h"
#include "server/app/join_link.h"
#include "server/app/print_json.h"
#include "server/app/stored_board.h"
#include "server/workshop/role.h"

namespace atelier::app {
namespace {

using Json = nlohmann::json;

void print_problems(const CommandContext& context, const ImportReport& report) {
    for (const ImportProblem& problem : report.problems) {
        context.err << problem.file << ':';
        if (problem.line != 0) {
            context.err << problem.line << ':';
        }
        context.err << ' ' << context.say(problem.reason) << '\n';
    }
}

Json report_json(const CommandContext& context, const ImportReport& report) {
    Json json{{"rows", report.rows_read},
              {"known", report.rows_known},
              {"boards", Json::array()},
              {"problems", Json::array()}};
    for (const ImportedBoard& board : report.boards) {
        json["boards"].push_back({{"slug", board.slug},
                                  {"board", board.id.text()},
                                  {"added", board.ops_added},
                                  {"position", board.position.value},
                                  {"hash", to_hex(board.hash)}});
    }
    for (const ImportProblem& problem : report.problems) {
        json["problems"].push_back(
            {{"file", problem.file}, {"line", problem.line}, {"reason", context.say(problem.reason)}});
    }
    return json;
}

int finish_import(const CommandContext& context, const Result<ImportReport>& imported) {
    if (!imported) {
        return context.fail(imported.error());
    }
    const ImportReport& report = *imported;
    print_problems(context, report);
    if (context.arguments.json) {
        print_json(context, report_json(context, report));
    } else {
        for (const ImportedBoard& board : report.boards) {
            context.out << board.slug << ": " << board.ops_added
                        << context.say({" new ops, position ", " opérations nouvelles, position "})
                        << board.position.value << context.say({", hash ", ", empreinte "}) << to_hex(board.hash)
                        << '\n';
        }
        context.out << report.rows_read << context.say({" rows read, ", " lignes lues, "}) << report.rows_known
                    << context.say({" known already, ", " déjà connues, "}) << report.problems.size()
                    << context.say({" left out", " écartées"}) << '\n';
    }
    return report.problems.empty() ? kExitOk : kExitFailed;
}

struct LinkTarget {
    BoardId board;                    // that the link opens
    workshop::Capability capability;  // without role and expiry
};

Result<LinkTarget> find_link_target(const Arguments& arguments, const Catalogue& catalogue) {
    LinkTarget target;
    if (!arguments.atelier.empty()) {
        const BoardRecord* first = catalogue.first_board_of(arguments.atelier);
        if (first == nullptr) {
            return Error(ErrorCode::NotFound, "atelier " + arguments.atelier);
        }
        target.board = first->id;
        target.capability.atelier = arguments.atelier;
        return target;
    }
    const BoardRecord* board = catalogue.find_board(arguments.board);
    if (board == nullptr) {
        return Error(ErrorCode::NotFound, "board " + arguments.board);
    }
    target.board = board->id;
    target.capability.atelier = board->entry.atelier();
    target.capability.board = board->id;
    return target;
}

Result<StoredBoard> check_board(storage::Store& store, const BoardId& board) {
    ATELIER_TRY_ASSIGN(StoredBoard loaded, load_stored_board(store, board));
    ATELIER_TRY_ASSIGN(const StoredBoard replayed, replay_stored_board(store, board));
    if (loaded.position != replayed.position || loaded.state.hash() != replayed.state.hash()) {
        return Error(ErrorCode::Corrupt, "the newest snapshot and the log lead to different states");
    }
    return loaded;
}

}  // namespace

int run_import_command(const CommandContext& context) {
    auto data = open_data_directory(context.config, WhenAbsent::Create);
    if (!data) {
        return context.fail(data.error());
    }
    const Arguments& arguments = context.arguments;
    const ImportRequest request{arguments.files, arguments.board,         arguments.atelier,
                                arguments.title, context.clock.wall_ms(), context.language};
    return finish_import(context, run_import(request, *data->store, data->catalogue));
}

int run_init_demo_command(const CommandContext& context) {
    auto data = open_data_directory(context.config, WhenAbsent::Create);
    if (!data) {
        return context.fail(data.error());
    }
    const std::string demo = context.config.demo.empty() ? "builtin" : context.config.demo;
    return finish_import(context, run_demo_import(demo, context.clock.wall_ms(), *data->store, data->catalogue));
}

int run_link_command(const CommandContext& context) {
    const Arguments& arguments = context.arguments;
    const auto role = workshop::parse_role(arguments.role);
    if (!role) {
        return context.fail(Error(
            ErrorCode::Config,
            context.say(
                {"--role '" + arguments.role + "'; accepted: participant, facilitator, screen, observer, tablet",
                 "--role « " + arguments.role + " » ; accepté : participant, facilitator, screen, observer, tablet"})));
    }
    if (arguments.board.empty() && arguments.atelier.empty()) {
        return context.fail(
            Error(ErrorCode::Config, context.say({"--board or --atelier is needed", "il faut --board ou --atelier"})));
    }
    auto data = open_data_directory(context.config, WhenAbsent::Fail);
    if (!data) {
        return context.fail(data.error());
    }
    auto target = find_link_target(arguments, data->catalogue);
    const auto key = data->catalogue.ensure_server_key();
    if (!target || !key) {
        return context.fail(target ? key.error() : target.error());
    }
    target->capability.role = *role;
    target->capability.expires_ms = expiry_ms(context.clock.wall_ms(), context.config.link_days);
    const std::string url =
        make_join_link(public_url_of(context.config, context.config.port), target->board, target->capability, *key);
    if (arguments.json) {
        print_json(context, {{"role", arguments.role},
                             {"board", target->board.text()},
                             {"url", url},
                             {"expires_ms", target->capability.expires_ms}});
        return kExitOk;
    }
    context.out << url << '\n' << (wants_qr(arguments.qr) ? make_terminal_qr(url) : "");
    return kExitOk;
}

int run_boards_command(const CommandContext& context) {
    const auto data = open_data_directory(context.config, WhenAbsent::Fail);
    if (!data) {
        return context.fail(data.error());
    }
    Json list = Json::array();
    for (const auto& [slug, record] : data->catalogue.boards()) {
        if (context.arguments.json) {
            Json told{{"slug", slug},
                      {"board", record.id.text()},
                      {"atelier", record.entry.atelier()},
                      {"title", record.entry.title()}};
            if (const auto origin = board_id_from_bytes(record.entry.origin())) {
                told["origin"] = {{"board", origin->text()}, {"position", record.entry.origin_position()}};
            }
            if (const auto shared = board_id_from_bytes(record.entry.table_of())) {
                told["table_of"] = shared->text();
            }
            list.push_back(std::move(told));
        } else {
            context.out << slug << '\t' << record.id.text() << '\t' << record.entry.atelier() << '\t'
                        << record.entry.title() << '\n';
        }
    }
    if (context.arguments.json) {
        print_json(context, list);
    }
    return kExitOk;
}

int run_hash_command(const CommandContext& context) {
    const auto data = open_data_directory(context.config, WhenAbsent::Fail);
    if (!data) {
        return context.fail(data.error());
    }
    const BoardRecord* record = data->catalogue.find_board(context.arguments.board);
    if (record == nullptr) {
        return context.fail(Error(ErrorCode::NotFound, "board " + context.arguments.board));
    }
    const auto stored = load_stored_board(*data->store, record->id);
    if (!stored) {
        return context.fail(stored.error());
    }
    const std::string hash = to_hex(stored->state.shared_hash());  // to be compared with what pages have
    if (context.arguments.json) {
        print_json(context, {{"slug", context.arguments.board},
                             {"board", record->id.text()},
                             {"hash", hash},
                             {"position", stored->position.value}});
    } else {
        context.out << hash << ' ' << stored->position.value << '\n';
    }
    return kExitOk;
}

int run_verify_command(const CommandContext& context) {
    const auto data = open_data_directory(context.config, WhenAbsent::Fail);
    if (!data) {
        return context.fail(data.error());
    }
    int status = kExitOk;
    Json list = Json::array();
    for (const auto& [slug, record] : data->catalogue.boards()) {
        const auto checked = check_board(*data->store, record.id);
        const std::string verdict = checked ? "ok" : describe(checked.error(), context.language);
        status = checked ? status : kExitFailed;
        const std::uint64_t position = checked ? checked->position.value : 0;
        if (context.arguments.json) {
            list.push_back({{"slug", slug},
                            {"board", record.id.text()},
                            {"ok", checked.has_value()},
                            {"position", position},
                            {"verdict", verdict}});
        } else {
            context.out << slug << '\t' << position << '\t' << verdict << '\n';
        }
    }
    if (context.arguments.json) {
        print_json(context, list);
    }
    return status;
}

}  // namespace atelier::app
