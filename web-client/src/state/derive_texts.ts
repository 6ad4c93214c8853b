// What the boxes hold when a card is about to be reworked: a start that is worth correcting, never a blank where there was a text.
// SPDX-License-Identifier: MIT
import type { DerivedBy, VoteRule } from "../core/types";

/** One text for each card that will be made. */
export function firstTexts(how: DerivedBy, originals: readonly string[]): string[] {
  const [text = ""] = originals;
  if (how === "reword") return [text];
  return how === "split" ? cutText(text) : [""];
}

/** All the texts under each other, each once, to be made one. */
export function joinTexts(originals: readonly string[]): string {
  return [...new Set(originals.map((text) => text.trim()))].filter((text) => text !== "").join("\n");
}

/** Where two thoughts meet: at the first line break, else behind the first sentence, else nowhere: all in the first. */
export function cutText(text: string): [string, string] {
  const whole = text.trim();
  const end = /\n+|[.!?…;](?:\s*[»”")])*\s+/u.exec(whole);
  return end === null ? [whole, ""] : cutAt(whole, end.index + end[0].length);
}

/** A semicolon or comma where the text was cut is nobody's any more. */
export function cutAt(text: string, at: number): [string, string] {
  return [text.slice(0, at).replace(/[\s,;]+$/u, ""), text.slice(at).trimStart()];
}

/** Half of a thought did not get the votes that the whole one got. */
export function usualVotes(how: DerivedBy): VoteRule {
  return how === "split" ? "reset" : "union";
}
