// SPDX-License-Identifier: MIT
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinEntries, splitEntries } from "../src/sync/entries";

describe("a long-poll body [W2]", () => {
  it("gives back the frames that went in", () => {
    const sizes = fc.constantFrom(0, 1, 127, 128, 16_383, 16_384, 65_536);
    fc.assert(
      fc.property(fc.array(sizes, { maxLength: 5 }), (lengths) => {
        const frames = lengths.map((length, index) => new Uint8Array(length).fill(index + 1));
        const back = splitEntries(joinEntries(frames)) ?? [];
        expect(back.map((frame) => Buffer.from(frame).toString("base64"))).toEqual(
          frames.map((frame) => Buffer.from(frame).toString("base64")),
        );
      }),
    );
  });

  it("is refused when it is cut short", () => {
    const body = joinEntries([new Uint8Array(200)]);
    for (const cut of [1, 2, 100, body.length - 1]) expect(splitEntries(body.subarray(0, cut))).toBeNull();
  });

  it("is refused when a length has no end", () => {
    expect(splitEntries(new Uint8Array(8).fill(0xff))).toBeNull();
  });
});
