// The words of the wall, in English.
// SPDX-License-Identifier: MIT
import type { WallWords } from "./wall_fr";

const cards = (count: number) => `${count}\u00a0${count === 1 ? "card" : "cards"}`;

export const wallEn: WallWords = {
  ground: (count) =>
    `Wall of ${cards(count)}: arrows slide it, + and − bring it nearer and farther, 0 shows all`,
  fromFar: (count) => `${cards(count)}, seen from far: come nearer to read them.`,
  ownFromFar: "Yours have a thick edge.",
  tools: "Tools of the wall",
  nearer: "Nearer",
  farther: "Farther",
  all: "Show all",
  pan: { left: "See more on the left", right: "See more on the right", up: "See higher", down: "See lower" },
  arrange: "Arrange",
  arrangeTitle: "Arrange the cards of the wall",
  byKind: "By kind",
  byThread: "By thread",
  select: "Choose",
  selectTitle: "Choose cards by drawing a frame around them",
  selectHint: "Draw a frame around the cards to choose.",
  saidSelected: (count) => (count === 1 ? "One card chosen." : `${count} cards chosen.`),
  saidNoneSelected: "No card in that frame.",
  arrangeHint: "Each choice is seen here first; nothing moves for others until you take it.",
  wouldArrange: (count) => (count === 1 ? "One card would move." : `${count}\u00a0cards would move.`),
  saidArranged: (count) => (count === 1 ? "One card is arranged." : `${count} cards are arranged.`),
  underWay: (seconds) =>
    seconds < 90
      ? ` They reach the others within some ${seconds} seconds.`
      : ` They reach the others within some ${Math.round(seconds / 60)} minutes.`,
  nothingToArrange: "All is arranged like that already.",
  saidLaid: (count) => (count === 1 ? "The card lies there." : `${count} cards lie there.`),
  saidPutBack: "The card is back in its place.",
  carryHint: "Arrows move the card, Shift goes farther. Enter lays it down, Esc puts it back.",
  carry: { left: "To the left", right: "To the right", up: "Up", down: "Down" },
  layDown: "Lay down",
};
