// SPDX-License-Identifier: MIT
#include "server/app/import/import.h"

#include <algorithm>
#include <optional>

#include "server/app/demo.h"
#include "server/app/import/archive_import.h"
#include "server/app/import/polis.h"
#include "server/app/import/programme.h"
#include "server/app/import/source_files.h"
#include "server/app/import/source_identity.h"
#include "server/app/slug.h"
#include "server/base/limits.h"
#include "server/base/utf8.h"
#include "server/history/archive.h"

namespace atelier::app {
namespace {

Result<void> import_programme_text(const ImportRequest& request, const SourceText& source, storage::Store& store,
                                   Catalogue& catalogue, ImportReport& report) {
    ATELIER_TRY_ASSIGN(ProgrammeFile programme, parse_programme(source, report));
    const ProgrammeImport what{std::move(programme), request.board, request.now_ms};
    return import_programme(what, store, catalogue, report);
}

// The board a Polis export goes to, with its atelier.
Result<BoardRecord> ensure_polis_board(const ImportRequest& request, Catalogue& catalogue) {
    if (const BoardRecord* known = catalogue.find_board(request.board)) {
        return *known;
    }
    const std::string& atelier_slug = request.atelier.empty() ? request.board : request.atelier;
    for (const std::string& slug : {request.board, atelier_slug}) {
        if (!is_slug(slug)) {
            return Error(ErrorCode::Malformed, "'" + slug + "': a-z, 0-9 and hyphens, 64 at most");
        }
    }
    const std::string& title = request.title.empty() ? request.board : request.title;
    if (title.size() > limits::kLabelBytesMax || !utf8::is_storable(title)) {
        return Error(ErrorCode::BadText, "--title");
    }
    if (catalogue.find_atelier(atelier_slug) == nullptr) {
        v1::Atelier atelier;
        atelier.set_slug(atelier_slug);
        atelier.set_title(title);
        ATELIER_TRY(catalogue.put_atelier(atelier));
    }
    return catalogue.ensure_board({request.board, atelier_slug, title, request.now_ms});
}

// Names a board that has no name yet, so that its page shows what the catalogue says.
Result<void> write_title(const BoardRecord& record, BoardWriter& writer) {
    const ActorId actor = derive_actor(record.id, "polis/title", "");
    if (writer.state().has_seen({actor, 1})) {
        return {};
    }
    // Time 0: with the row before it, because the source gives none.
    ATELIER_TRY(writer.write(actor, 0, board::SetRegister{board::kNullId, board::Title{record.entry.title()}}));
    return {};
}

Result<void> import_polis_texts(const ImportRequest& request, const PolisExport& source, storage::Store& store,
                                Catalogue& catalogue, ImportReport& report) {
    ATELIER_TRY_ASSIGN(const BoardRecord record, ensure_polis_board(request, catalogue));
    ATELIER_TRY_ASSIGN(BoardWriter writer, BoardWriter::open(store, record.id));
    ATELIER_TRY(import_polis(source, writer, report));
    ATELIER_TRY(write_title(record, writer));
    ATELIER_TRY(writer.finish());
    report.boards.push_back(
        {record.entry.slug(), record.id, writer.ops_added(), writer.position(), writer.state().hash()});
    return {};
}

}  // namespace

Result<ImportReport> run_import(const ImportRequest& request, storage::Store& store, Catalogue& catalogue) {
    ATELIER_TRY_ASSIGN(const std::vector<std::string> paths, expand_folders(request.paths));
    std::vector<SourceText> archives;
    std::vector<SourceText> programmes;
    PolisExport polis;
    polis.now_ms = request.now_ms;
    for (const std::string& path : paths) {
        ATELIER_TRY_ASSIGN(SourceText source, read_source(path));
        const auto table = recognise_polis_table(source.text);
        if (history::recognise_archive(source.text)) {
            archives.push_back(std::move(source));
        } else if (recognise_programme(source.text)) {
            programmes.push_back(std::move(source));
        } else if (table) {
            (*table == PolisTable::Comments ? polis.comments : polis.votes).push_back(std::move(source));
        } else {
            return Error(ErrorCode::UnknownType, path + ": neither " + std::string(kProgrammeFormat) + ", nor " +
                                                     std::string(history::kArchiveFormat) + ", nor Polis");
        }
    }
    ImportReport report;
    for (const SourceText& source : archives) {
        ATELIER_TRY(import_archive(source, store, catalogue, report));
    }
    for (const SourceText& source : programmes) {
        ATELIER_TRY(import_programme_text(request, source, store, catalogue, report));
    }
    if (!polis.comments.empty() || !polis.votes.empty()) {
        if (request.board.empty()) {
            const Sentence sentence{"a Polis export needs --board SLUG: the board to import into",
                                    "un export Polis demande --board IDENTIFIANT : le tableau où importer"};
            return Error(ErrorCode::Config, sentence.in(request.language));
        }
        ATELIER_TRY(import_polis_texts(request, polis, store, catalogue, report));
    }
    return report;
}

Result<ImportReport> run_demo_import(const std::string& demo, std::int64_t now_ms, storage::Store& store,
                                     Catalogue& catalogue) {
    ImportReport report;
    if (!catalogue.empty()) {
        return report;
    }
    ImportRequest request;
    request.now_ms = now_ms;
    if (demo == "builtin") {
        ATELIER_TRY(import_programme_text(request, {"builtin", std::string(kBuiltinDemo)}, store, catalogue, report));
        return report;
    }
    request.paths = {demo};
    return run_import(request, store, catalogue);
}

}  // namespace atelier::app
