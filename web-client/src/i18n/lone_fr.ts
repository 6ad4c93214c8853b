// Words about cards that nothing ties to their author, in French. Fetched with them.
// SPDX-License-Identifier: MIT

export const loneFr = {
  title: (count: number) => `Vos cartes sans auteur (${count})`,
  why: "Seul cet appareil sait qu’elles sont de vous.",
  waits: "sur cet appareil",
  kept: "gardée",
  hidden: "gardée\u00a0; les autres ne la voient pas encore",
  parked: "mise de côté par l’animation",
  refused: "mise de côté par l’animation, qui dit pourquoi",
  removed: "retirée du tableau",
  note: "L’animation vous écrit\u00a0:",
  saidNote: (card: string) => `L’animation vous écrit à propos de «\u00a0${card}\u00a0».`,
  edit: "Corriger",
  editOf: (card: string) => `Corriger «\u00a0${card}\u00a0»`,
  remove: "Retirer",
  removeOf: (card: string) => `Retirer «\u00a0${card}\u00a0»`,
  save: "Garder",
  cancel: "Annuler",
  text: "Texte de la carte",
  saidSaved: "La carte est corrigée.",
  saidRemoved: "La carte est retirée.",
};

export type LoneWords = typeof loneFr;
