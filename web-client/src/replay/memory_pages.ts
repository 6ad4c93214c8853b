// What of a memory is other than in an earlier copy of it, by pages: a fraction of the copy, and the copy with it is the memory again.
// SPDX-License-Identifier: MIT

/** Small, for what changes lies scattered: of 512 ops these have a third of what pages of 4,096 bytes would. */
export const pageBytes = 256;
const pageWords = pageBytes / 4;

/** To be put over the copy that they were found against. */
export interface Pages {
  /** Of the whole memory. */
  length: number;
  /** Which pages differ, in order, and what is in them, one behind the other. */
  at: Uint32Array;
  words: Int32Array;
}

/** REQUIRES: the memory only grew since; both are whole pages. */
export function pagesSince(earlier: Uint8Array, now: Uint8Array): Pages {
  const [a, b] = [wordsOf(earlier), wordsOf(now)];
  const found: number[] = [];
  for (let page = 0; page * pageWords < b.length; page += 1) if (differs(a, b, page)) found.push(page);
  const words = new Int32Array(found.length * pageWords);
  for (let rank = 0; rank < found.length; rank += 1) copyPage(b, found[rank] ?? 0, words, rank);
  return { length: now.length, at: Uint32Array.from(found), words };
}

/** `memory` begins as the copy did. */
export function putPages(memory: Uint8Array, { at, words }: Pages): void {
  const to = wordsOf(memory);
  for (let rank = 0; rank < at.length; rank += 1) copyPage(words, rank, to, at[rank] ?? 0);
}

function copyPage(from: Int32Array, page: number, to: Int32Array, toPage: number): void {
  const [start, end] = [page * pageWords, toPage * pageWords];
  for (let at = 0; at < pageWords; at += 1) to[end + at] = from[start + at] as number;
}

/** Whole numbers are compared and copied four times as fast as bytes. */
function wordsOf(bytes: Uint8Array): Int32Array {
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
}

/** Behind the end of the earlier copy all does. */
function differs(a: Int32Array, b: Int32Array, page: number): boolean {
  const end = (page + 1) * pageWords;
  if (end > a.length) return true;
  for (let at = page * pageWords; at < end; at += 1) if (a[at] !== b[at]) return true;
  return false;
}
