// Words about cards that nothing ties to their author, in French. Fetched with them.
// SPDX-License-Identifier: MIT

export const loneFr = {
  title: (count: number) => `Vos cartes sans auteur (${count})`,
  why: "Seul cet appareil sait qu’elles sont de vous.",
  waits: "sur cet appareil",
  kept: "gardée",
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
