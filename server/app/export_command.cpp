// SPDX-License-Identifier: MIT
#include "server/app/export_command.h"

#include <google/protobuf/util/json_util.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <system_error>

#include "server/app/data_directory.h"
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

Result<history::ArchiveEnd> write_file(const std::string& path, storage::Store& store, const BoardRecord& board,
                                       const Json& head) {
    const std::string unfinished = path + ".part";
    std::ofstream file(unfinished, std::ios::binary | std::ios::trunc);
    if (!file) {
        return cannot_write(path);
    }
    Result<history::ArchiveEnd> end = history::write_archive(store, board.id, head, file);
    file.close();
    std::error_code error;
    if (end && file) {
        std::filesystem::rename(unfinished, path, error);
    }
    if (!end || !file || error) {
        std::filesystem::remove(unfinished, error);
        return end ? cannot_write(path) : end;
    }
    return end;
}

}  // namespace

int run_export_command(const CommandContext& context) {
    const auto data = open_data_directory(context.config, WhenAbsent::Fail);
    if (!data) {
        return context.fail(data.error());
    }
    const std::string& slug = context.arguments.board;
    const BoardRecord* board = data->catalogue.find_board(slug);
    if (board == nullptr) {
        return context.fail(Error(ErrorCode::NotFound, "board " + slug));
    }
    const Json head = head_of(*board, data->catalogue);
    const std::string& out = context.arguments.out;
    if (out == "-") {
        const auto end = history::write_archive(*data->store, board->id, head, context.out);
        return end ? kExitOk : context.fail(end.error());
    }
    const std::string path = out.empty() ? slug + ".history.jsonl" : out;
    const auto end = write_file(path, *data->store, *board, head);
    if (!end) {
        return context.fail(end.error());
    }
    if (context.arguments.json) {
        context.out << Json{{"file", path}, {"records", end->records}, {"position", end->link.position.value}}.dump()
                    << '\n';
    } else {
        context.out << path << ": " << end->records << context.say({" changes", " changements"}) << '\n';
    }
    return kExitOk;
}

}  // namespace atelier::app
