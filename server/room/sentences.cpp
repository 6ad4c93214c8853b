// SPDX-License-Identifier: MIT
#include "server/room/sentences.h"

#include "server/base/check.h"

namespace atelier::room {
namespace {

struct Said {
    std::string_view french;
    std::string_view english;
};

// A table, as a switch so that the compiler says which code has no sentence.
Said said(ErrorCode code) noexcept {  // NOLINT(readability-function-size)
    switch (code) {
        case ErrorCode::Malformed:
            return {"Le serveur n'a pas compris cet envoi. Rechargez la page.",
                    "The server did not understand what was sent. Reload the page."};
        case ErrorCode::TooLarge:
            return {"C'est trop long. Coupez le texte en plusieurs cartes.",
                    "This is too long. Split the text into several cards."};
        case ErrorCode::BadText:
            return {"Le texte contient des caractères qui ne peuvent pas être gardés. Tapez-le à nouveau.",
                    "The text has characters that cannot be kept. Type it again."};
        case ErrorCode::UnknownType:
            return {"Le serveur ne connaît pas cette action. Rechargez la page.",
                    "The server does not know this action. Reload the page."};
        case ErrorCode::VersionTooOld:
            return {"Cette page est trop ancienne pour le serveur. Rechargez-la.",
                    "This page is too old for the server. Reload it."};
        case ErrorCode::OutOfOrder:
            return {"Un envoi précédent manque. La page le renvoie d'elle-même.",
                    "Something sent before is missing. The page sends it again by itself."};
        case ErrorCode::UnknownItem:
            return {
                "Ce que vous avez modifié n'existe pas sur ce tableau. Reprenez votre texte dans une nouvelle carte.",
                "What you changed does not exist on this board. Put your text into a new card."};
        case ErrorCode::WrongKind:
            return {"Cette action ne va pas avec cet élément. Choisissez-en un autre.",
                    "This action does not fit that item. Choose another one."};
        case ErrorCode::NotYours:
            return {"Cette action est au nom de quelqu'un d'autre. Ouvrez à nouveau votre lien.",
                    "This action is in somebody else's name. Open your link again."};
        case ErrorCode::ParkingFull:
            return {"Trop d'envois attendent ce qui manque. Rechargez la page.",
                    "Too much waits for what is missing. Reload the page."};
        case ErrorCode::BadToken:
            return {"Ce lien n'ouvre pas ce tableau. Demandez un nouveau lien à l'animateur.",
                    "This link does not open this board. Ask the facilitator for a new one."};
        case ErrorCode::ExpiredToken:
            return {"Ce lien a expiré. Demandez un nouveau lien à l'animateur.",
                    "This link has expired. Ask the facilitator for a new one."};
        case ErrorCode::NotAllowed:
            return {"Votre rôle ne le permet pas. Demandez à l'animateur.",
                    "Your role may not do this. Ask the facilitator."};
        case ErrorCode::TooMany:
            return {"Il y en a trop pour l'instant. Attendez un peu, puis réessayez.",
                    "There is too much of it for now. Wait a little, then try again."};
        case ErrorCode::NotFound:
            return {"Ce tableau n'existe pas. Vérifiez le lien.", "This board does not exist. Check the link."};
        case ErrorCode::Corrupt:
            return {
                "Ce tableau ne peut pas être lu. Prévenez la personne qui s'occupe du serveur\u00a0; gardez cette page "
                "ouverte.",
                "This board cannot be read. Tell whoever runs the server, and keep this page open."};
        case ErrorCode::Locked:
            return {"Le serveur est déjà en service ailleurs. Réessayez dans un moment.",
                    "The server is in use elsewhere already. Try again in a moment."};
        case ErrorCode::DiskFull:
            return {"Le serveur n'a plus de place. Gardez cette page ouverte\u00a0: votre travail y est en sûreté.",
                    "The server has no space left. Keep this page open: your work is safe in it."};
        case ErrorCode::Io:
            return {
                "Le serveur n'arrive plus à enregistrer. Gardez cette page ouverte\u00a0: votre travail y est en "
                "sûreté.",
                "The server cannot save any more. Keep this page open: your work is safe in it."};
        case ErrorCode::Unavailable:
            return {"Ce tableau n'est pas disponible pour l'instant. Réessayez dans un moment.",
                    "This board is not available for now. Try again in a moment."};
        case ErrorCode::Config:
            return {"Le serveur est mal réglé. Prévenez la personne qui s'en occupe.",
                    "The server is badly configured. Tell whoever runs it."};
        case ErrorCode::NotNow:
            return {
                "Ce n'est pas le moment\u00a0: l'étape en cours ne le prévoit pas. Gardez votre texte pour plus tard.",
                "Not now: the current phase does not include this. Keep your text for later."};
        case ErrorCode::Held:
            return {"L'animateur a verrouillé cet élément. Demandez-lui de le rouvrir.",
                    "The facilitator has locked this. Ask for it to be opened again."};
        case ErrorCode::Revoked:
            return {"Ce lien a été retiré. Demandez-en un nouveau à l'animateur.",
                    "This link was taken back. Ask the facilitator for a new one."};
        case ErrorCode::Expelled:
            return {"L'animateur a retiré cet appareil de l'atelier. Parlez-en avec lui.",
                    "The facilitator has removed this device from the workshop. Talk to them about it."};
        case ErrorCode::TellsTooMuch:
            return {"Cette carte en dirait plus sur son auteur que cette phase ne le permet. Écrivez-la à nouveau.",
                    "This card would say more about its author than this phase lets it. Write it again."};
        case ErrorCode::NoVotesLeft:
            return {"Vous n'avez plus assez de gommettes. Reprenez-en sur une autre carte.",
                    "You do not have enough dots left. Take some back from another card."};
        case ErrorCode::Erased:
            return {"Le contenu de cette carte a été retiré pour de bon. Écrivez-en une autre.",
                    "The content of this card was removed for good. Write another one."};
        case ErrorCode::PollClosed:
            return {
                "Ce vote est clos\u00a0: ses bulletins ont été effacés, seul le compte reste. Ouvrez un autre tour "
                "pour revoter.",
                "This vote is closed: its ballots were erased, the count alone stays. Open another round to vote "
                "again."};
        case ErrorCode::SharedDevice:
            return {
                "On ne vote pas sur la tablette de la table. Votez sur votre téléphone, à main levée ou sur papier.",
                "One does not vote on the table's tablet. Vote on your phone, by hand or on paper."};
    }
    check_failed(__FILE__, __LINE__, "unknown ErrorCode");
}

}  // namespace

Language parse_language(std::string_view tag) noexcept {
    const bool english = tag.size() >= 2 && (tag[0] == 'e' || tag[0] == 'E') && (tag[1] == 'n' || tag[1] == 'N') &&
                         (tag.size() == 2 || tag[2] == '-');
    return english ? Language::English : Language::French;
}

std::string_view sentence(ErrorCode code, Language language) noexcept {
    const Said both = said(code);
    return language == Language::English ? both.english : both.french;
}

v1::Reason wire_reason(ErrorCode code) noexcept {
    static_assert(static_cast<int>(ErrorCode::Malformed) == v1::REASON_MALFORMED);
    static_assert(static_cast<int>(ErrorCode::Erased) == v1::REASON_ERASED);
    static_assert(static_cast<int>(ErrorCode::PollClosed) == v1::REASON_POLL_CLOSED);
    static_assert(static_cast<int>(ErrorCode::SharedDevice) == v1::REASON_SHARED_DEVICE);
    return static_cast<v1::Reason>(code);
}

CloseCode close_code(ErrorCode code) noexcept {
    switch (code) {
        case ErrorCode::TooLarge: return CloseCode::FrameTooLarge;
        case ErrorCode::TooMany: return CloseCode::TryLater;
        case ErrorCode::Locked:
        case ErrorCode::DiskFull:
        case ErrorCode::Io:
        case ErrorCode::Unavailable: return CloseCode::Restart;
        case ErrorCode::Malformed:
        case ErrorCode::BadText:
        case ErrorCode::UnknownType:
        case ErrorCode::VersionTooOld:
        case ErrorCode::OutOfOrder:
        case ErrorCode::UnknownItem:
        case ErrorCode::WrongKind:
        case ErrorCode::NotYours:
        case ErrorCode::ParkingFull:
        case ErrorCode::BadToken:
        case ErrorCode::ExpiredToken:
        case ErrorCode::NotAllowed:
        case ErrorCode::NotFound:
        case ErrorCode::Corrupt:
        case ErrorCode::Config:
        case ErrorCode::NotNow:
        case ErrorCode::Held:
        case ErrorCode::Revoked:
        case ErrorCode::Expelled:
        case ErrorCode::TellsTooMuch:
        case ErrorCode::NoVotesLeft:
        case ErrorCode::Erased:
        case ErrorCode::PollClosed:
        case ErrorCode::SharedDevice: return CloseCode::RefusedForGood;
    }
    check_failed(__FILE__, __LINE__, "unknown ErrorCode");
}

}  // namespace atelier::room
