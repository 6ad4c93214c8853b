// SPDX-License-Identifier: MIT
#include "server/app/import/programme_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>

#include "server/app/slug.h"
#include "server/base/limits.h"
#include "server/base/utf8.h"

namespace atelier::app {
namespace {

using Json = nlohmann::json;

template <class Value>
struct Named {
    std::string_view name;
    Value value;
};

constexpr std::array<Named<board::CardKind>, 5> kCardKinds{{{"fear", board::CardKind::Fear},
                                                            {"barrier", board::CardKind::Barrier},
                                                            {"need", board::CardKind::Need},
                                                            {"story", board::CardKind::Story},
                                                            {"solution", board::CardKind::Solution}}};
constexpr std::array<Named<board::Verb>, 6> kVerbs{{{"answers", board::Verb::Answers},
                                                    {"blocks", board::Verb::Blocks},
                                                    {"causes", board::Verb::Causes},
                                                    {"illustrates", board::Verb::Illustrates},
                                                    {"contradicts", board::Verb::Contradicts},
                                                    {"completes", board::Verb::Completes}}};

template <class Value, std::size_t kCount>
std::optional<Value> value_named(const std::array<Named<Value>, kCount>& all, std::string_view name) {
    const auto* found = std::find_if(all.begin(), all.end(), [&](const auto& named) { return named.name == name; });
    return found == all.end() ? std::nullopt : std::optional(found->value);
}

// A member of an object, as text; "" when absent or of another type. Never throws.
std::string text_of(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::uint32_t number_of(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_number_unsigned() && found->get<std::uint64_t>() <= UINT32_MAX
               ? found->get<std::uint32_t>()
               : 0;
}

std::vector<std::string> texts_of(const Json& object, const char* name) {
    std::vector<std::string> texts;
    if (const auto found = object.find(name); found != object.end() && found->is_array()) {
        for (const Json& entry : *found) {
            if (entry.is_string()) {
                texts.push_back(entry.get<std::string>());
            }
        }
    }
    return texts;
}

// Reads the parts in the order in which they refer to each other.
class ProgrammeReader {
public:
    ProgrammeReader(const Json& root, const std::string& file, ImportReport& report)
        : root_(root),
          file_(file),
          report_(report) {}

    ProgrammeFile read() {
        read_head();
        each("organisations", [&](const Json& entry) { return read_organisation(entry); });
        each("run_of_show", [&](const Json& entry) { return read_phase(entry); });
        each("ateliers", [&](const Json& entry) { return read_atelier(entry); });
        each("threads", [&](const Json& entry) { return read_thread(entry); });
        each("cards", [&](const Json& entry) { return read_card(entry); });
        each("links", [&](const Json& entry) { return read_link(entry); });
        return std::move(programme_);
    }

private:
    using Reason = std::optional<Sentence>;  // why an element is left out

    template <class Read>
    void each(const char* name, Read read) {
        const auto found = root_.find(name);
        if (found == root_.end() || !found->is_array()) {
            return;
        }
        std::size_t index = 0;
        for (const Json& entry : *found) {
            const Reason reason = entry.is_object() ? read(entry) : Reason({"not an object", "pas un objet"});
            if (reason) {
                const std::string place = std::string(name) + "[" + std::to_string(index) + "]";
                report_.problems.push_back({file_, 0, {place + ": " + reason->en, place + " : " + reason->fr}});
            }
            ++index;
        }
    }

    void read_head() {
        const auto head = root_.find("programme");
        if (head == root_.end() || !head->is_object()) {
            return;
        }
        programme_.slug = text_of(*head, "id");
        programme_.title = text_of(*head, "title");
        const std::vector<std::string> period = texts_of(*head, "period");
        if (period.size() == 2) {
            programme_.period_from = period[0];
            programme_.period_to = period[1];
        }
    }

    static Reason unusable(const char* name) {
        return Sentence{"'" + std::string(name) + "' is missing or unusable",
                        "« " + std::string(name) + " » manque ou est inutilisable"};
    }

    // One of a kind: the id is there, and was not before.
    Reason check_new(const std::string& scope, const std::string& id) {
        if (id.empty()) {
            return unusable("id");
        }
        if (!ids_.insert(scope + id).second) {
            return Sentence{"'" + id + "' was there before", "« " + id + " » a déjà été vu"};
        }
        return std::nullopt;
    }

    static bool is_label(const std::string& text) {
        return !text.empty() && text.size() <= limits::kLabelBytesMax && utf8::is_storable(text);
    }

    Reason read_organisation(const Json& entry) {
        ProgrammeFile::Organisation organisation{text_of(entry, "id"), text_of(entry, "name"), text_of(entry, "kind")};
        if (!is_label(organisation.name)) {
            return unusable("name");
        }
        if (auto reason = check_new("organisation/", organisation.id)) {
            return reason;
        }
        programme_.organisations.push_back(std::move(organisation));
        return std::nullopt;
    }

    Reason read_phase(const Json& entry) {
        ProgrammeFile::Phase phase{text_of(entry, "title"), number_of(entry, "minutes"), texts_of(entry, "may_add"),
                                   text_of(entry, "anonymity"), text_of(entry, "visible")};
        if (!is_label(phase.title)) {
            return unusable("title");
        }
        std::erase(phase.may_add, "none");
        if (phase.anonymity == "anonymous") {
            phase.anonymity = "nothing";  // the catalogue's word: nothing of the author is shown
        }
        programme_.run_of_show.push_back(std::move(phase));
        return std::nullopt;
    }

    Reason read_atelier(const Json& entry) {
        ProgrammeFile::Atelier atelier{text_of(entry, "id"), text_of(entry, "host"), number_of(entry, "order")};
        if (!is_slug(atelier.id)) {
            return unusable("id");
        }
        if (programme_.organisation_name(atelier.host).empty()) {
            return unusable("host");
        }
        if (auto reason = check_new("atelier/", atelier.id)) {
            return reason;
        }
        programme_.ateliers.push_back(std::move(atelier));
        return std::nullopt;
    }

    Reason read_thread(const Json& entry) {
        ProgrammeFile::Thread thread{text_of(entry, "id"), text_of(entry, "title")};
        if (!is_label(thread.title)) {
            return unusable("title");
        }
        if (auto reason = check_new("thread/", thread.id)) {
            return reason;
        }
        programme_.threads.push_back(std::move(thread));
        return std::nullopt;
    }

    Reason read_card(const Json& entry) {
        ProgrammeFile::Card card;
        card.id = text_of(entry, "id");
        card.atelier = text_of(entry, "atelier");
        card.organisation = programme_.organisation_name(text_of(entry, "organisation"));
        card.text = text_of(entry, "text");
        card.threads = texts_of(entry, "threads");
        const auto kind = value_named(kCardKinds, text_of(entry, "kind"));
        if (!ids_.contains("atelier/" + card.atelier)) {
            return unusable("atelier");
        }
        if (!kind) {
            return unusable("kind");
        }
        if (card.text.empty() || !utf8::is_storable(card.text)) {
            return unusable("text");
        }
        for (const std::string& thread : card.threads) {
            if (!ids_.contains("thread/" + thread)) {
                return unusable("threads");
            }
        }
        if (auto reason = check_new("card/", card.id)) {
            return reason;
        }
        card.kind = *kind;
        programme_.cards.push_back(std::move(card));
        return std::nullopt;
    }

    Reason read_link(const Json& entry) {
        ProgrammeFile::Link link{text_of(entry, "from"), text_of(entry, "to"), board::Verb::None};
        if (!ids_.contains("card/" + link.from)) {
            return unusable("from");
        }
        if (!ids_.contains("card/" + link.to)) {
            return unusable("to");
        }
        const auto verb = value_named(kVerbs, text_of(entry, "verb"));
        if (!verb) {
            return unusable("verb");
        }
        link.verb = *verb;
        programme_.links.push_back(std::move(link));
        return std::nullopt;
    }

    const Json& root_;
    const std::string& file_;
    ImportReport& report_;
    ProgrammeFile programme_;
    std::unordered_set<std::string> ids_;  // "card/c01"
};

}  // namespace

std::string ProgrammeFile::organisation_name(std::string_view id) const {
    const auto found = std::find_if(organisations.begin(), organisations.end(),
                                    [&](const Organisation& organisation) { return organisation.id == id; });
    return found == organisations.end() ? std::string() : found->name;
}

bool recognise_programme(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text[first] == '{' && text.find("\"format\"") != std::string_view::npos;
}

Result<ProgrammeFile> parse_programme(const SourceText& source, ImportReport& report) {
    Json root;
    try {
        root = Json::parse(source.text);
    } catch (const Json::exception& failure) {
        return Error(ErrorCode::Malformed, source.name + ": " + failure.what());
    }
    if (!root.is_object() || text_of(root, "format") != kProgrammeFormat) {
        return Error(ErrorCode::UnknownType,
                     source.name + ": \"format\" is not \"" + std::string(kProgrammeFormat) + "\"");
    }
    ProgrammeFile programme = ProgrammeReader(root, source.name, report).read();
    if (!is_slug(programme.slug) || programme.title.empty()) {
        return Error(ErrorCode::Malformed, source.name + ": \"programme\" needs an \"id\" and a \"title\"");
    }
    return programme;
}

}  // namespace atelier::app
