// The words on screen, in French: the reference that other languages are typed from.
// SPDX-License-Identifier: MIT
import { tiesFr } from "./ties_fr";

const few = (count: number, one: string, many: string) => `${count}\u00a0${count < 2 ? one : many}`;

export const fr = {
  language: "fr",
  ties: tiesFr,
  otherLanguage: "English",
  appName: "Atelier",
  skipToBoard: "Aller aux cartes",

  joinTitle: "Bienvenue dans l’atelier",
  joinIntro: "Quelques questions facultatives, puis vous y êtes.",
  yourName: "Votre prénom",
  yourOrganisation: "Votre structure",
  optional: "facultatif",
  organisationHint: "Commune, entreprise…",
  joinPromise: "Une phrase, sous la saisie, dit ce que vos cartes montrent de vous.",
  promises: {
    named: "Votre nom est visible",
    organisation: "Seule votre organisation est visible",
    kind: "Seul votre type d’acteur est visible",
    nothing: "Rien ne relie cette carte à vous, pas même pour l’animateur",
  },
  join: "Rejoindre",
  sharedComputer: "Ordinateur partagé : tout effacer quand je pars",
  sharedPromise:
    "À la fermeture de l’onglet, tout ce qui vous concerne est effacé d’ici. Vos cartes gardées restent au tableau.",
  leaveComputer: "Quitter et effacer",

  yourKind: "Vous venez",
  organisationKinds: {
    collectivite: "d’une collectivité",
    entreprise: "d’une entreprise",
    institution: "d’une institution",
    other: "d’ailleurs",
  },
  haveCode: "J’ai un code",
  yourCode: "Votre code, trois mots et un nombre",
  goOn: "Reprendre ma place",
  noSuchCode: "Ce code n’ouvre pas de place sur ce tableau. Vérifiez les mots et le nombre.",
  notKeptHere: "Ce navigateur ne garde rien (fenêtre privée ?) : ouvrez le lien dans une fenêtre ordinaire.",
  deskFailed: "Le serveur n’a pas répondu. Vérifiez le réseau, puis réessayez.",
  myCode: "Mon code",
  codeIs: "Votre code :",
  codeWhy:
    "Notez-le : sur un autre téléphone, il rend vos cartes, vos votes et vos droits. Ne le donnez à personne.",
  copyCode: "Copier le code",
  codeNoted: "C’est noté",

  loading: "Ouverture du tableau…",
  loadFailed: "Le tableau n’a pas pu s’ouvrir. Vérifiez le réseau, puis réessayez.",
  retry: "Réessayer",

  kinds: {
    1: { one: "Crainte", many: "Craintes", add: "Ajouter une crainte" },
    2: { one: "Frein", many: "Freins", add: "Ajouter un frein" },
    3: { one: "Besoin", many: "Besoins", add: "Ajouter un besoin" },
    4: { one: "Récit", many: "Récits", add: "Ajouter un récit" },
    5: { one: "Solution", many: "Solutions", add: "Ajouter une solution" },
  },
  verbs: {
    1: "répond à",
    2: "bloque",
    3: "cause",
    4: "illustre",
    5: "contredit",
    6: "complète",
  },
  roles: {
    0: "",
    1: "",
    2: "Animation",
    3: "Écran : lecture seule",
    4: "Observation : lecture seule",
    5: "Tablette de table",
  },
  marks: { 0: "sur cet appareil", 1: "envoyée", 2: "gardée" },

  undo: { undo: "Annuler", redo: "Rétablir" },
  undoTitle: {
    undo: "Annuler ce que je viens de faire (Ctrl+Z)",
    redo: "Rétablir ce que je viens d’annuler (Ctrl+Maj+Z)",
  },
  undone: { undo: "Annulé\u00a0: ", redo: "Rétabli\u00a0: " },
  nothingToUndo: { undo: "Rien à annuler.", redo: "Rien à rétablir." },
  undoneWhat: {
    text: "texte",
    place: "place ou colonne",
    label: "titre ou structure",
    link: "lien",
    thread: "fil commun",
    vote: "votre vote",
  },
  undoneOf: (what: string, card: string) => `${what}, carte «\u00a0${card}\u00a0».`,
  undoneRemoved: (card: string) => `la carte «\u00a0${card}\u00a0» est retirée.`,
  undoneApart: (card: string) =>
    `la carte «\u00a0${card}\u00a0» est défaite, ses cartes d’origine sont revenues.`,
  undoneShown: (card: string, column: string) => `la carte «\u00a0${card}\u00a0» est dans ${column}.`,

  runOfShow: "Déroulé",
  phaseStep: (number: number, count: number) => `Étape ${number} sur ${count}`,
  youMay: (what: string) => `Vous pouvez ${what}.`,
  mayNothing: "Le temps de lire et d’échanger : rien à écrire pour l’instant.",
  mayAdd: (kinds: string) => `écrire ${kinds}`,
  someOf: {
    1: "des craintes",
    2: "des freins",
    3: "des besoins",
    4: "des récits",
    5: "des solutions",
  },
  mayDo: {
    edit_own: "corriger vos cartes",
    edit_others: "corriger toutes les cartes",
    move: "déplacer les cartes",
    link: "relier des cartes",
    thread: "tisser des fils communs",
  },
  mayVote: {
    opinion: () => "voter",
    dots: (dots: number) => (dots === 1 ? "poser une gommette" : `poser ${dots} gommettes`),
    scale: () => "dire à quel point vous êtes d’accord",
    carry: () => "dire ce que vous pouvez porter",
  },
  seesOwn: "Chacun ne voit que ses cartes, jusqu’à la révélation.",
  seesApproved: "L’animation lit chaque nouvelle carte avant qu’elle soit montrée.",
  votesOwn: "Les votes restent secrets jusqu’à la révélation.",
  silhouettes: (count: number) =>
    few(
      count,
      "carte d’une autre personne, cachée pour l’instant",
      "cartes d’autres personnes, cachées pour l’instant",
    ),
  showCard: "Montrer à tous",
  rollCall: "L’animation demande si tout le monde est là.",
  iAmHere: "Je suis là",
  saidHere: "C’est noté : vous êtes là.",
  timeLeft: "Temps restant : ",
  timeOver: "Temps écoulé",
  saidTimeOver: "Le temps est écoulé.",
  saidLastMinute: "Plus qu’une minute.",
  boardLocked: "Tableau verrouillé : on lit, on n’écrit pas pour l’instant.",
  saidLocked: "Le tableau est verrouillé.",
  saidUnlocked: "Le tableau est de nouveau ouvert.",
  saidPhase: (title: string, what: string) => `Nouvelle étape : ${title}. ${what}`,
  dotsOn: (dots: number) => few(dots, "gommette", "gommettes"),
  dotsLeft: (dots: number) =>
    dots === 0
      ? "Vous avez posé toutes vos gommettes."
      : `Il vous reste ${few(dots, "gommette", "gommettes")}.`,
  /** What the votes on a card come to (docs/votes.md). */
  counts: {
    opinion: (against = 0, none = 0, inFavour = 0) =>
      [`${inFavour}\u00a0pour`, `${against}\u00a0contre`, none > 0 ? `${none}\u00a0sans avis` : ""]
        .filter((part) => part !== "")
        .join(", "),
    dots: (dots = 0, people = 0) =>
      `${few(dots, "gommette", "gommettes")} de ${few(people, "personne", "personnes")}`,
    scale: (no = 0, ratherNot = 0, rather = 0, fully = 0) =>
      `d’accord\u00a0: tout à fait ${fully}, plutôt ${rather}, plutôt pas ${ratherNot}, pas du tout ${no}`,
    carry: (people = 0) => few(people, "personne peut porter", "personnes peuvent porter"),
  },
  disagreement: "désaccord",
  results: "Résultats du vote",
  noKind: "Sans type d’acteur",
  groupTally: (group: string, counts: string) => `${group}\u00a0: ${counts}`,
  voteRound: (round: number) => `tour ${round}`,
  roomTally: (counts: string) => `salle\u00a0: ${counts}`,
  saidVote: (vote: string) => `Votre vote est noté\u00a0: ${vote}.`,
  saidVoteBack: "Votre vote est retiré.",
  scanToEnter: "Scannez pour entrer",
  qrToEnter: "QR code du lien pour entrer",
  hiddenCards: (count: number) => (count < 2 ? `${count} carte cachée` : `${count} cartes cachées`),
  showOnScreen: "Montrer à l’écran",
  clearScreen: "Ne plus montrer",
  saidOnScreen: "C’est à l’écran.",
  saidOffScreen: "L’écran ne le montre plus.",
  lockColumn: "Verrouiller",
  lockColumnOf: (column: string) => `Verrouiller la colonne ${column}`,
  openColumn: "Déverrouiller",
  openColumnOf: (column: string) => `Déverrouiller la colonne ${column}`,
  columnLocked: "Colonne verrouillée.",
  park: "Mettre de côté",
  unpark: "Remettre dans la colonne",
  parkedCards: (count: number) => `Cartes mises de côté (${count})`,
  notTaken: (count: number) => `Vos cartes mises de côté (${count})`,
  pinnedCard: "épinglée",
  noteAsks: (note: string) => `L’animation à l’auteur : « ${note} »`,
  noteWhy: (note: string) => `Raison : ${note}`,
  bornAt: (board: string) => `née à ${board}`,
  seeAt: (board: string) => `Voir à ${board}`,
  lockCard: "Verrouiller",
  unlockCard: "Déverrouiller",
  lockedCard: "verrouillée",
  cannotMove: "Cette carte ne peut pas aller là pour l’instant.",
  cannotEdit: "Cette carte ne peut pas être changée pour l’instant.",

  columns: "Colonnes",
  connected: (count: number) => few(count, "personne connectée", "personnes connectées"),
  connecting: "Connexion…",
  view: "Présentation",
  views: { columns: "Colonnes", list: "Liste", wall: "Mur" },
  viewTitles: {
    columns: "Colonnes côte à côte (Alt+Maj+1)",
    list: "Une seule liste, à lire ou à imprimer (Alt+Maj+2)",
    wall: "Cartes posées librement (Alt+Maj+3)",
  },
  viewNotHere: "Cette présentation n’a pas pu être chargée. Réessayez une fois en ligne.",
  others: "Suivi…",
  grouping: "Grouper",
  groupings: { kind: "Par type", thread: "Par fil commun", organisation: "Par structure" },
  moveOnWall: "Déplacer sur le mur, avec les flèches",
  inNoThread: "Dans aucun fil",
  noOrganisation: "Sans structure",
  replay: "Rejouer",
  speakingFor: (who: string) => `Vous écrivez pour ${who}`,
  speakingForNobody: "Vous écrivez sans structure",
  change: "Changer",
  emptyColumn: "Pas encore de carte ici.",
  quote: (text: string) => `«\u00a0${text}\u00a0»`,

  writePlaceholder: {
    1: "Une crainte…",
    2: "Un frein…",
    3: "Un besoin…",
    4: "Un récit…",
    5: "Une solution…",
  },
  add: "Ajouter",
  cardText: "Texte de la carte",
  cardActions: "Actions sur la carte",
  done: "Terminé",
  move: "Déplacer vers…",
  up: "Monter",
  down: "Descendre",
  remove: "Retirer",
  restore: "Remettre",
  removedCards: (count: number) => `Cartes retirées (${count})`,
  removedHint: "Rien n’est perdu : une carte retirée garde son texte et peut revenir.",
  removedMeanwhile: "Quelqu’un vient de retirer cette carte. Votre texte y reste.",
  emptyCard: "(carte vide)",
  foldedMeanwhile:
    "Quelqu’un vient de fusionner ou reformuler cette carte. Votre texte y reste, parmi les originaux.",
  seeOriginals: (count: number) =>
    count < 2 ? "Voir la carte d’origine" : `Voir les ${count}\u00a0cartes d’origine`,
  rework: "Retravailler…",
  reworkTitle: "Retravailler la carte",
  reworkChoices: {
    reword: { name: "Reformuler", why: "La même idée, mieux dite." },
    split: { name: "Diviser", why: "Elle dit deux choses : une carte pour chacune." },
    merge: {
      name: "Fusionner avec d’autres",
      why: "Plusieurs cartes disent la même chose : une synthèse pour toutes.",
    },
  },
  reworkPromise: "Rien ne se perd : les cartes d’origine restent lisibles, et tout peut être défait.",
  pickCount: (count: number) => few(count, "carte choisie.", "cartes choisies."),
  pickHint: "Choisissez les autres cartes.",
  pickFull: (count: number) => `Une synthèse réunit ${count}\u00a0cartes au plus.`,
  pickDone: "Fusionner…",
  pickDoneTitle: "Écrire la synthèse (Ctrl+Entrée)",
  deriveTitle: {
    reword: (_: number) => "Reformuler la carte",
    split: (_: number) => "Diviser la carte en deux",
    merge: (count: number) => `Fusionner ${count}\u00a0cartes`,
  },
  originals: (count: number): string => (count < 2 ? "Carte d’origine" : "Cartes d’origine"),
  deriveTexts: {
    reword: ["Nouvelle formulation"],
    split: ["Première carte", "Deuxième carte"],
    merge: ["Texte de la synthèse"],
  },
  cutHere: "Couper au curseur : la suite passe dans la deuxième carte",
  takeTexts: "Partir des textes d’origine",
  votesLegend: "Les votes déjà donnés",
  voteRules: {
    union: "Ils comptent, chaque personne une seule fois",
    reset: "On recommence à zéro, et la carte le dit",
  },
  deriveDone: {
    reword: "Reformuler",
    split: "Créer les deux cartes",
    merge: "Créer la synthèse",
  },
  emptyText: "Écrivez d’abord un texte.",
  sameText: "Changez au moins un mot.",
  takeApart: {
    reword: "Revenir à la carte d’origine",
    split: "Défaire la division",
    merge: "Défaire la fusion",
  },
  votesReset: "Les votes ont recommencé à zéro avec cette carte.",

  moveTitle: "Déplacer la carte",
  moveToEnd: (column: string) => `${column}, à la fin`,
  choosePlace: "Choisir la place",
  choosePlaceIn: (column: string) => `Choisir la place dans ${column}`,
  placeFirst: "Au début",
  placeAfter: (text: string) => `Après «\u00a0${text}\u00a0»`,
  cancel: "Annuler",

  saidAdded: (column: string) => `Carte ajoutée dans ${column}.`,
  saidAddedOffline: (column: string) =>
    `Carte ajoutée dans ${column}, gardée sur cet appareil en attendant le réseau.`,
  saidMoved: (column: string, rank: number, count: number) =>
    `Carte déplacée dans ${column}, ${rank} sur ${count}.`,
  saidRemoved: "Carte retirée. Elle est dans «\u00a0Cartes retirées\u00a0».",
  saidRestored: (column: string) => `Carte remise dans ${column}.`,
  saidDerived: {
    reword: (column: string, _: number) => `Carte reformulée dans ${column}.`,
    split: (column: string, _: number) => `Carte divisée en deux dans ${column}.`,
    merge: (column: string, count: number) => `Synthèse de ${count}\u00a0cartes créée dans ${column}.`,
  },
  saidApart: (count: number) => {
    if (count === 0) return "C’est défait. Les originaux restent derrière une autre carte.";
    return count === 1
      ? "C’est défait\u00a0: la carte d’origine est de nouveau là."
      : `C’est défait\u00a0: les ${count}\u00a0cartes d’origine sont de nouveau là.`;
  },
  saidRemovedByOther: "La carte où vous étiez a été retirée par quelqu’un d’autre.",
  saidOnline: "De nouveau en ligne.",

  cutOff: (isOnline: boolean, what: string) =>
    `${isOnline ? "Le serveur ne répond pas" : "Hors ligne"} : ${what}`,
  waitsHere: {
    nothing: "vous pouvez continuer, tout reste sur cet appareil et partira tout seul.",
    changes: "des changements en attente, ils partiront tout seuls.",
    cards: (count: number) =>
      count < 2
        ? "1\u00a0carte en attente, elle partira toute seule."
        : `${count}\u00a0cartes en attente, elles partiront toutes seules.`,
  },
  offlineEmpty: "Les cartes se réafficheront avec le réseau.",
  emptyBoard: "Ce tableau attend sa première carte",
  emptyBoardHow: "Ce que vous écrivez est vu de tout le monde aussitôt, et rien ne se perd.",
  emptyBoardWait: "Les cartes apparaîtront ici dès que quelqu’un en écrira.",
  writeFirst: "Écrire la première",
  sobriety: "Sobriété",
  notKept:
    "Ce navigateur ne garde rien (navigation privée ?) : tant qu’une carte n’est pas marquée « gardée », ne fermez pas cette page, ou ouvrez le lien dans une fenêtre ordinaire.",
  refused: "Le serveur a fermé la porte. Vos cartes en attente restent sur cet appareil.",
  replaced: "Ce tableau a été ouvert ailleurs avec votre place. Ici, il est en pause.",
  continueHere: "Continuer ici",
  refusedOne: "Un changement n’a pas été accepté",
  refusedText: "Votre texte, à reprendre :",
  copy: "Copier le texte",
  copied: "Texte copié.",
  dismiss: "Fermer",
  readOnly: "Vous regardez ce tableau sans y écrire.",

  errors: {
    tooLarge: "Cette carte est trop longue : 20\u00a0000 caractères au plus.",
    badText: "Ce texte contient un caractère que le tableau ne peut pas garder.",
    notAllowed: "Votre lien permet de lire, pas d’écrire.",
    tooMany: "Trop de changements attendent sur cet appareil. Retrouvez le réseau avant de continuer.",
    notYet: "Le tableau n’est pas encore prêt. Réessayez dans un instant, une fois en ligne.",
    other: "Ce changement n’a pas pu se faire. Réessayez.",
  },

  accessibility: "Accessibilité : non conforme (audit à venir).",
};
