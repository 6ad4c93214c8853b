// What undo or redo did, in a sentence: which card, and where it is now.
// SPDX-License-Identifier: MIT
import { type Card, type Outcome, undone } from "../core/types";
import { words } from "../i18n/language";
import type { BoardStore } from "../state/board_store";
import { shorten } from "./shorten";
import type { Way } from "./undo_keys";

/** The card that the latest changes are about: of a merge the synthesis, not the originals, which are older. */
export function changedCard(board: BoardStore): Card | undefined {
  const cards = board.touched().flatMap((handle) => board.card(handle) ?? []);
  return cards.filter(({ derived }) => derived !== undefined).pop() ?? cards[0];
}

export function undoneWords(way: Way, outcome: Outcome, board: BoardStore): string {
  const { nothingToUndo, undone: heading } = words();
  return outcome === undone.nothing ? nothingToUndo[way] : heading[way] + sentence(outcome, board);
}

function sentence(outcome: Outcome, board: BoardStore): string {
  const { undoneApart, undoneOf, undoneRemoved, undoneShown, undoneWhat, kinds, emptyCard } = words();
  const card = changedCard(board);
  const name = shorten(card?.text ?? "") || emptyCard;
  if (card?.derived && card.removed && outcome === undone.card) return undoneApart(name);
  if (card !== undefined && (outcome === undone.card || outcome === undone.place))
    return card.removed ? undoneRemoved(name) : undoneShown(name, kinds[card.kind].many);
  const what = whats.find((one) => undone[one] === outcome) ?? "text";
  return card === undefined ? `${undoneWhat[what]}.` : undoneOf(undoneWhat[what], name);
}

const whats = ["text", "place", "label", "link", "thread", "vote"] as const;
