// SPDX-License-Identifier: MIT
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutAt, cutText, firstTexts, joinTexts, usualVotes } from "../src/state/derive_texts";

describe("the texts that a reworked card begins with", () => {
  it("are the card's own for a rewording, nothing for a synthesis", () => {
    expect(firstTexts("reword", ["Les bus sont rares."])).toEqual(["Les bus sont rares."]);
    expect(firstTexts("merge", ["a", "b"])).toEqual([""]);
  });

  it("are cut where one thought ends", () => {
    expect(cutText("Les bus sont rares. Les trains aussi. Et chers.")).toEqual([
      "Les bus sont rares.",
      "Les trains aussi. Et chers.",
    ]);
    expect(cutText("les bus\nles trains")).toEqual(["les bus", "les trains"]);
    expect(cutText("« Trop loin ! » Et trop tard.")).toEqual(["« Trop loin ! »", "Et trop tard."]);
    expect(cutText("peu de bus ; peu de trains")).toEqual(["peu de bus", "peu de trains"]);
  });

  it("are whole in the first box when nothing tells where to cut", () => {
    expect(cutText("3,5 km sans trottoir")).toEqual(["3,5 km sans trottoir", ""]);
    expect(cutText("Une seule phrase.")).toEqual(["Une seule phrase.", ""]);
    expect(cutText("")).toEqual(["", ""]);
  });

  it("lose nothing but space and the comma that held them together", () => {
    const letters = (text: string) => text.replaceAll(/[\s,;]/gu, "");
    fc.assert(
      fc.property(fc.string(), fc.nat(), (text, at) => {
        const [front, behind] = cutAt(text, Math.min(at, text.length));
        expect(letters(front + behind)).toBe(letters(text));
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => letters(cutText(text).join("")) === letters(text)));
  });

  it("are each original once, under each other, when a synthesis starts from them", () => {
    expect(joinTexts([" un ", "deux", "un", ""])).toBe("un\ndeux");
  });
});

describe("the votes", () => {
  it("go on with a synthesis and a rewording, and begin anew with the halves of a card [M10]", () => {
    expect([usualVotes("merge"), usualVotes("reword"), usualVotes("split")]).toEqual([
      "union",
      "union",
      "reset",
    ]);
  });
});
