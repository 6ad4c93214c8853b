// Ready-made methods to start from. They are opened in the form, so that each room makes them its own.
// SPDX-License-Identifier: MIT
import { words } from "../../i18n/language";
import { type Act, type Phase, type RunOfShow, usualAnonymity } from "../../state/run_of_show";
import { usualVoting, type VoteForm } from "../../state/votes";

const phase = (title: string, minutes: number, may: Act[], instruction = ""): Phase => ({
  title,
  instruction,
  minutes,
  may,
  sees: "all",
  anonymity: usualAnonymity,
  voting: { ...usualVoting },
});

/** Each for themselves, until it is revealed. */
const own = (...parts: Parameters<typeof phase>): Phase => ({ ...phase(...parts), sees: "own" });

/** In that form, secret until it is revealed. */
const vote = (form: VoteForm, title: string, minutes: number): Phase => ({
  ...own(title, minutes, ["vote"]),
  voting: { ...usualVoting, form },
});

const fr: RunOfShow[] = [
  {
    title: "Journée CAPACities",
    phases: [
      phase("Accueil et tour de table", 20, [], "Qui êtes-vous, et quel projet apportez-vous ?"),
      own(
        "Écrire pour soi : craintes, freins, besoins",
        15,
        ["fear", "barrier", "need", "edit_own"],
        "Une idée par carte, sans se concerter.",
      ),
      phase("Révéler et lire", 20, [], "On lit toutes les cartes, on demande ce qui n’est pas clair."),
      phase(
        "Récits d’expérience",
        30,
        ["story", "edit_own"],
        "Un moment vécu : ce qui s’est passé, ce qu’on en retient.",
      ),
      phase("Relier et regrouper : les fils communs", 40, ["move", "link", "thread"]),
      phase(
        "Solutions, sur le projet d’un autre",
        45,
        ["solution", "edit_own", "link"],
        "Proposez pour un projet qui n’est pas le vôtre.",
      ),
      vote("carry", "Voter : ce que je peux porter", 15),
      phase("Synthèse", 30, [], "Ce qu’on garde, qui fait quoi, pour quand."),
    ],
  },
  {
    title: "Deux heures, de la crainte à la solution",
    phases: [
      phase("Bienvenue", 10, []),
      own("Craintes et freins", 15, ["fear", "barrier", "edit_own"], "Qu’est-ce qui vous retient ?"),
      phase("Besoins", 15, ["need", "edit_own"], "De quoi auriez-vous besoin pour avancer ?"),
      phase("Fils communs", 20, ["move", "link", "thread"]),
      phase("Solutions", 30, ["solution", "edit_own", "link"], "Répondez aux besoins des autres d’abord."),
      vote("dots", "Vote", 10),
      phase("Conclusion", 20, []),
    ],
  },
  {
    title: "Veillée de récits",
    phases: [
      phase("Récits", 40, ["story", "edit_own"], "Racontez un moment vécu, court et concret."),
      phase("Ce que les récits ont en commun", 30, ["move", "thread"]),
      phase("Besoins qui en sortent", 20, ["need", "edit_own", "link"]),
    ],
  },
];

const en: RunOfShow[] = [
  {
    title: "A CAPACities day",
    phases: [
      phase("Welcome and introductions", 20, [], "Who are you, and which project do you bring?"),
      own(
        "Writing alone: fears, barriers, needs",
        15,
        ["fear", "barrier", "need", "edit_own"],
        "One idea a card, without talking it over.",
      ),
      phase("Reveal and read", 20, [], "We read all the cards and ask about what is not clear."),
      phase("Stories", 30, ["story", "edit_own"], "A moment you lived: what happened, what you keep of it."),
      phase("Link and group: common threads", 40, ["move", "link", "thread"]),
      phase(
        "Solutions for someone else’s project",
        45,
        ["solution", "edit_own", "link"],
        "Propose for a project that is not yours.",
      ),
      vote("carry", "Vote: what I can carry", 15),
      phase("Wrap-up", 30, [], "What we keep, who does what, by when."),
    ],
  },
  {
    title: "Two hours, from fear to solution",
    phases: [
      phase("Welcome", 10, []),
      own("Fears and barriers", 15, ["fear", "barrier", "edit_own"], "What holds you back?"),
      phase("Needs", 15, ["need", "edit_own"], "What would you need to move on?"),
      phase("Common threads", 20, ["move", "link", "thread"]),
      phase("Solutions", 30, ["solution", "edit_own", "link"], "Answer the needs of others first."),
      vote("dots", "Vote", 10),
      phase("Conclusion", 20, []),
    ],
  },
  {
    title: "An evening of stories",
    phases: [
      phase("Stories", 40, ["story", "edit_own"], "Tell a moment you lived, short and concrete."),
      phase("What the stories share", 30, ["move", "thread"]),
      phase("Needs that come out of them", 20, ["need", "edit_own", "link"]),
    ],
  },
];

export function methods(): RunOfShow[] {
  return words().language === "fr" ? fr : en;
}
