// Which links make sense between two kinds of cards. The server holds everybody to the same table (server/workshop/verbs.h);
// a test compares both with docs/links.md.
// SPDX-License-Identifier: MIT
import { type Kind, type Verb, verbs } from "../core/types";

/** Rows: from; columns: to; both from fear to solution. A cell is the wire values of its verbs. */
const table = [
  ["356", "3", "23", "5", "256"],
  ["3", "356", "23", "5", "256"],
  ["13", "13", "356", "5", "56"],
  ["145", "145", "145", "56", "456"],
  ["135", "135", "135", "5", "56"],
] as const;

export function verbsBetween(from: Kind, to: Kind): Verb[] {
  const cell: string = table[from - 1]?.[to - 1] ?? "";
  return verbs.filter((verb) => cell.includes(String(verb)));
}
