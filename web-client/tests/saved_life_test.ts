// SPDX-License-Identifier: MIT
import { describe, expect, it } from "vitest";
import { proofOf, savedLife } from "../src/store/saved_life";

describe("a saved life", () => {
  it("names its actor, least significant byte first, and holds the proof", () => {
    const saved = savedLife("0102030405060708", "ff00ab", "00000000000000ff");
    expect([...saved]).toEqual([
      0x09, 8, 7, 6, 5, 4, 3, 2, 1, 0x12, 3, 0xff, 0, 0xab, 0x19, 0xff, 0, 0, 0, 0, 0, 0, 0,
    ]);
    expect(proofOf(saved)).toBe("ff00ab");
    expect(proofOf(new Uint8Array())).toBe("");
  });
});
