// The beginning of a text, cut at a word, to name a card within a line.
// SPDX-License-Identifier: MIT

const unitsMax = 60;

export function shorten(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, " ");
  if (line.length <= unitsMax) return line;
  const cut = line.lastIndexOf(" ", unitsMax);
  return `${line.slice(0, cut > unitsMax / 2 ? cut : unitsMax).replace(/[\ud800-\udbff]$/, "")}…`;
}
