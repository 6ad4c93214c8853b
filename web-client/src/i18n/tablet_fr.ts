// Words about who signs on a table's tablet, in French. Fetched by tablets alone.
// SPDX-License-Identifier: MIT

export const tabletFr = {
  title: "Qui signe",
  nobody: "Écrivez une carte ; la tablette demandera ensuite qui la signe.",
  notAsked: "Cette étape ne garde rien de qui écrit : la tablette ne demande pas de signature.",
  signs: "Signe :",
  unsigned: "sans signature",
  change: "Quelqu’un d’autre",
  done: "J’ai fini",
  saidDone: "Plus personne ne signe.",
  saidSigns: (who: string) => `${who} signe.`,
  ask: "Qui signe cette carte ?",
  askNext: "Qui signe maintenant ?",
  somebody: "Une autre personne…",
  unsignedChoice: "Ne pas le dire",
  cancel: "Annuler",
  back: "Retour",
  sign: "Signer",
  forget: "Oublier ces noms",
  saidForgotten: "Les noms sont oubliés sur cette tablette.",
  where: "Les noms restent sur cette tablette. Sur la carte ne vient que ce que l’étape permet de dire.",
  votes: "On ne vote pas sur la tablette : votez sur votre téléphone, à main levée ou sur papier.",
};

export type TabletWords = typeof tabletFr;
