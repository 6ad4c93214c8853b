// The words about links, threads and gaps, in French.
// SPDX-License-Identifier: MIT

const few = (count: number, one: string, many: string) => `${count}\u00a0${count < 2 ? one : many}`;

export const tiesFr = {
  link: "Relier…",
  linkTitle: "Relier la carte",
  search: "Chercher l’autre carte",
  found: (count: number) => few(count, "carte", "cartes"),
  foundMore: (shown: number, count: number) =>
    `Les ${shown}\u00a0premières cartes sur ${count}\u00a0: précisez la recherche.`,
  onBoard: "Choisir sur le tableau",
  boardHint: (text: string) => `Choisissez la carte à relier à «\u00a0${text}\u00a0».`,
  backToSearch: "Chercher dans une liste",
  verbTitle: "Que fait l’une à l’autre\u00a0?",
  flip: "Inverser le sens",
  direction: (from: string, to: string) => `De «\u00a0${from}\u00a0» vers «\u00a0${to}\u00a0».`,
  exists: "existe déjà",
  otherCard: "Choisir une autre carte",
  links: "Liens de la carte",
  /** What the verbs say from the other end. */
  inverse: {
    1: "a pour réponse",
    2: "est bloquée par",
    3: "est causée par",
    4: "est illustrée par",
    5: "est contredite par",
    6: "est complétée par",
  },
  end: (verb: string, text: string) => `${verb} «\u00a0${text}\u00a0»`,
  unlink: (what: string) => `Retirer le lien\u00a0: ${what}`,
  saidLinked: (what: string) => `Lien créé\u00a0: ${what}.`,
  saidUnlinked: (what: string) => `Lien retiré\u00a0: ${what}.`,

  thread: "Fil commun…",
  threadTitle: (count: number) =>
    count < 2 ? "Mettre la carte dans un fil commun" : `Mettre ${count}\u00a0cartes dans un fil commun`,
  threadHint: "Une carte peut être dans plusieurs fils. Elle reste dans sa colonne.",
  otherCards: "Choisir d’abord d’autres cartes",
  newThread: "Nom du nouveau fil",
  makeThread: "Créer le fil",
  existing: "Ou dans un fil qui existe",
  nameFirst: "Donnez d’abord un nom au fil.",
  allInside: (name: string) => `${name}\u00a0: déjà dedans`,
  inThread: (name: string) => `fil\u00a0«\u00a0${name}\u00a0»`,
  threadsOf: "Fils de la carte",
  release: (name: string) => `Sortir du fil «\u00a0${name}\u00a0»`,
  threads: (count: number) => (count < 2 ? `Fil commun (${count})` : `Fils communs (${count})`),
  threadsHint: "Un fil réunit des cartes sans les déplacer.",
  unnamed: "(fil sans nom)",
  bornAt: (board: string) => `né à ${board}`,
  cards: (count: number) => few(count, "carte", "cartes"),
  seeCards: "Voir",
  seeCardsOf: (name: string) => `Voir les cartes du fil «\u00a0${name}\u00a0»`,
  rename: "Renommer",
  renameOf: (name: string) => `Renommer le fil «\u00a0${name}\u00a0»`,
  name: "Nom du fil",
  save: "Garder ce nom",
  unite: "Réunir avec…",
  uniteOf: (name: string) => `Réunir avec… (fil «\u00a0${name}\u00a0»)`,
  uniteInto: (name: string) => `Tout mettre dans «\u00a0${name}\u00a0»`,
  dissolve: "Défaire",
  dissolveOf: (name: string) => `Défaire le fil «\u00a0${name}\u00a0»`,
  saidGathered: (count: number, name: string) =>
    `${few(count, "carte est", "cartes sont")} dans le fil «\u00a0${name}\u00a0».`,
  saidReleased: (name: string) => `La carte n’est plus dans le fil «\u00a0${name}\u00a0».`,
  saidRenamed: (name: string) => `Le fil s’appelle maintenant «\u00a0${name}\u00a0».`,
  saidUnited: (from: string, into: string) =>
    `Les cartes du fil «\u00a0${from}\u00a0» sont dans «\u00a0${into}\u00a0».`,
  saidDissolved: (name: string) => `Le fil «\u00a0${name}\u00a0» est défait, ses cartes restent.`,
  undoneThread: (name: string, removed: boolean) =>
    removed ? `le fil «\u00a0${name}\u00a0» n’est plus là.` : `le fil «\u00a0${name}\u00a0» est là.`,
  undoneName: (name: string) => `nom du fil «\u00a0${name}\u00a0».`,
  undoneMembers: (names: string) => `cartes de ${names}.`,

  gaps: (needs: number, barriers: number) =>
    [
      needs === 0 ? "" : few(needs, "besoin sans solution", "besoins sans solution"),
      barriers === 0 ? "" : few(barriers, "frein sans récit", "freins sans récit"),
    ]
      .filter((part) => part !== "")
      .join(", "),
};
