// Finding a card by what is written on it: without capitals, accents and typographic signs, every word in any order.
// SPDX-License-Identifier: MIT

export function searchable(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .replace(/[’ʼ]/g, "'");
}

/** An empty query finds everything. */
export function finds(query: string, text: string): boolean {
  const inText = searchable(text);
  return searchable(query)
    .split(/\s+/)
    .every((word) => inText.includes(word));
}
