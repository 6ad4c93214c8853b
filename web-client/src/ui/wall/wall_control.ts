// The state of the wall on this screen: what part of it is seen, where its cards lie, what is being carried. Everything that is
// drawn or done on the wall goes through here; only what is laid down goes to the board.
// SPDX-License-Identifier: MIT
import { type Accessor, createMemo, createSignal, untrack } from "solid-js";
import { type Handle, kinds } from "../../core/types";
import { words } from "../../i18n/language";
import {
  around,
  cardAt,
  cardHeight,
  cardWidth,
  defaultPlaces,
  isLaid,
  laid,
  type Point,
  type Rect,
} from "../../state/wall_places";
import {
  centreOn,
  firstLook,
  fitAll,
  reveal,
  type Size,
  toBoard,
  type View,
  zoomAt,
  zoomFar,
  zoomReadable,
} from "../../state/wall_view";
import { say } from "../announcer";
import { type BoardContext, useBoard } from "../board_context";
import { cardElementId, focusCard } from "../card_focus";
import { wallWords } from "./wall_words";

/** Cards in somebody's hand, and how far from their places. */
export interface Carried extends Point {
  cards: readonly Handle[];
  /** By arrow keys and buttons, until it is laid down; else by a pointer. */
  isByKeys: boolean;
}

export interface GroundSize extends Size {
  top: number;
}

export interface WallControl {
  view: Accessor<View>;
  /** The last change of the view was a jump, not a hand's movement: it may glide. */
  isJump: Accessor<boolean>;
  /** Of the ground, and how far below the upper edge of the whole it begins. */
  size: Accessor<GroundSize>;
  setSize(size: GroundSize): void;
  /** So many cards that only those in sight are drawn. */
  isMany: Accessor<boolean>;
  /** So far from many cards that nothing on them can be read. */
  isFar: Accessor<boolean>;
  places: Accessor<ReadonlyMap<Handle, Point>>;
  rects: Accessor<ReadonlyMap<Handle, Rect>>;
  /** How high this card is drawn. */
  setHeights(heights: ReadonlyMap<Handle, number>): void;
  panBy(dx: number, dy: number, jump?: boolean): void;
  /** About a point of the window; its middle when it is left out. */
  zoomBy(factor: number, at?: Point): void;
  centreOn(at: Point): void;
  showAll(): void;
  /** So that this card is seen whole, if it can be. */
  show(card: Handle): void;
  /** Of a card as it is drawn: an open one has the size that it is read in, at any zoom, and from far the one in focus. */
  scaleOf(card: Handle): number;
  /** The card that the keyboard's focus is on, 0 = none. */
  setFocused(card: Handle): void;
  /** The card that lies there, in pixels of the window; from near it hears of presses itself. */
  cardUnder(at: Point): Handle;
  /** As near as it can be read. */
  approach(card: Handle): void;
  /** Shows all with these cards laid there, on this screen alone, until it is asked for no more; both 0 as everywhere. */
  preview(places: ReadonlyMap<Handle, Point> | null): void;
  carried: Accessor<Carried | null>;
  mayCarry(card: Handle): boolean;
  carry(carried: Carried | null): void;
  layDown(): void;
  putBack(): void;
  /** A frame drawn on the ground chooses cards. */
  selecting: Accessor<boolean>;
  setSelecting(on: boolean): void;
  /** The card whose ties stand out, 0 = none. */
  near: Accessor<Handle>;
  setNear(card: Handle): void;
}

/** More than this are many. Fewer are drawn wherever they lie: a wall is made to be looked at as a whole. */
const many = 60;

/** Around the map, in pixels. */
const cornerMargin = 12;

/** Where each board was looked at last, until the page is left. */
const lastViews = new Map<string, View>();

export function createWallControl(context: BoardContext = useBoard()): WallControl {
  const { board, boardId, openCard, stage } = context;
  const [view, setView] = createSignal<View>(lastViews.get(boardId) ?? { x: 0, y: 0, zoom: 1 });
  const [isJump, setIsJump] = createSignal(false);
  const [size, setSize] = createSignal<GroundSize>({ width: 0, height: 0, top: 0 });
  const [heights, setHeights] = createSignal<ReadonlyMap<Handle, number>>(new Map());
  const [carried, setCarried] = createSignal<Carried | null>(null);
  const [selecting, setSelecting] = createSignal(false);
  const [near, setNear] = createSignal<Handle>(0);
  const [focused, setFocused] = createSignal<Handle>(0);
  let looked = lastViews.has(boardId);
  let viewBefore: View | undefined;

  const laidOnes = createMemo<ReadonlyMap<Handle, Point>>(
    () => {
      board.changeCount();
      const found = new Map<Handle, Point>();
      for (const card of kinds.flatMap(board.column)) {
        const item = board.all().get(card);
        if (item !== undefined && isLaid(item)) found.set(card, { x: item.x, y: item.y });
      }
      return found;
    },
    new Map(),
    { equals: samePlaces },
  );
  const [tried, setTried] = createSignal<ReadonlyMap<Handle, Point> | null>(null);
  const resting = createMemo(() => {
    const laidOut = new Map([...laidOnes(), ...(tried() ?? [])]);
    for (const [card, place] of laidOut) if (!isLaid(place)) laidOut.delete(card);
    return defaultPlaces(kinds.map(board.column), laidOut);
  });
  const places = createMemo<ReadonlyMap<Handle, Point>>(() => {
    const hand = carried();
    if (hand === null) return resting();
    const moved = new Map(resting());
    for (const card of hand.cards) {
      const from = moved.get(card);
      if (from !== undefined) moved.set(card, { x: from.x + hand.x, y: from.y + hand.y });
    }
    return moved;
  });
  const rects = createMemo<ReadonlyMap<Handle, Rect>>(
    () =>
      new Map(
        [...places()].map(([card, place]) => [
          card,
          { ...place, width: cardWidth, height: heights().get(card) ?? cardHeight },
        ]),
      ),
    new Map(),
    { equals: sameRects },
  );
  const isMany = createMemo(() => resting().size > many);
  const isFar = createMemo(() => isMany() && view().zoom < zoomFar);
  const all = () => around([...rects().values(), { x: 0, y: -70, width: cardWidth, height: cardHeight }]);

  const look = (next: View, jump = true) => {
    looked = true;
    lastViews.set(boardId, next);
    setIsJump(jump);
    setView(next);
  };
  const begin = () => {
    const whole = all();
    if (looked || size().width === 0 || rects().size === 0 || whole === undefined) return;
    look(firstLook(whole, size()), false);
  };
  const scaleOf = (card: Handle) =>
    card === openCard() || (isFar() && card === focused()) ? 1 / view().zoom : 1;
  const drawn = (card: Handle): Rect | undefined => {
    const rect = rects().get(card);
    const element = document.getElementById(cardElementId(card));
    if (rect === undefined || element === null) return rect;
    const scale = scaleOf(card);
    return { ...rect, width: element.offsetWidth * scale, height: element.offsetHeight * scale };
  };
  const carry = (next: Carried | null) => {
    if (next?.isByKeys && carried() === null) say(wallWords().carryHint);
    setCarried(next);
  };
  const middle = () => ({ x: size().width / 2, y: size().height / 2 });

  return {
    view,
    isJump,
    size,
    setSize: (next) => {
      setSize(next);
      untrack(begin);
    },
    isMany,
    isFar,
    places,
    rects,
    setHeights: (next) => {
      setHeights(next);
      untrack(begin);
    },
    panBy: (dx, dy, jump = false) => look({ ...view(), x: view().x + dx, y: view().y + dy }, jump),
    zoomBy: (factor, at) => look(zoomAt(view(), factor, at ?? middle()), at === undefined),
    centreOn: (at) => look(centreOn(view(), at, size()), false),
    showAll: () => {
      const whole = all();
      if (whole !== undefined) look(fitAll(whole, size()));
    },
    show: (card) => {
      const rect = drawn(card);
      if (rect === undefined || size().width === 0) return;
      const map = document.querySelector(".wall_map")?.getBoundingClientRect();
      const corner = map && { width: map.width + cornerMargin, height: map.height + cornerMargin };
      const next = reveal(view(), rect, size(), corner);
      if (next.x !== view().x || next.y !== view().y) look(next, false);
    },
    scaleOf,
    setFocused,
    cardUnder: (at) => (isFar() ? cardAt(rects(), toBoard(view(), at)) : 0),
    approach: (card) => {
      const rect = rects().get(card);
      if (rect === undefined) return;
      const at = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
      look(centreOn({ ...view(), zoom: zoomReadable }, at, size()), false);
    },
    preview: (places) => {
      const last = viewBefore ?? view();
      viewBefore = places === null ? undefined : last;
      setTried(places);
      const whole = all();
      if (places === null) look(last);
      else if (whole !== undefined) look(fitAll(whole, size()));
    },
    carried,
    mayCarry: (handle) => {
      const card = board.card(handle);
      return card !== undefined && !card.removed && stage.mayMove(card);
    },
    carry,
    layDown: () => {
      const hand = carried();
      if (hand === null) return;
      const laidDown = hand.cards.flatMap((card) => {
        const place = places().get(card);
        return place === undefined ? [] : [{ card, ...laid(place) }];
      });
      carry(null);
      if (laidDown.length === 0 || !context.placeCards(laidDown)) return;
      say(wallWords().saidLaid(laidDown.length), {
        label: words().undo.undo,
        act: () => context.undo("undo"),
      });
      if (hand.isByKeys) focusCard(hand.cards[0] ?? 0);
    },
    putBack: () => {
      const hand = carried();
      carry(null);
      if (hand?.isByKeys) {
        say(wallWords().saidPutBack);
        focusCard(hand.cards[0] ?? 0);
      }
    },
    selecting,
    setSelecting,
    near,
    setNear,
  };
}

function samePlaces(a: ReadonlyMap<Handle, Point>, b: ReadonlyMap<Handle, Point>): boolean {
  if (a.size !== b.size) return false;
  for (const [card, one] of a) {
    const other = b.get(card);
    if (other === undefined || one.x !== other.x || one.y !== other.y) return false;
  }
  return true;
}

function sameRects(a: ReadonlyMap<Handle, Rect>, b: ReadonlyMap<Handle, Rect>): boolean {
  if (!samePlaces(a, b)) return false;
  for (const [card, { height }] of a) if (b.get(card)?.height !== height) return false;
  return true;
}
