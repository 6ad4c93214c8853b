// Links between two cards: which is open, how far the choice is, and the gestures with their consequences for focus and
// speech. First the other card, from a list or on the board, then the verb.
// SPDX-License-Identifier: MIT
import { type Accessor, createSignal } from "solid-js";
import type { Core, Handle, Kind, Outcome } from "../core/types";
import { words } from "../i18n/language";
import type { BoardStore } from "../state/board_store";
import type { Link, Tie } from "../state/ties";
import type { Gestures } from "../sync/session";
import { say } from "./announcer";
import { focusCard } from "./card_focus";
import { shorten } from "./shorten";

/** `search` and `verb` are steps of the dialog; on the `board` the next card that is pressed is the other one. */
export type LinkStage = { card: Handle } & (
  | { step: "search" }
  | { step: "board" }
  | { step: "verb"; other: Handle }
);

export interface Linking {
  stage: Accessor<LinkStage | undefined>;
  isOnBoard: Accessor<boolean>;
  start(card: Handle): void;
  /** Chooses the other card; back to the search without one. */
  choose(other: Handle | undefined): void;
  chooseOnBoard(): void;
  leave(): void;
  /** Makes the link. False when that was not taken. */
  finish(link: Link): boolean;
  remove(tie: Tie): boolean;
}

/** What the rest of the board page does for it. */
export interface LinkingParts {
  board: BoardStore;
  session: Gestures;
  /** False, and told to the person, when the core did not take it. */
  taken(outcome: Outcome): boolean;
  sayWithUndo(text: string): void;
  showColumn(kind: Kind): void;
  /** Closes the open card without moving the focus. */
  closeCard(): void;
}

export function createLinking(parts: LinkingParts): Linking {
  const { board, session } = parts;
  const [stage, setStage] = createSignal<LinkStage>();
  // The card was closed for a choice on the board: at the end it has the focus again.
  let fromBoard = false;

  const end = () => {
    const card = stage()?.card ?? 0;
    setStage(undefined);
    if (!fromBoard) return;
    fromBoard = false;
    parts.showColumn(board.card(card)?.kind ?? 1);
    focusCard(card);
  };

  return {
    stage,
    isOnBoard: () => stage()?.step === "board",
    start: (card) => setStage({ step: "search", card }),
    choose: (other) => {
      const card = stage()?.card;
      if (card === undefined || other === card) return;
      setStage(other === undefined ? { step: "search", card } : { step: "verb", card, other });
    },
    chooseOnBoard: () => {
      const card = stage()?.card;
      if (card === undefined) return;
      setStage({ step: "board", card });
      parts.closeCard();
      fromBoard = true;
      focusCard(card);
      say(words().ties.boardHint(shorten(board.card(card)?.text ?? "")));
    },
    leave: end,
    finish: ({ from, to, verb }) => {
      if (!parts.taken(session.together([(core) => core.addLink(from, to, verb)]))) return false;
      end();
      parts.sayWithUndo(words().ties.saidLinked(sentence({ from, to, verb }, board)));
      return true;
    },
    remove: (tie) => {
      const removals = tie.made.map(
        ({ from, to, verb }) =>
          (core: Core) =>
            core.removeLink(from, to, verb),
      );
      if (!parts.taken(session.together(removals))) return false;
      parts.sayWithUndo(words().ties.saidUnlinked(sentence(tie, board)));
      return true;
    },
  };
}

/** "A" answers "B". */
export function sentence(link: Link, board: BoardStore): string {
  const quoted = (handle: Handle) =>
    words().quote(shorten(board.card(handle)?.text ?? "") || words().emptyCard);
  return `${quoted(link.from)} ${words().verbs[link.verb]} ${quoted(link.to)}`;
}
