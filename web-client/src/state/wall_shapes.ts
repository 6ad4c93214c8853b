// The lines of the wall: curves between cards, and the outline around those of a thread. Board units; paths as SVG has them.
// SPDX-License-Identifier: MIT
import { around, type Point, type Rect, touches } from "./wall_places";

export interface Curve {
  path: string;
  /** Where its sign stands. */
  middle: Point;
}

const centre = ({ x, y, width, height }: Rect): Point => ({ x: x + width / 2, y: y + height / 2 });
const round = (value: number) => Math.round(value * 10) / 10;
const said = ({ x, y }: Point) => `${round(x)} ${round(y)}`;

/** The middle of the side that looks towards the other, and the way out of it. */
function exit(from: Rect, to: Point): { point: Point; out: Point } {
  const middle = centre(from);
  const [dx, dy] = [to.x - middle.x, to.y - middle.y];
  if (Math.abs(dx) * from.height > Math.abs(dy) * from.width) {
    const side = Math.sign(dx);
    return { point: { x: middle.x + (side * from.width) / 2, y: middle.y }, out: { x: side, y: 0 } };
  }
  const side = Math.sign(dy) || 1;
  return { point: { x: middle.x, y: middle.y + (side * from.height) / 2 }, out: { x: 0, y: side } };
}

/** Leaves one card and enters the other at right angles to their sides. */
export function curveBetween(from: Rect, to: Rect): Curve {
  const [a, b] = [exit(from, centre(to)), exit(to, centre(from))];
  const reach = Math.min(160, Math.max(24, Math.hypot(a.point.x - b.point.x, a.point.y - b.point.y) / 2.5));
  const away = ({ point, out }: typeof a) => ({ x: point.x + out.x * reach, y: point.y + out.y * reach });
  const [first, second] = [away(a), away(b)];
  const mix = (p: number, q: number, r: number, s: number) => (p + 3 * q + 3 * r + s) / 8;
  return {
    path: `M${said(a.point)}C${said(first)} ${said(second)} ${said(b.point)}`,
    middle: {
      x: round(mix(a.point.x, first.x, second.x, b.point.x)),
      y: round(mix(a.point.y, first.y, second.y, b.point.y)),
    },
  };
}

function corners({ x, y, width, height }: Rect): Point[] {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
}

/** The convex hull, clockwise on a screen, from its leftmost point (Andrew's monotone chain). */
export function hull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (ordered: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of ordered) {
      while (chain.length > 1 && turn(chain.at(-2), chain.at(-1), point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return sorted.length < 2 ? sorted : [...half(sorted), ...half(sorted.reverse())];
}

/** Above 0 where the way over a and b to c turns clockwise on a screen. */
function turn(a: Point | undefined, b: Point | undefined, c: Point): number {
  if (a === undefined || b === undefined) return 1;
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

function area(points: readonly Point[]): number {
  const twice = points.reduce((sum, { x, y }, at) => {
    const next = points[(at + 1) % points.length] ?? { x, y };
    return sum + x * next.y - next.x * y;
  }, 0);
  return Math.abs(twice) / 2;
}

/** Cards no farther apart than this lie together. */
const together = 60;

/** Parts of a set of cards, each of cards that lie together, the largest first. */
export function clusters(rects: readonly Rect[]): Rect[][] {
  const parts: Rect[][] = [];
  for (const rect of rects) {
    const near = { ...rect, x: rect.x - together, y: rect.y - together };
    near.width += 2 * together;
    near.height += 2 * together;
    const joined = parts.filter((part) => part.some((other) => touches(near, other)));
    for (const part of joined) parts.splice(parts.indexOf(part), 1);
    parts.push([...joined.flat(), rect]);
  }
  return parts.sort((one, other) => other.length - one.length);
}

export interface Outline {
  path: string;
  /** Above it, and how wide it is. */
  title: Point;
  width: number;
  /** It shows that cards lie together: there are several, or all of them, and they fill a good part of it. */
  isCompact: boolean;
  /** Most of the cards are in it: the name belongs there. */
  isMain: boolean;
}

/** Around cards that lie together, one outline for each such part; a thick stroke makes it soft and leaves room. */
export function outlinesOf(rects: readonly Rect[]): Outline[] {
  return clusters(rects).flatMap((part) => {
    const box = around(part);
    if (box === undefined) return [];
    const points = hull(part.flatMap(corners));
    const filled = part.reduce((sum, { width, height }) => sum + width * height, 0);
    const isWhole = part.length === rects.length;
    return {
      path: `M${points.map(said).join("L")}Z`,
      title: { x: round(box.x), y: round(box.y) },
      width: box.width,
      isCompact: (part.length > 1 || isWhole) && area(points) <= 1.8 * filled,
      isMain: 2 * part.length > rects.length,
    };
  });
}
