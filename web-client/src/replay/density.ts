// The curve over the axis: how much of what happened when. One path for each kind, stacked, in a box of 1000 by 100.
// SPDX-License-Identifier: MIT
import { kinds } from "../core/types";
import type { Axis } from "./axis";
import type { Bins } from "./history_index";

/** 1 to 5: cards by kind; 6: all else that was done: words, threads, links, votes. */
export const layers = [...kinds, 6] as const;
export const boxWidth = 1000;
export const boxHeight = 100;
/** Narrower than a pixel on most screens: spans are drawn together. */
const columnsMax = 250;

/** `d` of the path of each layer, from the lowest; "" where it never has anything. */
export function densityPaths(axis: Axis, bins: Bins): string[] {
  const columns = gather(axis, bins);
  // By the root: a burst of two hundred cards does not make the rest of the day flat.
  const most = Math.max(1, ...columns.map(({ counts }) => sum(counts)));
  const height = (count: number) => Math.sqrt(count / most) * boxHeight;
  return layers.map((_, layer) => {
    if (columns.every(({ counts }) => counts[layer] === 0)) return "";
    return columns
      .filter(({ counts }) => (counts[layer] ?? 0) > 0)
      .map(({ x0, x1, counts }) => {
        const whole = height(sum(counts));
        const under = sum(counts.slice(0, layer)) / sum(counts);
        const over = sum(counts.slice(0, layer + 1)) / sum(counts);
        const [left, right] = [round(x0 * boxWidth), round(x1 * boxWidth)];
        const [bottom, top] = [round(boxHeight - whole * under), round(boxHeight - whole * over)];
        return `M${left} ${bottom}V${top}H${right}V${bottom}Z`;
      })
      .join("");
  });
}

interface Column {
  x0: number;
  x1: number;
  counts: number[];
}

function gather(axis: Axis, bins: Bins): Column[] {
  const columns: Column[] = [];
  for (const { x0, x1, bin } of axis.spans) {
    const counts = countsOf(bins, bin);
    const last = columns[columns.length - 1];
    if (last !== undefined && x1 - last.x0 < 1 / columnsMax) {
      last.x1 = x1;
      last.counts = last.counts.map((count, layer) => count + (counts[layer] ?? 0));
    } else columns.push({ x0, x1, counts });
  }
  return columns;
}

function countsOf(bins: Bins, bin: number): number[] {
  const cards = kinds.map((kind) => bins.cards[kind - 1]?.[bin] ?? 0);
  return [...cards, Math.max(0, (bins.ops[bin] ?? 0) - sum(cards))];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
