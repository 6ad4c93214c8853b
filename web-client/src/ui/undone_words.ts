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
  const said = threadSentence(outcome, board);
  if (said !== undefined) return said;
  const card = changedCard(board);
  const name = shorten(card?.text ?? "") || emptyCard;
  if (card?.derived && card.removed && outcome === undone.card) return undoneApart(name);
  if (card !== undefined && (outcome === undone.card || outcome === undone.place))
    return card.removed ? undoneRemoved(name) : undoneShown(name, kinds[card.kind].many);
  const what = whats.find((one) => undone[one] === outcome) ?? "text";
  return card === undefined ? `${undoneWhat[what]}.` : undoneOf(undoneWhat[what], name);
}

/** Of what was done to threads: the group itself, its name, or who is in it. */
function threadSentence(outcome: Outcome, board: BoardStore): string | undefined {
  const { ties, quote } = words();
  const threads = board.touched().flatMap((handle) => {
    const item = board.item(handle);
    return item?.item === "thread" ? [item] : [];
  });
  const [thread] = threads;
  if (thread === undefined) return undefined;
  const nameOf = (text: string) => shorten(text) || ties.unnamed;
  if (outcome === undone.card) return ties.undoneThread(nameOf(thread.text), thread.removed);
  if (outcome === undone.text) return ties.undoneName(nameOf(thread.text));
  const names = threads.map(({ text }) => quote(nameOf(text))).join(", ");
  return outcome === undone.thread ? ties.undoneMembers(names) : undefined;
}

const whats = ["text", "place", "label", "link", "thread", "vote"] as const;
