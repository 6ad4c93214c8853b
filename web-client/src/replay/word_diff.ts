// Two versions of a text, word by word: what stayed, what went, what came.
// SPDX-License-Identifier: MIT

export interface Piece {
  what: "same" | "out" | "in";
  text: string;
}

/** Cells of the table that finds what both have in common; longer texts are told as replaced between their common ends. */
const cellsMax = 250_000;

export function diffWords(before: string, after: string): Piece[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  let end = 0;
  const rest = Math.min(a.length, b.length) - start;
  while (end < rest && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const middle = diffMiddle(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return join([...a.slice(0, start).map(same), ...middle, ...a.slice(a.length - end).map(same)]);
}

/** Words, the spaces between them, and each other sign. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}]+|\s+|[^\p{L}\p{N}\p{M}\s]/gu) ?? [];
}

function same(text: string): Piece {
  return { what: "same", text };
}

function diffMiddle(a: readonly string[], b: readonly string[]): Piece[] {
  if (a.length * b.length === 0 || a.length * b.length > cellsMax)
    return [
      { what: "out", text: a.join("") },
      { what: "in", text: b.join("") },
    ];
  const common = commonLengths(a, b);
  const pieces: Piece[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const what = nextPiece(a, b, i, j, common);
    pieces.push({ what, text: (what === "in" ? b[j] : a[i]) ?? "" });
    if (what !== "in") i += 1;
    if (what !== "out") j += 1;
  }
  return pieces;
}

type Common = (i: number, j: number) => number;

/** Length of the longest common part of what follows a[i] and b[j]. */
function commonLengths(a: readonly string[], b: readonly string[]): Common {
  const width = b.length + 1;
  const cells = new Uint16Array((a.length + 1) * width);
  const at: Common = (i, j) => cells[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      cells[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  return at;
}

function nextPiece(
  a: readonly string[],
  b: readonly string[],
  i: number,
  j: number,
  common: Common,
): Piece["what"] {
  if (i === a.length) return "in";
  if (a[i] === b[j]) return "same";
  return j === b.length || common(i + 1, j) >= common(i, j + 1) ? "out" : "in";
}

function join(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const { what, text } of pieces) {
    if (text === "") continue;
    const last = joined[joined.length - 1];
    if (last?.what === what) last.text += text;
    else joined.push({ what, text });
  }
  return joined;
}
