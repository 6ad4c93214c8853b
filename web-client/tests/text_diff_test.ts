// SPDX-License-Identifier: MIT
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffText, type Edit, movePosition, rebaseEdit } from "../src/state/text_diff";

const applyEdit = (text: string, { at, units, text: put }: Edit) =>
  text.slice(0, at) + put + text.slice(at + units);
const text = fc.string({ unit: fc.constantFrom("a", "b", "é", " ", "\n", "😀", "👩"), maxLength: 12 });
const splitsPair = (value: string, at: number) =>
  /[\ud800-\udbff]/.test(value.charAt(at - 1)) && /[\udc00-\udfff]/.test(value.charAt(at));

describe("diffText", () => {
  it("turns the old text into the new one", () => {
    fc.assert(
      fc.property(text, text, fc.nat(24), (before, after, caret) => {
        const edit = diffText(before, after, Math.min(caret, after.length));
        expect(edit === null ? before : applyEdit(before, edit)).toBe(after);
      }),
    );
  });

  it("says nothing when nothing changed", () => {
    expect(diffText("né à Lorient", "né à Lorient")).toBeNull();
  });

  it("never starts or ends between the two halves of one character", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const edit = diffText(before, after);
        if (edit === null) return;
        expect(splitsPair(before, edit.at)).toBe(false);
        expect(splitsPair(before, edit.at + edit.units)).toBe(false);
      }),
    );
  });

  it("places a repeated letter where the caret is", () => {
    expect(diffText("aaa", "aaaa", 2)).toEqual({ at: 1, units: 0, text: "a" });
    expect(diffText("aaa", "aaaa", 4)).toEqual({ at: 3, units: 0, text: "a" });
  });
});

describe("movePosition", () => {
  it("keeps the caret before a character that others typed at the same place", () => {
    expect(movePosition(3, { at: 3, units: 0, text: "abc" })).toBe(3);
  });

  it("follows its neighbours when others edit before it", () => {
    fc.assert(
      fc.property(text, text, text, (head, put, tail) => {
        const position = head.length + tail.length;
        const moved = movePosition(position, { at: 0, units: head.length, text: put });
        expect((put + tail).slice(0, moved)).toBe(tail === "" && head === "" ? "" : put + tail);
      }),
    );
  });
});

describe("rebaseEdit", () => {
  it("gives a valid edit on the other's text, with everything that was typed in it", () => {
    const edits = text.chain((base) =>
      fc.record({
        base: fc.constant(base),
        one: fc.tuple(fc.nat(base.length), fc.nat(base.length), text),
        two: fc.tuple(fc.nat(base.length), fc.nat(base.length), text),
      }),
    );
    fc.assert(
      fc.property(edits, ({ base, one, two }) => {
        const [mine, theirs] = [one, two].map(([from, to, put]) => ({
          at: Math.min(from, to),
          units: Math.abs(from - to),
          text: put,
        })) as [Edit, Edit];
        const after = applyEdit(base, theirs);
        const moved = rebaseEdit(mine, theirs);
        expect(moved.at).toBeGreaterThanOrEqual(0);
        expect(moved.at + moved.units).toBeLessThanOrEqual(after.length);
        expect(applyEdit(after, moved)).toContain(mine.text);
      }),
    );
  });

  it("is the edit itself when the other is behind it", () => {
    const mine = { at: 1, units: 2, text: "x" };
    expect(rebaseEdit(mine, { at: 8, units: 1, text: "yy" })).toEqual(mine);
  });
});
