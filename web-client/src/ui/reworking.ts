// Merging, splitting, rewording: new cards in the place of the ones they come from, which stay readable (server/board/MERGE.md, M10).
// What is open, what is chosen, and the gestures with their consequences for focus and speech.
// SPDX-License-Identifier: MIT
import { type Accessor, createMemo, createSignal } from "solid-js";
import type { Card, DerivedBy, Handle, Kind, Outcome, VoteRule } from "../core/types";
import { words } from "../i18n/language";
import type { BoardStore } from "../state/board_store";
import type { Gestures } from "../sync/session";
import { say } from "./announcer";
import { focusCard } from "./card_focus";

/** The dialog: which of the three, then its form. */
export interface Stage {
  step: "choice" | DerivedBy;
  cards: readonly Handle[];
}

export interface Reworking {
  stage: Accessor<Stage | undefined>;
  /** Cards chosen for a merge, in the order of choice; undefined = nobody is choosing. */
  picked: Accessor<readonly Handle[] | undefined>;
  start(card: Handle): void;
  choose(how: DerivedBy): void;
  /** Takes a card in or out; begins the choosing. */
  pick(card: Handle): void;
  stopPicking(): void;
  /** From the chosen cards to the form, once they are enough. */
  mergePicked(): void;
  /** Leaves the dialog; cards chosen stay chosen. */
  leaveDialog(): void;
  /** Makes the cards. False when that was not taken. */
  finish(votes: VoteRule, texts: readonly string[]): boolean;
  /** Takes a merge, a split or a rewording back: what it made is removed, its originals stand again. */
  takeApart(card: Card): void;
}

/** What the rest of the board page does for it. */
export interface ReworkingParts {
  board: BoardStore;
  session: Gestures;
  /** False, and told to the person, when the core did not take it. */
  taken(outcome: Outcome): boolean;
  sayWithUndo(text: string): void;
  showColumn(kind: Kind): void;
  /** Closes the open card without moving the focus. */
  closeCard(): void;
  /** Removes cards; the focus goes to a neighbour of one that had it. */
  removeCards(cards: readonly Handle[]): boolean;
}

/** server/base/limits.h, kDerivationSourcesMax. */
export const sourcesMax = 64;
export const mergeMin = 2;

export function createReworking(parts: ReworkingParts): Reworking {
  const { board, session } = parts;
  const [stage, setStage] = createSignal<Stage>();
  const [chosen, setChosen] = createSignal<readonly Handle[]>();
  // Others may remove or merge a chosen card meanwhile.
  const picked = createMemo(() => chosen()?.filter((handle) => isShown(board.card(handle))));

  const begin = (card: Handle) => {
    setStage(undefined);
    parts.closeCard();
    setChosen([card]);
    focusCard(card);
    say(words().pickHint);
  };

  const show = (handle: Handle) => {
    const card = board.card(handle);
    if (card === undefined) return;
    parts.showColumn(card.kind);
    focusCard(handle);
  };

  return {
    stage,
    picked,
    start: (card) => setStage({ step: "choice", cards: [card] }),
    choose: (how) => {
      const cards = stage()?.cards ?? [];
      if (how === "merge") begin(cards[0] ?? 0);
      else setStage({ step: how, cards });
    },
    pick: (card) => {
      const now = picked();
      if (now === undefined) begin(card);
      else if (now.includes(card)) setChosen(now.filter((other) => other !== card));
      else if (now.length < sourcesMax) setChosen([...now, card]);
    },
    stopPicking: () => {
      const [first = 0] = picked() ?? [];
      setChosen(undefined);
      focusCard(first);
    },
    mergePicked: () => {
      const cards = picked() ?? [];
      if (cards.length >= mergeMin) setStage({ step: "merge", cards });
    },
    leaveDialog: () => setStage(undefined),
    finish: (votes, texts) => {
      const making = stage();
      if (making === undefined || making.step === "choice") return false;
      const { step: how, cards } = making;
      const made = session.derive(how, votes, cards, texts);
      if (!parts.taken(made)) return false;
      setStage(undefined);
      setChosen(undefined);
      parts.closeCard();
      show(made);
      const kind = board.card(made)?.kind ?? 1;
      parts.sayWithUndo(words().saidDerived[how](words().kinds[kind].many, cards.length));
      return true;
    },
    takeApart: (card) => {
      const { derived } = card;
      if (derived === undefined || !parts.removeCards(madeWith(card, board))) return;
      const back = derived.from.filter((handle) => isShown(board.card(handle)));
      if (back[0] !== undefined) show(back[0]);
      parts.sayWithUndo(words().saidApart(back.length));
    },
  };
}

/** All the parts of a split, or that one card. */
function madeWith(card: Card, board: BoardStore): Handle[] {
  const original = board.card(card.derived?.from[0] ?? 0);
  if (card.derived?.how !== "split" || original?.folded === undefined) return [card.h];
  return original.folded.filter((handle) => board.card(handle)?.derived?.how === "split");
}

function isShown(card: Card | undefined): boolean {
  return card !== undefined && !card.removed && card.folded === undefined;
}
