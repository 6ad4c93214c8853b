// Where cards lie on the wall. The core keeps a place for each card that somebody laid somewhere; the others have one that follows
// from their kind and rank, the same for everybody, so that a wall that nobody arranged is in order too. Board units: one is a
// CSS pixel at zoom 1.
// SPDX-License-Identifier: MIT
import type { Handle } from "../core/types";

export interface Point {
  x: number;
  y: number;
}

export interface Rect extends Point {
  width: number;
  height: number;
}

export const cardWidth = 240;
/** What a card takes up at most as long as it is closed. */
export const cardHeight = 176;
export const cell = { width: 260, height: 200 };
/** Between blocks of cards; above them is room for their names. */
export const gap = 70;
/** Cards are let go on multiples of this. */
export const grain = 10;
/** server/base/limits.h, kCoordinateMax. */
const coordinateMax = 10_000_000;

/** So many cards at most stand in a block that is one card, two cards and so on wide; the last one is for more. */
const widths = [
  [3, 1],
  [12, 2],
  [36, 3],
  [80, 4],
  [120, 5],
  [240, 8],
  [480, 12],
  [960, 17],
  [Infinity, 24],
] as const;

/**
 * How many cards side by side: a few make a narrow block that fits a screen next to the others, five of hundreds make a wall twice
 * as wide as it is high. It grows by leaps, so that a card more seldom moves the others.
 */
export function across(count: number): number {
  return widths.find(([most]) => count <= most)?.[1] ?? 1;
}

/** The left edges of blocks of so many cards, side by side, and the right edge of the last. */
export function blockEdges(counts: readonly number[]): number[] {
  const edges = [0];
  for (const count of counts) edges.push((edges.at(-1) ?? 0) + across(count) * cell.width + gap);
  return edges;
}

function inBlock(origin: Point, at: number, columns: number): Point {
  return {
    x: origin.x + (at % columns) * cell.width,
    y: origin.y + Math.floor(at / columns) * cell.height,
  };
}

/** So near to a card that it would be covered by it. */
const covered = { x: cardWidth / 2, y: cardHeight / 2 };
/** Looked through at most for a free one. */
const slotsMax = 1_000;

/** Whether a place is covered by none of these. Looks at those near it alone. */
function freeAmong(laid: Iterable<Point>): (place: Point) => boolean {
  const square = (at: number, size: number) => Math.floor(at / size);
  const squares = new Map<string, Point[]>();
  for (const point of laid) {
    const key = `${square(point.x, covered.x)} ${square(point.y, covered.y)}`;
    squares.set(key, [...(squares.get(key) ?? []), point]);
  }
  const covers = ({ x, y }: Point, other: Point) =>
    Math.abs(other.x - x) < covered.x && Math.abs(other.y - y) < covered.y;
  const near = [-1, 0, 1];
  return (place) =>
    squares.size === 0 ||
    near.every((across) =>
      near.every((down) => {
        const key = `${square(place.x, covered.x) + across} ${square(place.y, covered.y) + down}`;
        return !squares.get(key)?.some((other) => covers(place, other));
      }),
    );
}

/**
 * Places by kind and rank, `laid` aside: a card whose place somebody's card covers takes the next free one of its block. A card
 * that is laid keeps its rank's place, unused, so that none moves when one is taken out.
 */
export function defaultPlaces(
  columns: readonly (readonly Handle[])[],
  laid: ReadonlyMap<Handle, Point> = new Map(),
): Map<Handle, Point> {
  const places = new Map<Handle, Point>();
  const edges = blockEdges(columns.map((cards) => cards.length));
  const isFree = freeAmong(laid.values());
  columns.forEach((cards, block) => {
    const slot = (at: number) => inBlock({ x: edges[block] ?? 0, y: 0 }, at, across(cards.length));
    let next = cards.length;
    cards.forEach((card, at) => {
      const own = laid.get(card);
      let place = own ?? slot(at);
      if (own === undefined && !isFree(place)) {
        while (next < slotsMax && !isFree(slot(next))) next += 1;
        place = slot(next);
        next += 1;
      }
      places.set(card, place);
    });
  });
  return places;
}

/** Places by group, each a block of its own, in rows about twice as wide as all is high. */
export function groupedPlaces(groups: readonly (readonly Handle[])[]): Map<Handle, Point> {
  const blocks = groups
    .filter((cards) => cards.length > 0)
    .map((cards) => {
      const columns = Math.max(1, Math.round(Math.sqrt(cards.length * 1.2)));
      const rows = Math.ceil(cards.length / columns);
      return { cards, columns, width: columns * cell.width + gap, height: rows * cell.height + 2 * gap };
    });
  const area = blocks.reduce((sum, { width, height }) => sum + width * height, 0);
  const rowWidth = Math.max(Math.sqrt(2 * area), ...blocks.map(({ width }) => width));
  const places = new Map<Handle, Point>();
  const pen = { x: 0, y: 0, height: 0 };
  for (const { cards, columns, width, height } of blocks) {
    if (pen.x > 0 && pen.x + width > rowWidth) Object.assign(pen, { x: 0, y: pen.y + pen.height, height: 0 });
    cards.forEach((card, at) => {
      places.set(card, laid(inBlock(pen, at, columns)));
    });
    pen.x += width;
    pen.height = Math.max(pen.height, height);
  }
  return places;
}

/** Both 0 means that nobody laid it anywhere. */
export function isLaid({ x, y }: Point): boolean {
  return x !== 0 || y !== 0;
}

/** A place that the core takes and that is one: on the grain, on the board, and not the one that says nothing. */
export function laid({ x, y }: Point): Point {
  const snap = (value: number) => {
    const whole = Math.round(value / grain) * grain;
    return Math.min(coordinateMax, Math.max(-coordinateMax, whole)) + 0;
  };
  const place = { x: snap(x), y: snap(y) };
  return isLaid(place) ? place : { x: grain, y: 0 };
}

/** Around all of them; undefined for none. */
export function around(rects: Iterable<Rect>): Rect | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of rects) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return left > right ? undefined : { x: left, y: top, width: right - left, height: bottom - top };
}

export function touches(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** The card that lies there, the last drawn where several do; 0 = none. */
export function cardAt(rects: ReadonlyMap<Handle, Rect>, at: Point): Handle {
  let found = 0;
  for (const [card, rect] of rects) if (touches(rect, { ...at, width: 0, height: 0 })) found = card;
  return found;
}

/** One step of an arrow key: -1, 0 or 1 each way. */
export type Direction = Point;

/** The card that an arrow leads to: the nearest that lies more that way than aside; 0 = none. */
export function nextToward(places: ReadonlyMap<Handle, Point>, from: Handle, way: Direction): Handle {
  const start = places.get(from);
  if (start === undefined) return 0;
  let best = { card: 0, cost: Infinity };
  for (const [card, { x, y }] of places) {
    const [dx, dy] = [x - start.x, y - start.y];
    const along = dx * way.x + dy * way.y;
    const aside = Math.abs(dx * way.y) + Math.abs(dy * way.x);
    const cost = along + 2 * aside;
    if (card !== from && along > 0 && along * 2 >= aside && cost < best.cost) best = { card, cost };
  }
  return best.card;
}
