// SPDX-License-Identifier: MIT
#include "server/app/language.h"

#include <unistd.h>

#include <string_view>

#include "server/base/check.h"

namespace atelier::app {
namespace {

Sentence sentence_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::Malformed: return {"unreadable input", "entrée illisible"};
        case ErrorCode::TooLarge: return {"too large", "trop grand"};
        case ErrorCode::BadText: return {"text that cannot be kept", "texte impossible à conserver"};
        case ErrorCode::UnknownType: return {"unknown kind", "genre inconnu"};
        case ErrorCode::VersionTooOld: return {"version too old", "version trop ancienne"};
        case ErrorCode::OutOfOrder: return {"out of order", "dans le désordre"};
        case ErrorCode::UnknownItem: return {"unknown item", "élément inconnu"};
        case ErrorCode::WrongKind: return {"of the wrong kind", "du mauvais genre"};
        case ErrorCode::NotYours: return {"somebody else's", "à quelqu'un d'autre"};
        case ErrorCode::ParkingFull: return {"too many ops wait", "trop d'opérations en attente"};
        case ErrorCode::BadToken: return {"invalid link", "lien invalide"};
        case ErrorCode::ExpiredToken: return {"expired link", "lien expiré"};
        case ErrorCode::NotAllowed: return {"not allowed", "non autorisé"};
        case ErrorCode::TooMany: return {"too many", "trop nombreux"};
        case ErrorCode::NotFound: return {"not found", "introuvable"};
        case ErrorCode::Corrupt: return {"damaged data", "données endommagées"};
        case ErrorCode::Locked:
            return {"the data directory is in use by another atelier process",
                    "le répertoire de données est utilisé par un autre processus atelier ; arrêtez-le d'abord"};
        case ErrorCode::DiskFull: return {"the disk is full", "le disque est plein"};
        case ErrorCode::Io: return {"reading or writing failed", "lecture ou écriture impossible"};
        case ErrorCode::Unavailable: return {"unavailable", "indisponible"};
        case ErrorCode::Config: return {"configuration", "configuration"};
        case ErrorCode::NotNow: return {"not in this phase", "pas à cette étape"};
        case ErrorCode::Held: return {"locked", "verrouillé"};
        case ErrorCode::Revoked: return {"link taken back", "lien retiré"};
        case ErrorCode::Expelled: return {"device sent away", "appareil retiré"};
        case ErrorCode::TellsTooMuch: return {"says too much of its author", "en dit trop sur son auteur"};
        case ErrorCode::NoVotesLeft: return {"no votes left", "plus de gommettes"};
        case ErrorCode::Erased: return {"removed for good", "retiré pour de bon"};
        case ErrorCode::PollClosed: return {"vote closed for good", "vote clos pour de bon"};
        case ErrorCode::SharedDevice: return {"a device of several people", "appareil de plusieurs personnes"};
    }
    check_failed(__FILE__, __LINE__, "unknown ErrorCode");
}

}  // namespace

Environment environment_of_process() {
    Environment found;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view line(*entry);
        const std::size_t equals = line.find('=');
        if (equals != std::string_view::npos) {
            found.emplace(line.substr(0, equals), line.substr(equals + 1));
        }
    }
    return found;
}

Language language_of(const Environment& environment) {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const auto found = environment.find(name);
        if (found != environment.end() && !found->second.empty()) {
            return found->second.starts_with("fr") ? Language::French : Language::English;
        }
    }
    return Language::English;
}

std::string describe(const Error& error, Language language) {
    if (error.code == ErrorCode::Config && !error.detail.empty()) {
        return error.detail;
    }
    const Sentence sentence = sentence_of(error.code);
    if (error.detail.empty()) {
        return sentence.in(language);
    }
    return sentence.in(language) + (language == Language::French ? " : " : ": ") + error.detail;
}

}  // namespace atelier::app
