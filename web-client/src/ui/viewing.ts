// The choice of layout and columns: fetches what it needs before it shows it, keeps it for the next visit, and leaves the focus
// and the caret where they were.
// SPDX-License-Identifier: MIT
import { type Accessor, type Component, createSignal } from "solid-js";
import type { Handle } from "../core/types";
import { words } from "../i18n/language";
import type { BoardStore } from "../state/board_store";
import {
  firstView,
  type Grouping,
  hasKindColumns,
  type Layout,
  rememberedView,
  rememberView,
  type ViewChoice,
} from "../state/view_choice";
import { alertPerson } from "./announcer";
import { cardElementId, focusedCard, keepFocus } from "./card_focus";

type Groups = typeof import("./groups/group_columns");

export interface Viewing {
  layout: Accessor<Layout>;
  grouping: Accessor<Grouping>;
  hasKindColumns: Accessor<boolean>;
  /** As it was at the last visit; pages that show one layout alone do not ask. */
  restore(): void;
  /** Takes effect once its parts are here; a person without network is told when they cannot come. */
  choose(choice: Partial<ViewChoice>): void;
  /** Fetched by whoever chooses them; undefined before. */
  wall: Accessor<Component | undefined>;
  groups: Accessor<Groups | undefined>;
  /** A card that the wall is to take up, to be moved by keys and buttons; 0 = none. */
  carrying: Accessor<Handle>;
  carry(card: Handle): void;
  /** Which cards the wall has drawn; undefined where lists find out for themselves. */
  onWall: Accessor<CardSet | undefined>;
  setOnWall(cards: CardSet | undefined): void;
}

/** A set of cards, or a question that is answered like one. */
export type CardSet = Pick<ReadonlySet<Handle>, "has">;

export function createViewing(board: BoardStore, boardId: string): Viewing {
  const [wall, setWall] = createSignal<Component>();
  const [groups, setGroups] = createSignal<Groups>();
  const [carrying, carry] = createSignal<Handle>(0);
  const [onWall, setOnWall] = createSignal<CardSet>();
  const [choice, setChoice] = createSignal<ViewChoice>(firstView);

  const fetchParts = async ({ layout, grouping }: ViewChoice) => {
    if (layout === "wall" && wall() === undefined) {
      const { Wall } = await import("./wall/wall");
      setWall(() => Wall);
    }
    if (grouping !== "kind" && groups() === undefined) setGroups(await import("./groups/group_columns"));
  };
  const show = async (next: ViewChoice) => {
    try {
      await fetchParts(next);
    } catch {
      alertPerson(words().viewNotHere);
      return;
    }
    keepingPlace(board, () => setChoice(next));
    rememberView(boardId, next);
  };

  return {
    layout: () => choice().layout,
    grouping: () => choice().grouping,
    hasKindColumns: () => hasKindColumns(choice()),
    restore: () => {
      const before = rememberedView(boardId);
      if (before.layout === "wall" || before.grouping !== "kind") void show(before);
      else setChoice(before);
    },
    choose: (part) => void show({ ...choice(), ...part }),
    wall,
    groups,
    carrying,
    carry,
    onWall,
    setOnWall,
  };
}

/** What had the focus has it still; a card that was drawn anew has it again, with the caret in its text. */
function keepingPlace(board: BoardStore, act: () => void): void {
  const active = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  const caret = active instanceof HTMLTextAreaElement ? [active.selectionStart, active.selectionEnd] : null;
  const focused = focusedCard(board);
  act();
  if (active?.isConnected) {
    active.focus({ preventScroll: true });
    return;
  }
  if (focused === null) return;
  const area = document.getElementById(cardElementId(focused.card))?.querySelector("textarea");
  if (area && caret !== null) {
    area.focus();
    area.setSelectionRange(caret[0] ?? 0, caret[1] ?? 0);
  } else keepFocus(focused, board);
}
