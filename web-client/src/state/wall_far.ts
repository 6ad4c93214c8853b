// Cards of the wall from far, sorted by how they are painted: each kind in one stroke, and over it what marks some of them.
// SPDX-License-Identifier: MIT
import { type Handle, type Kind, kinds } from "../core/types";
import { type Point, type Rect, touches } from "./wall_places";

/** The cards in one part of the wall. */
export interface FarCards {
  byKind: ReadonlyMap<Kind, readonly Rect[]>;
  own: readonly Rect[];
  chosen: readonly Rect[];
}

/** `column`: the cards of a kind, in order. */
export function farCards(
  rects: ReadonlyMap<Handle, Rect>,
  part: Rect,
  column: (kind: Kind) => readonly Handle[],
  isOwn: (card: Handle) => boolean,
  chosen: readonly Handle[],
): FarCards {
  const inPart = (card: Handle): Rect[] => {
    const rect = rects.get(card);
    return rect !== undefined && touches(rect, part) ? [rect] : [];
  };
  const all = kinds.flatMap(column);
  return {
    byKind: new Map(kinds.map((kind) => [kind, column(kind).flatMap(inPart)])),
    own: all.filter(isOwn).flatMap(inPart),
    chosen: chosen.flatMap(inPart),
  };
}

const circlePoints = 20;

/** The corners of a kind's shape as the style sheet has it, within 1 x 1; none when it is written in another way. */
export function cornersOf(shape: string): Point[] {
  const circle = /^circle\(([\d.]+)%/.exec(shape.trim());
  if (circle !== null) {
    const radius = Number(circle[1]) / 100;
    return Array.from({ length: circlePoints }, (_, at) => {
      const angle = (2 * Math.PI * at) / circlePoints;
      return { x: 0.5 + radius * Math.cos(angle), y: 0.5 + radius * Math.sin(angle) };
    });
  }
  const list = /^polygon\((.*)\)$/.exec(shape.trim())?.[1] ?? "";
  return [...list.matchAll(/([\d.]+)%?\s+([\d.]+)%?/g)].map(([, x, y]) => ({
    x: Number(x) / 100,
    y: Number(y) / 100,
  }));
}
