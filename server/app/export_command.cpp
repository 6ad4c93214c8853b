// SPDX-License-Identifier: MIT
#include "server/app/export_command.h"

#include <google/protobuf/util/json_util.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <system_error>
#include <utility>

#include "server/app/catalogue_directory.h"
#include "server/app/data_directory.h"
#include "server/app/export_page.h"
#include "server/history/archive.h"

namespace atelier::app {
namespace {

using Json = nlohmann::ordered_json;

Json entry_json(const google::protobuf::Message& message) {
    google::protobuf::util::JsonPrintOptions options;
    options.preserve_proto_field_names = true;
    std::string text;
    const auto status = google::protobuf::util::MessageToJsonString(message, &text, options);
    return status.ok() ? Json::parse(text) : Json::object();
}

Json head_of(const BoardRecord& board, const Catalogue& catalogue) {
    Json head = {{"board", board.id.text()}, {"title", board.entry.title()}, {"entry", entry_json(board.entry)}};
    if (const v1::Atelier* atelier = catalogue.find_atelier(board.entry.atelier())) {
        head["atelier"] = entry_json(*atelier);
        if (const v1::Programme* programme = catalogue.find_programme(atelier->programme())) {
            head["programme"] = entry_json(*programme);
        }
    }
    return head;
}

Error cannot_write(const std::string& path) {
    return Error(ErrorCode::Io, path + ": cannot be written");
}

// Under another name first, so that a file that is there is whole.
Result<void> write_file(const std::string& path, const std::function<Result<void>(std::ostream&)>& write) {
    const std::string unfinished = path + ".part";
    std::ofstream file(unfinished, std::ios::binary | std::ios::trunc);
    if (!file) {
        return cannot_write(path);
    }
    const Result<void> written = write(file);
    file.close();
    std::error_code error;
    if (written && file) {
        std::filesystem::rename(unfinished, path, error);
    }
    if (!written || !file || error) {
        std::filesystem::remove(unfinished, error);
        return written ? cannot_write(path) : written;
    }
    return {};
}

Result<std::string> read_player(const Config& config) {
    const std::string path = config.web_root + "/player.html";
    std::ifstream file(path, std::ios::binary);
    std::string page{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file || page.empty()) {
        return Error(ErrorCode::NotFound, path + " (--web-root)");
    }
    return page;
}

// What the command line asked for, as something that writes it.
using Writer = std::function<Result<void>(std::ostream&)>;

Result<Writer> make_writer(const CommandContext& context, storage::Store& store, Catalogue& catalogue,
                           const BoardRecord& board) {
    if (!context.arguments.page) {
        const auto ballots = context.arguments.ballots ? history::Ballots::Kept : history::Ballots::Withheld;
        return Writer([&, ballots, head = head_of(board, catalogue)](std::ostream& out) -> Result<void> {
            ATELIER_TRY(history::write_archive(store, board.id, head, ballots, out));
            return {};
        });
    }
    ATELIER_TRY_ASSIGN(std::string page, read_player(context.config));
    ATELIER_TRY_ASSIGN(room::BoardListing listing, CatalogueDirectory(catalogue).find(board.id));
    return Writer([&store, page = std::move(page), listing = std::move(listing)](std::ostream& out) {
        return write_past_page(store, listing, page, out);
    });
}

}  // namespace

int run_export_command(const CommandContext& context) {
    auto data = open_data_directory(context.config, WhenAbsent::Fail);
    if (!data) {
        return context.fail(data.error());
    }
    const Arguments& arguments = context.arguments;
    const BoardRecord* board = data->catalogue.find_board(arguments.board);
    if (board == nullptr) {
        return context.fail(Error(ErrorCode::NotFound, "board " + arguments.board));
    }
    const Result<Writer> writer = make_writer(context, *data->store, data->catalogue, *board);
    if (!writer) {
        return context.fail(writer.error());
    }
    if (arguments.out == "-") {
        const Result<void> written = (*writer)(context.out);
        return written ? kExitOk : context.fail(written.error());
    }
    const std::string path =
        !arguments.out.empty() ? arguments.out : arguments.board + (arguments.page ? ".html" : ".history.jsonl");
    if (const Result<void> written = write_file(path, *writer); !written) {
        return context.fail(written.error());
    }
    if (context.arguments.json) {
        context.out << Json{{"file", path}}.dump() << '\n';
    } else {
        context.out << path << '\n';
    }
    return kExitOk;
}

}  // namespace atelier::app
