// [A10] [A11] What others do is held back, what the person does is not; a digest counts each card once.
// SPDX-License-Identifier: MIT
import { expect, test } from "vitest";
import type { Card, Item } from "../src/core/types";
import { Digest } from "../src/state/digest";
import { Stillness } from "../src/state/stillness";
import { fakeCard } from "./support/fake_core";

const card = (more: Partial<Card> & { h: number }): Card => ({ ...fakeCard(more.h, 1, ""), ...more });
const known = (...items: Item[]) => new Map(items.map((item) => [item.h, item]));

test("[A11] what others do is held back and counted, and comes as it is in the end", () => {
  const still = new Stillness();
  expect(still.pass({ items: [card({ h: 1, text: "a" })] }, false)).toEqual({});
  expect(still.pass({ items: [card({ h: 1, text: "b" }), card({ h: 2 })] }, false)).toEqual({});
  expect(still.count).toBe(2);
  expect(still.rest().items?.map(({ h, text }) => [h, text])).toEqual([
    [1, "b"],
    [2, ""],
  ]);
});

test("[A11] what the person touches is drawn, also what comes back of it; the rest of a change always is", () => {
  const still = new Stillness();
  still.pass({ items: [card({ h: 1 })] }, false);
  const drawn = still.pass({ status: { pendingOps: 1 }, items: [card({ h: 1, text: "mine" })] }, true);
  expect(drawn?.status).toEqual({ pendingOps: 1 });
  expect(drawn?.items).toHaveLength(1);
  expect(still.pass({ items: [card({ h: 1, text: "kept" })] }, false)?.items).toHaveLength(1);
  expect(still.count).toBe(0);
  expect(still.pass({ status: { connected: 3 } }, false)).toEqual({ status: { connected: 3 } });
});

test("[A11] a board that is loaded anew ends it", () => {
  expect(new Stillness().pass({ everything: true, items: [] }, false)).toBeNull();
});

test("[A10] a card counts once, by what became of it", () => {
  const digest = new Digest();
  const there = known(card({ h: 1 }), card({ h: 2 }), card({ h: 3, removed: true }));
  digest.take({ items: [card({ h: 1, text: "x" }), card({ h: 2, removed: true }), card({ h: 4 })] }, there);
  digest.take({ items: [card({ h: 4, text: "y" }), card({ h: 3 }), card({ h: 5 })] }, there);
  digest.take({ items: [card({ h: 5, removed: true })] }, known(card({ h: 5 })));
  expect(digest.end(null)).toEqual({ added: 2, changed: 1, removed: 1 });
  expect(digest.end(null)).toEqual({ added: 0, changed: 0, removed: 0 });
});

test("[A10] of one column only what is in it counts, and a board that is loaded anew tells of nothing", () => {
  const digest = new Digest();
  digest.take({ items: [card({ h: 1, kind: 1 }), card({ h: 2, kind: 3 })] }, known());
  expect(digest.end(3).added).toBe(1);
  digest.take({ items: [card({ h: 3 })] }, known());
  digest.take({ everything: true, items: [card({ h: 3 })] }, known());
  expect(digest.end(null).added).toBe(0);
});
