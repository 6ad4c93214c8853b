// The words of the wall, in French.
// SPDX-License-Identifier: MIT

const cards = (count: number) => `${count}\u00a0${count < 2 ? "carte" : "cartes"}`;

export const wallFr = {
  ground: (count: number) =>
    `Mur de ${cards(count)} : les flèches le font glisser, + et − rapprochent et éloignent, 0 montre tout`,
  fromFar: (count: number) => `${cards(count)}, vues de loin : approchez pour les lire.`,
  ownFromFar: "Les vôtres ont un bord épais.",
  tools: "Outils du mur",
  nearer: "Rapprocher",
  farther: "Éloigner",
  all: "Tout voir",
  pan: {
    left: "Voir plus à gauche",
    right: "Voir plus à droite",
    up: "Voir plus haut",
    down: "Voir plus bas",
  },
  arrange: "Ranger",
  arrangeTitle: "Ranger les cartes du mur",
  byKind: "Par type",
  byThread: "Par fil commun",
  select: "Choisir",
  selectTitle: "Choisir des cartes en traçant un cadre autour d’elles",
  selectHint: "Tracez un cadre autour des cartes à choisir.",
  saidSelected: (count: number) => (count === 1 ? "Une carte choisie." : `${count}\u00a0cartes choisies.`),
  saidNoneSelected: "Aucune carte dans ce cadre.",
  arrangeHint:
    "Chaque choix se voit d’abord ici ; rien ne bouge pour les autres avant que vous ne l’ayez pris.",
  wouldArrange: (count: number) =>
    count === 1 ? "Une carte changerait de place." : `${count}\u00a0cartes changeraient de place.`,
  saidArranged: (count: number) =>
    count === 1 ? "Une carte est rangée." : `${count}\u00a0cartes sont rangées.`,
  /** Behind it, where others do not see all of them at once. */
  underWay: (seconds: number) =>
    seconds < 90
      ? ` Les autres les voient arriver en ${seconds}\u00a0secondes environ.`
      : ` Les autres les voient arriver en ${Math.round(seconds / 60)}\u00a0minutes environ.`,
  nothingToArrange: "Tout est déjà rangé ainsi.",
  saidLaid: (count: number) => (count === 1 ? "La carte est posée." : `${count}\u00a0cartes sont posées.`),
  saidPutBack: "La carte est revenue à sa place.",
  carryHint:
    "Les flèches déplacent la carte, Maj pour aller plus loin. Entrée la pose, Échap la rend à sa place.",
  carry: { left: "Vers la gauche", right: "Vers la droite", up: "Vers le haut", down: "Vers le bas" },
  layDown: "Poser",
};

export type WallWords = typeof wallFr;
