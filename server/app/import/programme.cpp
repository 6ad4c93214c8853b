// SPDX-License-Identifier: MIT
#include "server/app/import/programme.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "server/app/import/board_writer.h"
#include "server/app/import/programme_show.h"
#include "server/app/import/programme_times.h"
#include "server/app/import/source_identity.h"
#include "server/board/codec.h"

namespace atelier::app {
namespace {

constexpr int kCardWidth = 280;  // board units
constexpr int kCardHeight = 200;

// Fills one board with the cards of one atelier, or with all of them.
class BoardImport {
public:
    BoardImport(const ProgrammeImport& what, std::string_view file, BoardWriter& writer, ImportReport& report)
        : programme_(what.programme),
          file_(file),
          times_(what.programme, what.now_ms),
          writer_(writer),
          report_(report) {}

    // `atelier` empty: every card.
    Result<void> run(const std::string& title, std::string_view atelier) {
        time_ms_ = times_.start_of(atelier);
        ATELIER_TRY(write_once("title", "", board::SetRegister{board::kNullId, board::Title{title}}));
        ATELIER_TRY(write_show());
        std::unordered_set<std::string> threads_used;
        for (const ProgrammeFile::Card& card : programme_.cards) {
            if (atelier.empty() || card.atelier == atelier) {
                ATELIER_TRY(write_card(card));
                threads_used.insert(card.threads.begin(), card.threads.end());
            }
        }
        for (const ProgrammeFile::Thread& thread : programme_.threads) {
            if (threads_used.contains(thread.id)) {
                ATELIER_TRY(write_thread(thread));
            }
        }
        ATELIER_TRY(write_memberships());
        return write_links();
    }

private:
    // One actor signs one row, so that its op is known again whatever else the file holds by then.
    ActorId actor_of(std::string_view kind, std::string_view id) const {
        return derive_actor(writer_.id(), std::string(kProgrammeFormat) + "/" + std::string(kind), id);
    }

    // Writes unless it was written before. `at` names the row.
    Result<void> write_once(std::string_view kind, const std::string& id, board::OpBody body) {
        const ActorId actor = actor_of(kind, id);
        ++report_.rows_read;
        if (writer_.state().has_seen({actor, 1})) {
            ++report_.rows_known;
            return {};
        }
        const auto written = writer_.write(actor, time_ms_, std::move(body));
        time_ms_ = times_.next(time_ms_);
        if (!written && is_store_failure(written.error().code)) {
            return Error(written.error());
        }
        if (!written) {
            add_problem(std::string(kind) + " " + id, written.error());
        }
        return {};
    }

    void add_problem(const std::string& place, const Error& error) {
        report_.problems.push_back(
            {file_,
             0,
             {place + ": " + describe(error, Language::English), place + " : " + describe(error, Language::French)}});
    }

    // The item of a row, when the board has it.
    std::optional<board::Id> find_item(std::string_view kind, const std::string& id) const {
        const board::Id item{actor_of(kind, id), 1};
        return writer_.state().find(item) == nullptr ? std::nullopt : std::optional(item);
    }

    // A show that a board cannot play by is left out, as a card would be.
    Result<void> write_show() {
        if (programme_.run_of_show.empty()) {
            return {};
        }
        const Result<std::string> text = run_of_show_text(programme_);
        if (!text) {
            add_problem("run_of_show", text.error());
            return {};
        }
        return write_once("run_of_show", "",
                          board::SetSetting{{board::kNullId, board::SettingKey::RunOfShow}, {0, *text}});
    }

    Result<void> write_card(const ProgrammeFile::Card& card) {
        time_ms_ = std::max(time_ms_, times_.start_of(card.atelier));
        board::AddItem add;
        add.kind = board::ItemKind::Card;
        add.card_kind = card.kind;
        add.organisation = card.organisation;
        add.text = card.text;
        // The free layout starts as columns by kind.
        const int column = static_cast<int>(card.kind) - 1;
        add.placement.x = column * kCardWidth;
        add.placement.y = cards_in_column_[card.kind]++ * kCardHeight;
        ATELIER_TRY_ASSIGN(add.placement.order, writer_.next_order());
        return write_once("card", card.id, std::move(add));
    }

    Result<void> write_thread(const ProgrammeFile::Thread& thread) {
        board::AddItem add;
        add.kind = board::ItemKind::Thread;
        add.text = thread.title;
        ATELIER_TRY_ASSIGN(add.placement.order, writer_.next_order());
        return write_once("thread", thread.id, std::move(add));
    }

    Result<void> write_memberships() {
        for (const ProgrammeFile::Card& card : programme_.cards) {
            const auto card_item = find_item("card", card.id);
            for (const std::string& thread : card.threads) {
                const auto thread_item = find_item("thread", thread);
                if (card_item && thread_item) {
                    ATELIER_TRY(
                        write_once("member", card.id + "/" + thread, board::JoinThread{*thread_item, *card_item}));
                }
            }
        }
        return {};
    }

    // Links between the cards of this board; the others are on the programme's board.
    Result<void> write_links() {
        for (const ProgrammeFile::Link& link : programme_.links) {
            const auto from = find_item("card", link.from);
            const auto to = find_item("card", link.to);
            if (from && to) {
                const std::string id = link.from + "/" + link.to + "/" + std::to_string(static_cast<int>(link.verb));
                ATELIER_TRY(write_once("link", id, board::AddLink{*from, *to, link.verb}));
            }
        }
        return {};
    }

    const ProgrammeFile& programme_;
    std::string file_;
    ProgrammeTimes times_;
    std::int64_t time_ms_ = 0;  // of the next row
    BoardWriter& writer_;
    ImportReport& report_;
    std::map<board::CardKind, int> cards_in_column_;
};

v1::Atelier atelier_entry(const ProgrammeFile& programme, const std::string& slug) {
    v1::Atelier entry;
    entry.set_slug(slug);
    entry.set_programme(programme.slug);
    for (const ProgrammeFile::Organisation& organisation : programme.organisations) {
        v1::Organisation& added = *entry.add_organisations();
        added.set_slug(organisation.id);
        added.set_name(organisation.name);
        added.set_kind(organisation.kind);
    }
    for (const ProgrammeFile::Phase& phase : programme.run_of_show) {
        v1::Phase& added = *entry.add_run_of_show();
        added.set_title(phase.title);
        added.set_minutes(phase.minutes);
        added.set_anonymity(phase.anonymity);
        added.set_visible(phase.visible);
        for (const std::string& kind : phase.may_add) {
            added.add_may_add(kind);
        }
    }
    return entry;
}

Result<void> put_catalogue(const ProgrammeFile& programme, Catalogue& catalogue) {
    v1::Programme entry;
    entry.set_slug(programme.slug);
    entry.set_title(programme.title);
    entry.set_period_from(programme.period_from);
    entry.set_period_to(programme.period_to);
    ATELIER_TRY(catalogue.put_programme(entry));
    // All of the programme together is an atelier as well: rank 0, before the first.
    v1::Atelier whole = atelier_entry(programme, programme_board_slug(programme));
    whole.set_title(programme.title);
    ATELIER_TRY(catalogue.put_atelier(whole));
    for (const ProgrammeFile::Atelier& atelier : programme.ateliers) {
        v1::Atelier one = atelier_entry(programme, atelier.id);
        one.set_title(programme.organisation_name(atelier.host));
        one.set_host(atelier.host);
        one.set_rank(atelier.rank);
        ATELIER_TRY(catalogue.put_atelier(one));
    }
    return {};
}

}  // namespace

std::string programme_board_slug(const ProgrammeFile& programme) {
    const bool taken = std::any_of(programme.ateliers.begin(), programme.ateliers.end(),
                                   [&](const ProgrammeFile::Atelier& atelier) { return atelier.id == programme.slug; });
    return taken ? programme.slug + "-programme" : programme.slug;
}

Result<void> import_programme(const ProgrammeImport& what, storage::Store& store, Catalogue& catalogue,
                              ImportReport& report) {
    struct Target {
        std::string slug;
        std::string title;
        std::string atelier;  // whose cards; empty = all
    };
    const ProgrammeFile& programme = what.programme;
    std::vector<Target> targets{{programme_board_slug(programme), programme.title, ""}};
    for (const ProgrammeFile::Atelier& atelier : programme.ateliers) {
        targets.push_back({atelier.id, programme.organisation_name(atelier.host), atelier.id});
    }
    if (!what.only_board.empty()) {
        std::erase_if(targets, [&](const Target& target) { return target.slug != what.only_board; });
        if (targets.empty()) {
            return Error(ErrorCode::NotFound, "board " + what.only_board);
        }
    }
    ATELIER_TRY(put_catalogue(programme, catalogue));
    for (const Target& target : targets) {
        ATELIER_TRY_ASSIGN(const BoardRecord record,
                           catalogue.ensure_board({target.slug, target.slug, target.title, what.now_ms}));
        ATELIER_TRY_ASSIGN(BoardWriter writer, BoardWriter::open(store, record.id));
        ATELIER_TRY(BoardImport(what, programme.slug, writer, report).run(target.title, target.atelier));
        ATELIER_TRY(writer.finish());
        report.boards.push_back({target.slug, record.id, writer.ops_added(), writer.position(), writer.state().hash()});
    }
    return {};
}

}  // namespace atelier::app
