// Words about following what others do, in French. Fetched with it.
// SPDX-License-Identifier: MIT
import type { Counts } from "../state/digest";

const parts = ({ added, changed, removed }: Counts): string[] => [
  ...(added > 0 ? [added === 1 ? "une carte de plus" : `${added} cartes de plus`] : []),
  ...(changed > 0 ? [changed === 1 ? "une carte changée" : `${changed} cartes changées`] : []),
  ...(removed > 0 ? [removed === 1 ? "une carte retirée" : `${removed} cartes retirées`] : []),
];

export const othersFr = {
  title: "Ce que font les autres",
  freeze: "Figer l’affichage",
  freezeWhy: "Rien ne bouge tant que vous lisez. Ce que vous écrivez part et s’affiche comme d’habitude.",
  goOn: "Reprendre",
  frozen: (count: number) =>
    count === 0
      ? "Affichage figé. Rien n’a changé depuis."
      : `Affichage figé. ${count === 1 ? "Un élément a" : `${count} éléments ont`} changé depuis.`,
  saidFrozen: "L’affichage est figé.",
  saidGoesOn: (count: number) =>
    count === 0
      ? "L’affichage reprend. Rien n’avait changé."
      : `L’affichage reprend. ${count === 1 ? "Un élément a" : `${count} éléments ont`} changé.`,
  saidReplaced: "L’affichage a repris : le tableau a été chargé de nouveau.",
  announce: "Les annoncer au lecteur d’écran",
  announced: { nothing: "Non", column: "De ma colonne", all: "De tout le tableau" },
  announceWhy: "Au plus une phrase toutes les dix secondes.",
  digest: (counts: Counts) => `Les autres : ${parts(counts).join(", ")}.`,
};

export type OthersWords = typeof othersFr;
