// SPDX-License-Identifier: MIT
#include "server/app/command_line.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <deque>
#include <map>
#include <string_view>

namespace atelier::app {
namespace {

// Builds the parser and holds what it writes into.
class Parser {
public:
    explicit Parser(Language language) : language_(language) {
        app_.require_subcommand(1);
        app_.set_version_flag("--version", "atelier " ATELIER_VERSION);
        app_.set_help_flag("-h,--help", say("print this and exit", "affiche ceci et termine"));
        app_.description(say("Atelier: workshops on a shared board, live and kept.",
                             "Atelier : des ateliers sur un tableau partagé, en direct et conservé."));
        app_.footer(
            say("Exit status: 0 done, 1 failed or done in part, 2 usage or configuration, 3 the disk refused a write.",
                "Code de sortie : 0 fait, 1 échec ou fait en partie, 2 usage ou configuration, 3 écriture refusée par "
                "le disque."));
        add_serve();
        add_import();
        add_export();
        add_init_demo();
        add_link();
        add_listing("boards", Command::Boards, "list the boards", "liste les tableaux");
        CLI::App& hash = add_listing("hash", Command::Hash, "print a board's state hash and position, from disk",
                                     "affiche l'empreinte et la position d'un tableau, lues sur le disque");
        hash.add_option("--board", result_.board, say("slug of the board", "identifiant du tableau"))->required();
        add_listing("verify", Command::Verify, "check every board: hash chain, snapshots, replay",
                    "vérifie chaque tableau : chaîne d'empreintes, instantanés, relecture");
        add_doctor();
        add_rehearse();
        add_user();
    }

    std::variant<Arguments, EarlyExit> parse(std::vector<std::string> arguments) {
        std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them last first
        try {
            app_.parse(std::move(arguments));
        } catch (const CLI::CallForHelp&) {
            return EarlyExit{kExitOk, help()};
        } catch (const CLI::CallForVersion&) {
            return EarlyExit{kExitOk, "atelier " ATELIER_VERSION "\n"};
        } catch (const CLI::ParseError& error) {
            return usage_error(error.what());
        }
        for (const auto& [name, value] : key_values_) {
            if (value.second->count() > 0) {
                result_.flags[name] = value.first;
            }
        }
        return std::move(result_);
    }

private:
    std::string say(std::string en, std::string fr) const { return language_ == Language::French ? fr : en; }

    std::string help() const {
        const CLI::App* asked = &app_;
        std::string before;
        while (!asked->get_subcommands().empty()) {
            before += (before.empty() ? "" : " ") + asked->get_name();
            asked = asked->get_subcommands().front();
        }
        return asked->help(before);
    }

    EarlyExit usage_error(const std::string& what) const {
        return {kExitUsage,
                "atelier: " + what + "\n" + say("Try 'atelier --help'.", "Essayez « atelier --help ».") + "\n"};
    }

    CLI::App& add_command(const char* name, Command command, const std::string& description) {
        return add_command(app_, name, command, description);
    }

    CLI::App& add_command(CLI::App& below, const char* name, Command command, const std::string& description) {
        CLI::App* added = below.add_subcommand(name, description);
        added->callback([this, command] { result_.command = command; });
        added->add_option("--config", config_file_, say("configuration file", "fichier de configuration"))
            ->each([this](const std::string& path) { result_.config_file = path; });
        return *added;
    }

    // Configuration keys as flags. Their values are checked where all three sources are.
    void add_keys(CLI::App& command, const std::vector<std::string_view>& names) {
        for (const ConfigKey& key : config_keys()) {
            if (!names.empty() && std::find(names.begin(), names.end(), key.name) == names.end()) {
                continue;
            }
            auto& slot = key_values_.emplace_back(std::string(key.name), std::pair<std::string, CLI::Option*>());
            slot.second.second = command.add_option("--" + slot.first, slot.second.first, key.help.in(language_))
                                     ->take_last()
                                     ->type_name(say("VALUE", "VALEUR"));
        }
    }

    CLI::App& add_listing(const char* name, Command command, std::string en, std::string fr) {
        CLI::App& added = add_command(name, command, say(std::move(en), std::move(fr)));
        add_keys(added, {"data"});
        add_json(added);
        return added;
    }

    void add_json(CLI::App& command) { command.add_flag("--json", result_.json, say("print JSON", "affiche du JSON")); }

    void add_qr(CLI::App& command) {
        command
            .add_option("--qr", result_.qr,
                        say("QR code: auto (on a terminal), always or never",
                            "code QR : auto (dans un terminal), always ou never"))
            ->transform(CLI::CheckedTransformer(std::map<std::string, QrWhen>{
                {"auto", QrWhen::Auto}, {"always", QrWhen::Always}, {"never", QrWhen::Never}}));
    }

    void add_serve() {
        CLI::App& serve = add_command("serve", Command::Serve, say("run the server", "lance le serveur"));
        add_keys(serve, {});
        serve.add_option(
            "--links-for", result_.links_for,
            say("slug of the board to print join links for", "identifiant du tableau dont afficher les liens"));
        serve
            .add_option("--links", result_.links,
                        say("how to print join links: text, json or none", "affichage des liens : text, json ou none"))
            ->transform(CLI::CheckedTransformer(std::map<std::string, LinkOutput>{
                {"text", LinkOutput::Text}, {"json", LinkOutput::Json}, {"none", LinkOutput::None}}));
        add_qr(serve);
    }

    void add_import() {
        CLI::App& import = add_command(
            "import", Command::Import,
            say("import a programme (JSON), a board's history (JSON Lines) or a Polis export (comments.csv, "
                "votes.csv[.gz], or "
                "their folder)",
                "importe un programme (JSON), l'historique d'un tableau (JSON Lines) ou un export Polis (comments.csv, "
                "votes.csv[.gz], ou leur dossier)"));
        add_keys(import, {"data"});
        add_json(import);
        import.add_option("FILE", result_.files, say("files or folders", "fichiers ou dossiers"))->required();
        import.add_option("--board", result_.board,
                          say("slug of the board, made when absent", "identifiant du tableau, créé au besoin"));
        import.add_option("--atelier", result_.atelier,
                          say("slug of a new board's atelier", "identifiant de l'atelier d'un nouveau tableau"));
        import.add_option("--title", result_.title, say("title of a new board", "titre d'un nouveau tableau"));
    }

    void add_export() {
        CLI::App& command = add_command(
            "export", Command::Export,
            say("write a board's whole history to a file (JSON Lines), also what phases hid: see docs/archive.md",
                "écrit tout l'historique d'un tableau dans un fichier (JSON Lines), y compris ce que des phases ont "
                "caché : voir docs/archive.md"));
        add_keys(command, {"data", "web-root"});
        add_json(command);
        command.add_option("--board", result_.board, say("slug of the board", "identifiant du tableau"))->required();
        command.add_flag(
            "--page", result_.page,
            say("one page to look back with, which needs no server; without what phases hid and never showed",
                "une page pour revoir l'atelier, sans serveur ; sans ce que des phases ont caché et "
                "jamais révélé"));
        command.add_flag(
            "--ballots", result_.ballots,
            say("with each ballot, signed as its voter's cards are: only to move a board whose vote goes on",
                "avec chaque bulletin, signé comme les cartes de son votant : seulement pour déplacer un tableau dont "
                "le vote continue"));
        command.add_option("--out", result_.out,
                           say("file, '-' for standard output; default: <board>.history.jsonl, <board>.html",
                               "fichier, « - » pour la sortie standard ; par défaut : <tableau>.history.jsonl, "
                               "<tableau>.html"));
    }

    void add_init_demo() {
        CLI::App& demo = add_command("init-demo", Command::InitDemo,
                                     say("load the demonstration programme when there is no board yet",
                                         "charge le programme de démonstration s'il n'y a encore aucun tableau"));
        add_keys(demo, {"data", "demo"});
        add_json(demo);
    }

    void add_link() {
        CLI::App& link = add_command("link", Command::Link, say("print a new join link", "affiche un nouveau lien"));
        add_keys(link, {"data", "public-url", "port"});
        auto& days = key_values_.emplace_back("link-days", std::pair<std::string, CLI::Option*>());
        days.second.second = link.add_option("--days,--link-days", days.second.first,
                                             say("days that the link is good for", "durée de validité en jours"))
                                 ->take_last();
        CLI::Option* board =
            link.add_option("--board", result_.board, say("for this board alone", "pour ce seul tableau"));
        link.add_option("--atelier", result_.atelier,
                        say("for every board of this atelier", "pour tous les tableaux de cet atelier"))
            ->excludes(board);
        link.add_option("--role", result_.role, "participant, facilitator, screen, observer, tablet")->required();
        add_json(link);
        add_qr(link);
    }

    // With the keys that it looks at, so that what is passed to `serve` can be tried beforehand.
    void add_doctor() {
        CLI::App& doctor = add_command(
            "doctor", Command::Doctor,
            say("check that this machine is ready: data directory, disk, limits, port, clock, memory, public URL",
                "vérifie que cette machine est prête : répertoire de données, disque, limites, port, horloge, mémoire, "
                "adresse publique"));
        add_keys(doctor, {"listen", "port", "data", "public-url", "metrics-listen", "cache-mb"});
        add_json(doctor);
    }

    // It plays participants, against whatever server the link leads to: no key of this machine's server counts.
    void add_rehearse() {
        CLI::App& rehearse = add_command(
            "rehearse", Command::Rehearse,
            say("dress rehearsal: simulated participants on the real network, then what will work and what will not",
                "répétition générale : des participants simulés sur le vrai réseau, puis ce qui marchera ou non"));
        rehearse
            .add_option("--url", result_.url,
                        say("a participant's join link, in quotes", "un lien de participant, entre guillemets"))
            ->required();
        rehearse.add_option("--people", result_.people, say("how many; default 60", "combien ; 60 par défaut"))
            ->check(CLI::Range(1, 2000));
        rehearse.add_option("--minutes", result_.minutes, say("how long; default 5", "durée ; 5 par défaut"))
            ->check(CLI::Range(0.01, 600.0));
        rehearse
            .add_option("--every", result_.every,
                        say("seconds between two things that one person does; default 10",
                            "secondes entre deux gestes d'une personne ; 10 par défaut"))
            ->check(CLI::Range(0.1, 3600.0));
        rehearse.add_flag("--keep", result_.keep,
                          say("leave what was written; otherwise it is taken back at the end",
                              "laisse ce qui a été écrit ; sinon tout est retiré à la fin"));
        rehearse.add_flag("--on-used-board", result_.on_used_board,
                          say("also where there are cards already", "même s'il y a déjà des cartes"));
        add_json(rehearse);
    }

    // Facilitators with a password. It is asked for, or read from standard input: what stands in a command line, all can read.
    void add_user() {
        CLI::App* user = app_.add_subcommand("user", say("accounts of facilitators", "comptes d'animateurs"));
        user->require_subcommand(1);
        const auto add = [&](const char* name, Command command, std::string en, std::string fr) -> CLI::App& {
            CLI::App& added = add_command(*user, name, command, say(std::move(en), std::move(fr)));
            add_keys(added, {"data"});
            add_json(added);
            if (command != Command::UserList) {
                added.add_option("NAME", result_.user, say("name to sign in with", "nom de connexion"))->required();
            }
            return added;
        };
        add("add", Command::UserAdd, "a new account; its password is asked for, or the first line of standard input",
            "un nouveau compte ; son mot de passe est demandé, ou la première ligne de l'entrée standard")
            .add_option("--atelier", result_.ateliers,
                        say("slug of an atelier whose boards it leads, once for each; default: all",
                            "identifiant d'un atelier à animer, une fois pour chacun ; par défaut : tous"))
            ->allow_extra_args(false);
        add("list", Command::UserList, "list the accounts", "liste les comptes");
        add("password", Command::UserPassword, "a new password, asked for as by add; signs out everywhere",
            "un nouveau mot de passe, demandé comme par add ; déconnecte partout");
        add("remove", Command::UserRemove, "erase an account; signs out everywhere",
            "efface un compte ; déconnecte partout");
        add("sign-out", Command::UserSignOut, "end every session of an account, and the links that they gave",
            "termine toutes les sessions d'un compte, et les liens qu'elles ont donnés");
    }

    Language language_;
    CLI::App app_{"", "atelier"};
    Arguments result_;
    std::string config_file_;
    std::deque<std::pair<std::string, std::pair<std::string, CLI::Option*>>> key_values_;  // CLI11 keeps addresses
};

}  // namespace

std::variant<Arguments, EarlyExit> parse_command_line(std::vector<std::string> arguments, Language language) {
    return Parser(language).parse(std::move(arguments));
}

}  // namespace atelier::app
