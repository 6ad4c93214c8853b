// Texts within a line: the beginning, cut at a word, and its own direction.
// SPDX-License-Identifier: MIT

const unitsMax = 60;

export function shorten(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, " ");
  if (line.length <= unitsMax) return line;
  const cut = line.lastIndexOf(" ", unitsMax);
  return `${line.slice(0, cut > unitsMax / 2 ? cut : unitsMax).replace(/[\ud800-\udbff]$/, "")}…`;
}

const otherDirection = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Within a line of other texts: in the direction that it is written in, which ends where it ends. */
export function isolated(text: string): string {
  return otherDirection.test(text) ? `\u2068${text}\u2069` : text;
}
