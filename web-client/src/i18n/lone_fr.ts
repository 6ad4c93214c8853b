// Words about cards that nothing ties to their author, in French. Fetched with them.
// SPDX-License-Identifier: MIT

export const loneFr = {
  title: (count: number) => `Vos cartes sans auteur (${count})`,
  why: "Seul cet appareil sait qu’elles sont de vous.",
  waits: "sur cet appareil",
  kept: "gardée",
  hidden: "gardée ; les autres ne la voient pas encore",
  parked: "mise de côté par l’animation",
  refused: "mise de côté par l’animation, qui dit pourquoi",
  removed: "retirée du tableau",
  note: "L’animation vous écrit :",
  saidNote: (card: string) => `L’animation vous écrit à propos de « ${card} ».`,
  edit: "Corriger",
  editOf: (card: string) => `Corriger « ${card} »`,
  remove: "Retirer",
  removeOf: (card: string) => `Retirer « ${card} »`,
  save: "Garder",
  cancel: "Annuler",
  text: "Texte de la carte",
  saidSaved: "La carte est corrigée.",
  saidRemoved: "La carte est retirée.",
};

export type LoneWords = typeof loneFr;
