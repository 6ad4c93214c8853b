// Words about who signs on a table's tablet, in English. Fetched by tablets alone.
// SPDX-License-Identifier: MIT
import type { TabletWords } from "./tablet_fr";

export const tabletEn: TabletWords = {
  title: "Who signs",
  nobody: "Write a card; the tablet asks then who signs it.",
  notAsked: "This phase keeps nothing of who writes: the tablet asks for no signature.",
  signs: "Signed by:",
  unsigned: "no signature",
  change: "Somebody else",
  done: "I am done",
  saidDone: "Nobody signs any more.",
  saidSigns: (who) => `${who} signs.`,
  ask: "Who signs this card?",
  askNext: "Who signs now?",
  somebody: "Another person…",
  unsignedChoice: "Do not say",
  cancel: "Cancel",
  back: "Back",
  sign: "Sign",
  forget: "Forget these names",
  saidForgotten: "The names are forgotten on this tablet.",
  where: "The names stay on this tablet. A card says only what the phase lets it say.",
  votes: "One does not vote on the tablet: vote on your phone, by hand or on paper.",
};
