// Columns that are not kinds: by thread, by organisation. Each card stands in one of them.
// SPDX-License-Identifier: MIT
import type { Handle } from "../core/types";

/** A thread as "t7", an organisation as "oADEME"; `noGroup` for the cards of none. */
export type GroupKey = string;
export const noGroup: GroupKey = "";

export interface Group {
  key: GroupKey;
  cards: Handle[];
}

/** The card under a person's hands, and the group that shows it. */
export interface Held {
  card: Handle;
  key: GroupKey;
}

/**
 * Groups in the order of `keys`, each with its cards in the order of `cards`; then, if any are left, those of no group.
 * A card of several groups stands under the first of `keysOf`: it is one card, with one text to type into, one place in the
 * reading order and one count. A card that is held stays where it is (A7).
 */
export function groupCards(
  cards: readonly Handle[],
  keys: readonly GroupKey[],
  keysOf: (card: Handle) => readonly GroupKey[],
  held?: Held,
): Group[] {
  const groups = new Map<GroupKey, Group>(keys.map((key) => [key, { key, cards: [] }]));
  const none: Group = { key: noGroup, cards: [] };
  for (const card of cards) {
    const own = card === held?.card ? [held.key] : keysOf(card);
    const key = keys.find((one) => own.includes(one));
    ((key === undefined ? undefined : groups.get(key)) ?? none).cards.push(card);
  }
  return [...groups.values(), ...(none.cards.length > 0 ? [none] : [])];
}

/** The group that shows this card, if one does. */
export function groupOf(groups: readonly Group[], card: Handle): GroupKey | undefined {
  return groups.find((group) => group.cards.includes(card))?.key;
}
