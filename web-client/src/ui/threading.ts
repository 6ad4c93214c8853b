// Threads: cards put into one, taken out of one; a thread renamed, united with another, undone. With their consequences for
// focus and speech.
// SPDX-License-Identifier: MIT
import { type Accessor, createSignal } from "solid-js";
import type { Core, Handle, Outcome, Thread } from "../core/types";
import { words } from "../i18n/language";
import type { BoardStore } from "../state/board_store";
import { diffText } from "../state/text_diff";
import type { Gestures } from "../sync/session";
import type { Reworking } from "./reworking";
import { shorten } from "./shorten";

/** Of a thread's name, in characters of its field: enough for a title. */
export const nameUnitsMax = 120;

export interface Threading {
  /** Cards about to be put into a thread; undefined = the dialog is closed. */
  cards: Accessor<readonly Handle[] | undefined>;
  start(cards: readonly Handle[]): void;
  leave(): void;
  /** Puts the cards into a thread that is there, or into a new one of that name. False when that was not taken. */
  gather(thread: Handle | string): boolean;
  /** Takes these cards out of it. */
  release(thread: Handle, cards: readonly Handle[]): boolean;
  rename(thread: Handle, name: string): boolean;
  /** All cards of one into the other, and the emptied one away: one gesture. */
  unite(from: Handle, into: Handle): boolean;
  /** The group goes, its cards stay. */
  dissolve(thread: Handle): boolean;
}

/** What the rest of the board page does for it. */
export interface ThreadingParts {
  board: BoardStore;
  session: Gestures;
  /** False, and told to the person, when the core did not take it. */
  taken(outcome: Outcome): boolean;
  sayWithUndo(text: string): void;
  reworking: Pick<Reworking, "picked" | "stopPicking">;
}

type Change = (core: Core) => Outcome;

export function createThreading(parts: ThreadingParts): Threading {
  const { board, session, reworking } = parts;
  const [cards, setCards] = createSignal<readonly Handle[]>();

  const find = (handle: Handle): Thread | undefined => {
    const item = board.item(handle);
    return item?.item === "thread" ? item : undefined;
  };
  const nameOf = (thread: Handle) => shorten(find(thread)?.text ?? "") || words().ties.unnamed;
  const done = (changes: readonly Change[], said: () => string): boolean => {
    if (!parts.taken(session.together(changes))) return false;
    parts.sayWithUndo(said());
    return true;
  };
  const joins = (thread: Handle, joining: readonly Handle[]): Change[] => {
    const inside = find(thread)?.cards ?? [];
    return joining
      .filter((card) => !inside.includes(card))
      .map((card) => (core) => core.joinThread(thread, card));
  };

  return {
    cards,
    start: setCards,
    leave: () => setCards(undefined),
    gather: (thread) => {
      const chosen = cards() ?? [];
      let group = typeof thread === "string" ? 0 : thread;
      const make: Change = (core) => {
        group = core.addThread(typeof thread === "string" ? thread : "");
        return group;
      };
      const changes =
        group === 0
          ? [
              make,
              ...chosen.map(
                (card): Change =>
                  (core) =>
                    core.joinThread(group, card),
              ),
            ]
          : joins(group, chosen);
      if (!parts.taken(session.together(changes))) return false;
      setCards(undefined);
      if (reworking.picked() !== undefined) reworking.stopPicking();
      parts.sayWithUndo(words().ties.saidGathered(chosen.length, nameOf(group)));
      return true;
    },
    release: (thread, members) =>
      done(
        members.map((card) => (core) => core.leaveThread(thread, card)),
        () => words().ties.saidReleased(nameOf(thread)),
      ),
    rename: (thread, name) => {
      const edit = diffText(find(thread)?.text ?? "", name);
      if (edit === null) return true;
      const change: Change = (core) => core.edit(thread, edit.at, edit.units, edit.text);
      return done([change], () => words().ties.saidRenamed(nameOf(thread)));
    },
    unite: (from, into) =>
      done([...joins(into, find(from)?.cards ?? []), (core) => core.setRemoved(from, true)], () =>
        words().ties.saidUnited(nameOf(from), nameOf(into)),
      ),
    dissolve: (thread) =>
      done([(core) => core.setRemoved(thread, true)], () => words().ties.saidDissolved(nameOf(thread))),
  };
}
