// SPDX-License-Identifier: MIT
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { kinds, type Verb } from "../src/core/types";
import { en } from "../src/i18n/en";
import { verbsBetween } from "../src/state/verbs";

/** The table for people, which the server's test reads as well. */
function documented(): string[][] {
  const page = readFileSync(new URL("../../docs/links.md", import.meta.url), "utf8");
  return page
    .split("\n")
    .filter((line) => line.startsWith("| **"))
    .map((line) => line.split("|").slice(2, -1));
}

const words = (verbs: readonly Verb[]) => verbs.map((verb) => en.verbs[verb]).join(", ");

describe("the verbs between two kinds of card", () => {
  it("are those of the documentation, and so the server's", () => {
    const page = kinds.map((from) => kinds.map((to) => words(verbsBetween(from, to))));
    expect(page).toEqual(documented().map((cells) => cells.map((cell) => cell.trim())));
  });

  it("are never none both ways round", () => {
    for (const from of kinds)
      for (const to of kinds)
        expect(verbsBetween(from, to).length + verbsBetween(to, from).length).not.toBe(0);
  });
});
