// What every part of the board page shares: the cards, what is open, and the gestures with their consequences for focus and
// speech. Components call gestures; gestures call the session.
// SPDX-License-Identifier: MIT
import { type Accessor, createContext, createEffect, createMemo, createSignal, useContext } from "solid-js";
import {
  type Card,
  type Core,
  type Handle,
  type Kind,
  kinds,
  mayWrite,
  type Outcome,
  type SettingKey,
  undone,
} from "../core/types";
import { words } from "../i18n/language";
import { labelFor } from "../state/anonymity";
import { type Attendance, createAttendance } from "../state/attendance";
import type { BoardStore } from "../state/board_store";
import type { JoinLink } from "../state/join_link";
import { createStage, type Stage } from "../state/stage";
import { TieFinder, type Ties } from "../state/ties";
import { dotsOn } from "../state/votes";
import { groupOf, type Identity } from "../store/identity";
import type { AskDesk, Invitation } from "../sync/board_desk";
import type { Heard } from "../sync/presence";
import type { Gestures } from "../sync/session";
import { alertPerson, endOffer, say } from "./announcer";
import {
  bringIntoView,
  type FocusedCard,
  focusCard,
  focusedCard,
  keepFocus,
  markReached,
} from "./card_focus";
import { createLinking, type Linking } from "./linking";
import { createLone, type Lone } from "./lone_entry";
import { createReworking, type Reworking } from "./reworking";
import { createSigning, type Signing } from "./signing";
import { createThreading, type Threading } from "./threading";
import type { Way } from "./undo_keys";
import { changedCard, undoneWords } from "./undone_words";
import { createViewing, type Viewing } from "./viewing";

/** Where a card lies on the wall, in board units. */
export interface Place {
  card: Handle;
  x: number;
  y: number;
}

export interface BoardContext {
  board: BoardStore;
  /** Key of the drafts. */
  boardId: string;
  /** What lets this person in here, and to the tables of this board; null for a board of the past. */
  link: JoinLink | null;
  /** The link lets this person write at all; `stage` says what now. */
  canWrite: Accessor<boolean>;
  /** A board as it was: its cards open to be read, and nothing on them waits to be kept. */
  isPast: boolean;
  /** Everything changes faster than anybody reads: only what is on the screen is drawn. */
  isHurried?: Accessor<boolean>;
  stage: Stage;
  /** The one card that is open, 0 = none. */
  openCard: Accessor<Handle>;
  /** The card whose move dialog is open, 0 = none. */
  movingCard: Accessor<Handle>;
  /** The column a phone shows. */
  column: Accessor<Kind>;
  showColumn(kind: Kind): void;
  viewing: Viewing;
  /** The cards that are shown of a column, in order. */
  standing(kind: Kind): readonly Handle[];
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
  /** Lays cards on the wall, as one gesture. False when that was not taken. */
  placeCards(places: readonly Place[]): boolean;
  /** Has the wall take a card up, to be moved by keys and buttons. */
  carry(card: Handle): void;
  /** Several changes as one gesture, told with the way back. False when not all of them were taken. */
  together(changes: readonly ((core: Core) => Outcome)[], said: string): boolean;
  /** One rank up (-1) or down (+1); the card stays open. */
  step(card: Handle, by: -1 | 1): void;
  remove(card: Handle): void;
  restore(card: Handle): void;
  /** The latest of one's own work, taken back or put forth again. */
  undo(way: Way): void;
  /** One's vote on a card, in the phase that is on, and what it is called; `null` takes it back. */
  vote(card: Handle, value: number | null, name: string): void;
  /** Of the phase's budget, where it has one. */
  dotsLeft: Accessor<number>;
  attendance: Attendance;
  /** Cards of this device that the board does not know to be its person's. */
  lone: Lone;
  /** For facilitators. */
  ask: AskDesk;
  /** The participants' link; for facilitators. */
  invite(): Promise<Invitation>;
  /** How the room plays, for facilitators; `item` 0 = the board. False when it was not taken. */
  conduct(item: Handle, key: SettingKey, value: number, text?: string): boolean;
  /** Who signs what is written here. */
  signing: Signing;
  reworking: Reworking;
  linking: Linking;
  threading: Threading;
  ties: Accessor<Ties>;
  /** Closes what is open and goes to that card. */
  goTo(card: Handle): void;
}

const Context = createContext<BoardContext>();
export const BoardProvider = Context.Provider;

export function useBoard(): BoardContext {
  const context = useContext(Context);
  if (context === undefined) throw new Error("outside of a board");
  return context;
}

/** What a board page is made of. */
export interface BoardParts {
  board: BoardStore;
  session: Gestures;
  boardId: string;
  link?: JoinLink;
  identity: Identity;
  heard: Accessor<Heard>;
  ask: AskDesk;
  invite(): Promise<Invitation>;
}

export function createBoardContext(parts: BoardParts): BoardContext {
  const { board, session, boardId, link, ask, invite, identity, heard } = parts;
  const [openCard, setOpenCard] = createSignal<Handle>(0);
  const [movingCard, setMovingCard] = createSignal<Handle>(0);
  const [column, showColumn] = createSignal<Kind>(1);
  const viewing = createViewing(board, boardId);
  const [problem, setProblem] = createSignal("");
  const stage = createStage(board);
  const canWrite = () => mayWrite(board.status.role);
  const signing = createSigning(link, identity, stage.anonymity);
  const label = () => labelFor(stage.anonymity(), signing.signer() ?? identity);
  createEffect(() => session.signAs(label()));
  const lone = createLone(board, link ?? { board: "", token: "" }, () => kinds.some(stage.hidesAuthor));
  const dotsLeft = createMemo(() => {
    const { form, dots } = stage.voting();
    if (form !== "dots") return 0;
    board.changeCount();
    return Math.max(0, dots - dotsOn(board.all().values(), stage.poll()));
  });
  const attendance = createAttendance(board, identity, heard, (frame) => session.tell(frame));

  const taken = (outcome: Outcome): boolean => {
    const text = outcome < 0 ? problemText(outcome) : "";
    if (text !== "" && text !== problem()) alertPerson(text);
    setProblem(text);
    return outcome >= 0;
  };
  const undo = (way: Way) => {
    const focused = focusedCard(board);
    const outcome = way === "undo" ? session.undo() : session.redo();
    if (!taken(outcome)) return;
    const open = board.card(openCard());
    if (open?.removed || open?.folded) leave(focused);
    const text = undoneWords(way, outcome, board);
    if (outcome === undone.nothing) {
      say(text);
      return;
    }
    sayWithUndo(text, way === "undo" ? "redo" : "undo");
    showChanged(changedCard(board));
  };
  /** Where something changed, also when it is the originals of a card that is gone. */
  const showChanged = (card: Card | undefined) => {
    if (card === undefined) return;
    const seen = card.removed ? board.card(card.derived?.from[0] ?? 0) : card;
    showColumn((seen ?? card).kind);
    bringIntoView((seen ?? card).h);
  };
  const sayWithUndo = (text: string, way: Way = "undo") =>
    say(text, { label: words().undo[way], act: () => undo(way) });
  const columnName = (kind: Kind) => words().kinds[kind].many;
  const sayMoved = (card: Card | undefined) => {
    if (card === undefined) return;
    const list = board.column(card.kind);
    sayWithUndo(words().saidMoved(columnName(card.kind), list.indexOf(card.h) + 1, list.length));
  };

  /** Closes the open card; one that is gone from its column hands the focus on. `focused`: before the gesture. */
  const leave = (focused: FocusedCard | null) => {
    closeCard();
    keepFocus(focused, board);
  };

  const closeCard = () => {
    setOpenCard(0);
    board.hold(0);
  };
  const removeCards = (cards: readonly Handle[]): boolean => {
    const focused = focusedCard(board);
    const done = cards.every((card) => taken(session.setRemoved(card, true)));
    leave(focused);
    return done;
  };
  const reworking = createReworking({
    board,
    session,
    taken,
    sayWithUndo,
    showColumn,
    closeCard,
    removeCards,
  });
  const linking = createLinking({ board, session, taken, sayWithUndo, showColumn, closeCard });
  const threading = createThreading({ board, session, taken, sayWithUndo, reworking });
  const finder = new TieFinder();
  const ties = createMemo(() => {
    board.changeCount();
    return finder.find(board.all());
  });

  return {
    board,
    boardId,
    link: parts.link ?? null,
    ask,
    invite,
    canWrite,
    isPast: false,
    stage,
    openCard,
    movingCard,
    column,
    showColumn,
    viewing,
    standing: board.column,
    problem,
    clearProblem: () => setProblem(""),
    open: (card) => {
      setOpenCard(card);
      board.hold(card);
    },
    close: () => {
      const card = openCard();
      closeCard();
      focusCard(card);
    },
    startMove: setMovingCard,
    endMove: () => setMovingCard(0),
    addCard: (kind, text) => {
      if (stage.hidesAuthor(kind)) lone.add(kind, text, label());
      else if (!taken(session.addCard(kind, text))) return false;
      const { saidAdded, saidAddedOffline } = words();
      say((board.status.link === "live" ? saidAdded : saidAddedOffline)(columnName(kind)));
      return true;
    },
    editText: (card, at, units, text) => {
      endOffer();
      return taken(session.editText(card, at, units, text));
    },
    moveCard: (card, kind, before) => {
      setMovingCard(0);
      closeCard();
      const moved = board.card(card);
      if (moved === undefined || !stage.mayMoveTo(moved, kind)) {
        alertPerson(words().cannotMove);
        return;
      }
      if (!taken(session.moveCard(card, kind, before))) return;
      showColumn(kind);
      sayMoved(board.card(card));
      focusCard(card);
    },
    placeCards: (places) =>
      taken(
        session.together(
          places.map(
            ({ card, x, y }) =>
              (core) =>
                core.place(card, x, y),
          ),
        ),
      ),
    carry: (card) => {
      setMovingCard(0);
      closeCard();
      viewing.carry(card);
    },
    together: (changes, said) => {
      if (!taken(session.together(changes))) return false;
      sayWithUndo(said);
      return true;
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
      if (removeCards([card])) sayWithUndo(words().saidRemoved);
    },
    restore: (handle) => {
      if (!taken(session.setRemoved(handle, false))) return;
      const card = board.card(handle);
      if (card === undefined) return;
      sayWithUndo(words().saidRestored(columnName(card.kind)));
      showColumn(card.kind);
      focusCard(handle);
    },
    undo,
    vote: (handle, value, name) => {
      if (!taken(session.vote(handle, value, stage.poll(), groupOf(identity)))) return;
      sayWithUndo(value === null ? words().saidVoteBack : words().saidVote(name));
    },
    dotsLeft,
    attendance,
    lone,
    conduct: (item, key, value, text = "") => taken(session.set(item, key, value, text)),
    signing,
    reworking,
    linking,
    threading,
    ties,
    goTo: (handle) => {
      const card = board.card(handle);
      if (card === undefined) return;
      closeCard();
      showColumn(card.kind);
      focusCard(handle);
      markReached(handle);
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
