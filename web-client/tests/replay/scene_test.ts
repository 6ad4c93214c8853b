// SPDX-License-Identifier: MIT
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Changes, type Item, noSettings } from "../../src/core/types";
import { mergePatches } from "../../src/replay/merge_patches";
import { SceneKeeper } from "../../src/replay/scene";
import { createBoardStore } from "../../src/state/board_store";
import { wholeShelf } from "../../src/state/whole_shelf";
import { card } from "../support/tape";

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe("a scene that keeps up", () => {
  it("names of everything only what differs", () => {
    const keeper = new SceneKeeper();
    keeper.apply({ items: [card(1, "a"), card(2, "b"), card(3, "c")] });
    const { patch, touched, before } = keeper.apply({
      everything: true,
      items: [card(1, "a"), card(3, "c!")],
    });
    expect(patch).toEqual({ items: [card(3, "c!")], gone: [2], settings: noSettings });
    expect([...touched].sort()).toEqual([2, 3]);
    expect([before.items.get(2)?.text, before.items.get(3)?.text]).toEqual(["b", "c"]);
  });

  it("leads a page to the same board, however its patches are put together", () => {
    const item = fc
      .tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom("a", "b", "c"))
      .map(([h, text]) => card(h, text));
    const items = fc.uniqueArray(item, { selector: ({ h }) => h, maxLength: 6 });
    const changes = fc
      .record({ everything: fc.boolean(), items })
      .map(({ everything, items }): Changes => (everything ? { everything, items } : { items }));
    const follow = (batches: Changes[][]) => {
      const [keeper, board] = [new SceneKeeper(), createBoardStore(undefined, wholeShelf)];
      const known = new Map<number, Item>();
      for (const batch of batches) {
        for (const one of batch) take(known, one);
        const patch = mergePatches(batch.map((one) => copy(keeper.apply(copy(one)).patch)));
        if (patch !== null) board.apply(patch);
        expect(texts(keeper.picture().items)).toEqual(texts(known));
        expect(texts(board.all())).toEqual(texts(known));
        expect([...board.column(1)].sort()).toEqual([...known.keys()].sort());
        for (const h of [1, 2, 3, 4, 5, 6]) expect(board.card(h)?.text).toBe(known.get(h)?.text);
      }
    };
    fc.assert(fc.property(fc.array(fc.array(changes, { maxLength: 4 }), { maxLength: 8 }), follow));
  });
});

function take(known: Map<number, Item>, { everything, items = [] }: Changes): void {
  if (everything) known.clear();
  for (const item of items) known.set(item.h, item);
}

function texts(items: ReadonlyMap<number, Item>): string[] {
  return [...items.values()].map(({ h, text }) => `${h} ${text}`).sort();
}
