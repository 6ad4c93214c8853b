// What the room is doing now, and what this person can do in it: the rules of server/workshop/rules.h as far as a page needs
// them to offer only what will be taken. The server decides.
// SPDX-License-Identifier: MIT
import { type Accessor, createMemo } from "solid-js";
import { type Card, type Kind, mayWrite, roles } from "../core/types";
import type { BoardStore } from "./board_store";
import {
  type Act,
  type Anonymity,
  addingOf,
  type Phase,
  phaseAt,
  type RunOfShow,
  readShow,
  usualAnonymity,
} from "./run_of_show";
import { isClosed, pollOf, usualVoting, type Voting } from "./votes";

/** Bit of `Settings.locked`. */
export const wholeBoard = 1;

export interface Stage {
  show: Accessor<RunOfShow | undefined>;
  /** The phase that is on; undefined = none, everything may be done. */
  phase: Accessor<Phase | undefined>;
  /** From 1, never beyond the last phase; 0 = none is on. */
  number: Accessor<number>;
  isFacilitator: Accessor<boolean>;
  /** How much of its author a card says that is added now. */
  anonymity: Accessor<Anonymity>;
  /** What this person adds is tied to nothing of theirs: it goes through a door of its own (lone_cards.ts). */
  hidesAuthor(kind: Kind): boolean;
  /** How one votes now, and the number of that vote. */
  voting: Accessor<Voting>;
  poll: Accessor<number>;
  /** Its ballots are out of the record: it takes no more. */
  isVoteOver: Accessor<boolean>;
  /** The whole board, to participants. */
  isLocked: Accessor<boolean>;
  isColumnLocked(kind: Kind): boolean;
  /** False on a locked board. */
  may(act: Act): boolean;
  mayAdd(kind: Kind): boolean;
  /** Its text, its organisation, whether it is there. */
  mayEdit(card: Card): boolean;
  mayMove(card: Card): boolean;
  /** Also into another column, which makes it a card of another kind. */
  mayMoveTo(card: Card, kind: Kind): boolean;
}

export function createStage(board: BoardStore): Stage {
  const show = createMemo(() => readShow(board.settings.show));
  const phase = createMemo(() => phaseAt(show(), board.settings.phase));
  const voting = () => phase()?.voting ?? usualVoting;
  const isVoteOver = () => isClosed(board.settings.closed, pollOf(voting()));
  const isFacilitator = () => board.status.role === roles.facilitator;
  const anonymity = () => phase()?.anonymity ?? usualAnonymity;
  const isLocked = () => (board.settings.locked & wholeBoard) !== 0;
  const may = (act: Act): boolean => {
    const { role } = board.status;
    // What several people share votes for none of them.
    if (!mayWrite(role) || (act === "vote" && (role === roles.tablet || isVoteOver()))) return false;
    if (isFacilitator()) return true;
    return !isLocked() && (phase()?.may.includes(act) ?? true);
  };
  const isColumnLocked = (kind: Kind) => (board.settings.locked & (1 << kind)) !== 0;
  const isOpen = (card: Card) => isFacilitator() || !(card.locked || isColumnLocked(card.kind));
  const mayAdd = (kind: Kind) => may(addingOf[kind]) && (isFacilitator() || !isColumnLocked(kind));
  const mayEdit = (card: Card) => isOpen(card) && may(card.mine ? "edit_own" : "edit_others");
  const mayMove = (card: Card) => isOpen(card) && may("move");
  return {
    show,
    phase,
    number: () => (phase() === undefined ? 0 : Math.min(board.settings.phase, show()?.phases.length ?? 0)),
    isFacilitator,
    anonymity,
    hidesAuthor: (kind) =>
      (anonymity() === "kind" || anonymity() === "nothing") &&
      (phase()?.may.includes(addingOf[kind]) ?? false),
    voting,
    poll: () => pollOf(voting()),
    isVoteOver,
    isLocked,
    isColumnLocked,
    may,
    mayAdd,
    mayEdit,
    mayMove,
    mayMoveTo: (card, kind) => mayMove(card) && (card.kind === kind || (mayAdd(kind) && mayEdit(card))),
  };
}
