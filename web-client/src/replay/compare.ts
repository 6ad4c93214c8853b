// Before and after: what differs between two moments, whatever happened between them.
// SPDX-License-Identifier: MIT
import type { Card, Kind } from "../core/types";
import { compareItems } from "../state/order";
import { refOf } from "./describe";
import type { Ref } from "./events";
import type { Picture } from "./scene";
import { diffWords, type Piece } from "./word_diff";

export interface Comparison {
  added: Ref[];
  removed: Ref[];
  moved: { card: Ref; from: Kind; to: Kind }[];
  reworded: { card: Ref; pieces: Piece[] }[];
  /** Tallies before and after (state/votes.ts). */
  votes: { card: Ref; before: string; after: string }[];
}

/** By lasting names: the scenes may come from different cores. */
export function compareScenes(before: Picture, after: Picture): Comparison {
  const [old, now] = [standing(before), standing(after)];
  const result: Comparison = { added: [], removed: [], moved: [], reworded: [], votes: [] };
  for (const [id, card] of now) {
    const was = old.get(id);
    if (was === undefined) result.added.push(refOf(card));
    else compareCards(was, card, result);
  }
  for (const [id, card] of old) if (!now.has(id)) result.removed.push(refOf(card));
  return result;
}

export function isSame(comparison: Comparison): boolean {
  return Object.values(comparison).every((list) => list.length === 0);
}

function compareCards(was: Card, card: Card, result: Comparison): void {
  if (was.kind !== card.kind) result.moved.push({ card: refOf(card), from: was.kind, to: card.kind });
  if (was.text !== card.text)
    result.reworded.push({ card: refOf(card), pieces: diffWords(was.text, card.text) });
  if (was.tally !== card.tally)
    result.votes.push({ card: refOf(card), before: was.tally ?? "", after: card.tally ?? "" });
}

/** Cards that a column shows, in the order of the columns. */
function standing(picture: Picture): Map<string, Card> {
  const cards = new Map<string, Card>();
  for (const item of picture.items.values())
    if (item.item === "card" && !item.removed && item.folded === undefined) cards.set(item.id, item);
  return new Map([...cards].sort(([, a], [, b]) => a.kind - b.kind || compareItems(a, b)));
}
