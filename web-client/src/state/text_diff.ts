// One edit between two versions of a text, and what it does to positions. Positions are UTF-16 units, as in a text area.
// SPDX-License-Identifier: MIT

/** `units` units at `at` became `text`. */
export interface Edit {
  at: number;
  units: number;
  text: string;
}

/**
 * The edit from `before` to `after`, by what both have at their start and end; null when they are equal. `caret` is where the
 * caret stands in `after`: among equal characters ("aa" to "aaa") the edit is the one that ends there.
 */
export function diffText(before: string, after: string, caret = after.length): Edit | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  const tail = after.length - caret;
  let end = 0;
  while (end < Math.min(shorter, tail) && unitFromEnd(before, end) === unitFromEnd(after, end)) end += 1;
  let start = 0;
  while (start < shorter - end && before[start] === after[start]) start += 1;
  while (end < shorter - start && unitFromEnd(before, end) === unitFromEnd(after, end)) end += 1;
  // Never between the two halves of one character.
  if (isHigh(before, start - 1) || isHigh(after, start - 1)) start -= 1;
  if (isLow(before, before.length - end) || isLow(after, after.length - end)) end -= 1;
  return { at: start, units: before.length - end - start, text: after.slice(start, after.length - end) };
}

/** Where a position of the old text is in the new one. At the place of an insertion it stays before what came in. */
export function movePosition(position: number, edit: Edit): number {
  if (position <= edit.at) return position;
  if (position >= edit.at + edit.units) return position + edit.text.length - edit.units;
  return edit.at + edit.text.length;
}

/** `edit`, made on the text before `other`, as it reads on the text after it. */
export function rebaseEdit(edit: Edit, other: Edit): Edit {
  const start = movePosition(edit.at, other);
  const otherEnd = other.at + other.units;
  const editEnd = edit.at + edit.units;
  // The end of a deletion inside what the other took away falls back to before what the other put in.
  const end = editEnd > other.at && editEnd < otherEnd ? other.at : movePosition(editEnd, other);
  return { at: start, units: Math.max(0, end - start), text: edit.text };
}

function unitFromEnd(text: string, fromEnd: number): string | undefined {
  return text[text.length - 1 - fromEnd];
}

function isHigh(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800;
}

function isLow(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}
