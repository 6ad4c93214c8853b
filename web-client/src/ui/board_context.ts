// What every part of the board page shares: the cards, what is open, and the gestures with their consequences for focus and
// speech. Components call gestures; gestures call the session.
// SPDX-License-Identifier: MIT
import { type Accessor, createContext, createSignal, useContext } from "solid-js";
import type { Card, Handle, Kind, Outcome } from "../core/types";
import { words } from "../i18n/language";
import type { BoardStore } from "../state/board_store";
import type { Session } from "../sync/session";
import { alertPerson, say } from "./announcer";
import { focusCard } from "./card_focus";

export type Layout = "board" | "list";

export interface BoardContext {
  board: BoardStore;
  /** Key of the drafts. */
  boardId: string;
  canWrite: Accessor<boolean>;
  /** The one card that is open, 0 = none. */
  openCard: Accessor<Handle>;
  /** The card whose move dialog is open, 0 = none. */
  movingCard: Accessor<Handle>;
  /** The column a phone shows. */
  column: Accessor<Kind>;
  showColumn(kind: Kind): void;
  layout: Accessor<Layout>;
  setLayout(layout: Layout): void;
  /** A gesture that failed, in words; "" = none. */
  problem: Accessor<string>;
  clearProblem(): void;
  open(card: Handle): void;
  close(): void;
  startMove(card: Handle): void;
  endMove(): void;
  /** False when it was not taken. */
  addCard(kind: Kind, text: string): boolean;
  editText(card: Handle, at: number, units: number, text: string): boolean;
  moveCard(card: Handle, kind: Kind, before: Handle): void;
  /** One rank up (-1) or down (+1); the card stays open. */
  step(card: Handle, by: -1 | 1): void;
  remove(card: Handle): void;
  restore(card: Handle): void;
}

const Context = createContext<BoardContext>();
export const BoardProvider = Context.Provider;

export function useBoard(): BoardContext {
  const context = useContext(Context);
  if (context === undefined) throw new Error("outside of a board");
  return context;
}

export function createBoardContext(board: BoardStore, session: Session, boardId: string): BoardContext {
  const [openCard, setOpenCard] = createSignal<Handle>(0);
  const [movingCard, setMovingCard] = createSignal<Handle>(0);
  const [column, showColumn] = createSignal<Kind>(1);
  const [layout, setLayout] = createSignal<Layout>("board");
  const [problem, setProblem] = createSignal("");

  const taken = (outcome: Outcome): boolean => {
    const text = outcome < 0 ? problemText(outcome) : "";
    if (text !== "" && text !== problem()) alertPerson(text);
    setProblem(text);
    return outcome >= 0;
  };
  const columnName = (kind: Kind) => words().kinds[kind].many;
  const sayMoved = (card: Card | undefined) => {
    if (card === undefined) return;
    const list = board.column(card.kind);
    say(words().saidMoved(columnName(card.kind), list.indexOf(card.h) + 1, list.length));
  };

  return {
    board,
    boardId,
    canWrite: () => board.status.role < 3,
    openCard,
    movingCard,
    column,
    showColumn,
    layout,
    setLayout,
    problem,
    clearProblem: () => setProblem(""),
    open: (card) => {
      setOpenCard(card);
      board.hold(card);
    },
    close: () => {
      const card = openCard();
      setOpenCard(0);
      board.hold(0);
      focusCard(card);
    },
    startMove: setMovingCard,
    endMove: () => setMovingCard(0),
    addCard: (kind, text) => {
      if (!taken(session.addCard(kind, text))) return false;
      const { saidAdded, saidAddedOffline } = words();
      say((board.status.link === "live" ? saidAdded : saidAddedOffline)(columnName(kind)));
      return true;
    },
    editText: (card, at, units, text) => taken(session.editText(card, at, units, text)),
    moveCard: (card, kind, before) => {
      setMovingCard(0);
      setOpenCard(0);
      board.hold(0);
      if (!taken(session.moveCard(card, kind, before))) return;
      showColumn(kind);
      sayMoved(board.card(card));
      focusCard(card);
    },
    step: (handle, by) => {
      board.hold(0);
      const card = board.card(handle);
      const list = card === undefined ? [] : board.column(card.kind);
      const rank = list.indexOf(handle);
      const target = rank + by;
      if (card !== undefined && rank >= 0 && target >= 0 && target < list.length) {
        const before = list[by < 0 ? target : target + 1] ?? 0;
        if (taken(session.moveCard(handle, card.kind, before))) sayMoved(board.card(handle));
      }
      board.hold(handle);
    },
    remove: (card) => {
      setOpenCard(0);
      board.hold(0);
      if (taken(session.setRemoved(card, true))) say(words().saidRemoved);
    },
    restore: (handle) => {
      if (!taken(session.setRemoved(handle, false))) return;
      const card = board.card(handle);
      if (card === undefined) return;
      say(words().saidRestored(columnName(card.kind)));
      showColumn(card.kind);
      focusCard(handle);
    },
  };
}

/** -ErrorCode (server/base/error.h) in words. */
function problemText(outcome: Outcome): string {
  const { errors } = words();
  switch (-outcome) {
    case 2:
      return errors.tooLarge;
    case 3:
      return errors.badText;
    case 13:
      return errors.notAllowed;
    case 14:
      return errors.tooMany;
    case 15:
    case 20:
      return errors.notYet;
    default:
      return errors.other;
  }
}
