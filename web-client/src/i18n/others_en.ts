// Words about following what others do, in English. Fetched with it.
// SPDX-License-Identifier: MIT
import type { OthersWords } from "./others_fr";

export const othersEn: OthersWords = {
  title: "What others do",
  freeze: "Freeze the view",
  freezeWhy: "Nothing moves while you read. What you write leaves and shows as ever.",
  goOn: "Go on",
  frozen: (count) =>
    count === 0
      ? "The view is frozen. Nothing has changed since."
      : `The view is frozen. ${count === 1 ? "One thing has" : `${count} things have`} changed since.`,
  saidFrozen: "The view is frozen.",
  saidGoesOn: (count) =>
    count === 0
      ? "The view goes on. Nothing had changed."
      : `The view goes on. ${count === 1 ? "One thing has" : `${count} things have`} changed.`,
  saidReplaced: "The view goes on: the board was loaded anew.",
  announce: "Announce it to the screen reader",
  announced: { nothing: "No", column: "Of my column", all: "Of the whole board" },
  announceWhy: "One sentence every ten seconds at most.",
  digest: ({ added, changed, removed }) =>
    `Others: ${[
      ...(added > 0 ? [added === 1 ? "one card more" : `${added} cards more`] : []),
      ...(changed > 0 ? [changed === 1 ? "one card changed" : `${changed} cards changed`] : []),
      ...(removed > 0 ? [removed === 1 ? "one card removed" : `${removed} cards removed`] : []),
    ].join(", ")}.`,
};
