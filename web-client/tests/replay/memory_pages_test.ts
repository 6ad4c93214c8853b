// SPDX-License-Identifier: MIT
import fc from "fast-check";
import { expect, it } from "vitest";
import { pageBytes, pagesSince, putPages } from "../../src/replay/memory_pages";

const change = fc.record({ at: fc.nat(4 * pageBytes - 1), byte: fc.nat(255) });

it("a copy with the pages that differ is the memory, whatever was written and however much it grew", () => {
  fc.assert(
    fc.property(fc.array(change), fc.array(change), fc.nat(2), (first, second, grown) => {
      const earlier = new Uint8Array(4 * pageBytes);
      for (const { at, byte } of first) earlier[at] = byte;
      const now = new Uint8Array((4 + grown) * pageBytes);
      now.set(earlier);
      for (const { at, byte } of second) now[at] = byte;
      const pages = pagesSince(earlier, now);
      const again = new Uint8Array(now.length).fill(7);
      again.set(earlier);
      putPages(again, pages);
      expect(again.every((byte, at) => byte === now[at])).toBe(true);
      expect(pages.at.length).toBeLessThanOrEqual(
        new Set(second.map(({ at }) => Math.floor(at / pageBytes))).size + grown,
      );
    }),
  );
});
