// The words about links, threads and gaps, in French.
// SPDX-License-Identifier: MIT

const few = (count: number, one: string, many: string) => `${count}\u00a0${count < 2 ? one : many}`;

export const tiesFr = {
  link: "Relier…",
  linkTitle: "Relier la carte",
  search: "Chercher l’autre carte",
  found: (count: number) => few(count, "carte", "cartes"),
  foundMore: (shown: number, count: number) =>
    `Les ${shown}\u00a0premières cartes sur ${count} : précisez la recherche.`,
  onBoard: "Choisir sur le tableau",
  boardHint: (text: string) => `Choisissez la carte à relier à « ${text} ».`,
  backToSearch: "Chercher dans une liste",
  verbTitle: "Que fait l’une à l’autre ?",
  flip: "Inverser le sens",
  direction: (from: string, to: string) => `De « ${from} » vers « ${to} ».`,
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
  end: (verb: string, text: string) => `${verb} « ${text} »`,
  unlink: (what: string) => `Retirer le lien : ${what}`,
  saidLinked: (what: string) => `Lien créé : ${what}.`,
  saidUnlinked: (what: string) => `Lien retiré : ${what}.`,

  thread: "Fil commun…",
  threadTitle: (count: number) =>
    count < 2 ? "Mettre la carte dans un fil commun" : `Mettre ${count}\u00a0cartes dans un fil commun`,
  threadHint: "Une carte peut être dans plusieurs fils. Elle reste dans sa colonne.",
  otherCards: "Choisir d’abord d’autres cartes",
  newThread: "Nom du nouveau fil",
  makeThread: "Créer le fil",
  existing: "Ou dans un fil qui existe",
  nameFirst: "Donnez d’abord un nom au fil.",
  allInside: (name: string) => `${name} : déjà dedans`,
  inThread: (name: string) => `fil\u00a0« ${name} »`,
  threadsOf: "Fils de la carte",
  release: (name: string) => `Sortir du fil « ${name} »`,
  threads: (count: number) => (count < 2 ? `Fil commun (${count})` : `Fils communs (${count})`),
  threadsHint: "Un fil réunit des cartes sans les déplacer.",
  unnamed: "(fil sans nom)",
  bornAt: (board: string) => `né à ${board}`,
  cards: (count: number) => few(count, "carte", "cartes"),
  seeCards: "Voir",
  seeCardsOf: (name: string) => `Voir les cartes du fil « ${name} »`,
  rename: "Renommer",
  renameOf: (name: string) => `Renommer le fil « ${name} »`,
  name: "Nom du fil",
  save: "Garder ce nom",
  unite: "Réunir avec…",
  uniteOf: (name: string) => `Réunir avec… (fil « ${name} »)`,
  uniteInto: (name: string) => `Tout mettre dans « ${name} »`,
  dissolve: "Défaire",
  dissolveOf: (name: string) => `Défaire le fil « ${name} »`,
  saidGathered: (count: number, name: string) =>
    `${few(count, "carte est", "cartes sont")} dans le fil « ${name} ».`,
  saidReleased: (name: string) => `La carte n’est plus dans le fil « ${name} ».`,
  saidRenamed: (name: string) => `Le fil s’appelle maintenant « ${name} ».`,
  saidUnited: (from: string, into: string) => `Les cartes du fil « ${from} » sont dans « ${into} ».`,
  saidDissolved: (name: string) => `Le fil « ${name} » est défait, ses cartes restent.`,
  undoneThread: (name: string, removed: boolean) =>
    removed ? `le fil « ${name} » n’est plus là.` : `le fil « ${name} » est là.`,
  undoneName: (name: string) => `nom du fil « ${name} ».`,
  undoneMembers: (names: string) => `cartes de ${names}.`,

  gaps: (needs: number, barriers: number) =>
    [
      needs === 0 ? "" : few(needs, "besoin sans solution", "besoins sans solution"),
      barriers === 0 ? "" : few(barriers, "frein sans récit", "freins sans récit"),
    ]
      .filter((part) => part !== "")
      .join(", "),
};
