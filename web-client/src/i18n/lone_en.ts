// Words about cards that nothing ties to their author, in English.
// SPDX-License-Identifier: MIT
import type { LoneWords } from "./lone_fr";

export const loneEn: LoneWords = {
  title: (count) => `Your cards without an author (${count})`,
  why: "This device alone knows that they are yours.",
  waits: "on this device",
  kept: "kept",
  hidden: "kept; the others do not see it yet",
  parked: "put aside by the facilitators",
  refused: "put aside by the facilitators, who say why",
  removed: "taken off the board",
  note: "The facilitators write to you:",
  saidNote: (card) => `The facilitators write to you about “${card}”.`,
  edit: "Correct",
  editOf: (card) => `Correct “${card}”`,
  remove: "Remove",
  removeOf: (card) => `Remove “${card}”`,
  save: "Keep",
  cancel: "Cancel",
  text: "Text of the card",
  saidSaved: "The card is corrected.",
  saidRemoved: "The card is removed.",
};
