// SPDX-License-Identifier: MIT
import fc from "fast-check";
import { createRoot } from "solid-js";
import { describe, expect, it } from "vitest";
import type { Card, Kind } from "../src/core/types";
import { type BoardStore, createBoardStore, type Patch } from "../src/state/board_store";
import { holdInPlace } from "../src/state/order";
import { fakeCard } from "./support/fake_core";

function withBoard(cards: Card[], test: (board: BoardStore) => void): void {
  createRoot((dispose) => {
    const board = createBoardStore();
    board.apply({ items: cards });
    test(board);
    dispose();
  });
}

const at = (h: number, order: string, more: Partial<Card> = {}): Card => ({
  ...fakeCard(h, 3, `card ${h}`),
  order,
  ...more,
});

describe("the board store", () => {
  it("orders a column by index, ties by actor then counter", () => {
    const cards = [
      at(1, "V", { id: "00000000000000bb-1" }),
      at(2, "V", { id: "00000000000000aa-10" }),
      at(3, "V", { id: "00000000000000aa-9" }),
      at(4, "A"),
      at(5, "a"),
    ];
    withBoard(cards, (board) => expect(board.column(3)).toEqual([4, 3, 2, 1, 5]));
  });

  it("lists removed cards apart, and back in their column when restored", () => {
    withBoard([at(1, "A"), at(2, "B")], (board) => {
      board.apply({ items: [at(1, "A", { removed: true })] });
      expect([board.column(3), board.removed()]).toEqual([[2], [1]]);
      board.apply({ items: [at(1, "A")] });
      expect([board.column(3), board.removed()]).toEqual([[1, 2], []]);
    });
  });

  it("lists parked cards apart, and pinned ones above the others of their column", () => {
    withBoard([at(1, "A"), at(2, "B"), at(3, "C")], (board) => {
      board.apply({ items: [at(1, "A", { parked: 1 }), at(3, "C", { pinned: 1 })] });
      expect([board.column(3), board.parked(), board.removed()]).toEqual([[3, 2], [1], []]);
      board.apply({ items: [at(1, "A"), at(3, "C", { pinned: 0 })] });
      expect([board.column(3), board.parked()]).toEqual([[1, 2, 3], []]);
    });
  });

  it("takes folded cards out of the columns, and shows them again when nothing stands in their place", () => {
    withBoard([at(1, "A"), at(2, "B")], (board) => {
      board.apply({
        items: [
          at(1, "A", { folded: [3] }),
          at(2, "B", { folded: [3] }),
          at(3, "A0", { derived: { how: "merge", votes: "union", from: [1, 2] } }),
        ],
      });
      expect([board.column(3), board.removed()]).toEqual([[3], []]);
      expect(board.card(1)?.text).toBe("card 1");
      board.apply({ items: [at(1, "A"), at(2, "B"), at(3, "A0", { removed: true })] });
      expect([board.column(3), board.removed()]).toEqual([[1, 2], [3]]);
      expect(board.card(1)?.folded).toBeUndefined();
    });
  });

  it("keeps a card under the hand that types in it when another folds it", () => {
    withBoard([at(1, "A"), at(2, "B")], (board) => {
      board.hold(1);
      board.apply({ items: [at(1, "A", { folded: [3] }), at(3, "A0")] });
      expect(board.column(3)).toContain(1);
      board.hold(0);
      expect(board.column(3)).toEqual([3, 2]);
    });
  });

  it("does not touch a column's order when a text changes", () => {
    withBoard([at(1, "A"), at(2, "B")], (board) => {
      const before = board.column(3);
      board.apply({ items: [at(1, "A", { text: "new" })] });
      expect(board.column(3)).toBe(before);
      expect(board.card(1)?.text).toBe("new");
    });
  });

  it("forgets what a snapshot no longer has", () => {
    withBoard([at(1, "A"), at(2, "B")], (board) => {
      board.apply({ everything: true, items: [at(2, "B")] });
      expect(board.card(1)).toBeUndefined();
      expect(board.column(3)).toEqual([2]);
    });
  });

  it("keeps the status keys that did not change", () => {
    withBoard([], (board) => {
      board.apply({ status: { link: "live", title: "Un tableau" } });
      board.apply({ status: { connected: 4 } });
      expect(board.status).toMatchObject({ link: "live", title: "Un tableau", connected: 4 });
    });
  });

  it("keeps each refusal until it is dismissed", () => {
    const refusal = { reason: "not_allowed", message: "non", h: 1, draft: "texte", closing: false };
    withBoard([], (board) => {
      board.apply({ refusals: [refusal] });
      board.apply({ refusals: [{ ...refusal, h: 2 }] });
      const [first] = board.refusals;
      if (first) board.dismissRefusal(first);
      expect(board.refusals.map(({ h }) => h)).toEqual([2]);
    });
  });

  it("leaves a held card where it stands while others move or remove it [A7]", () => {
    withBoard([at(1, "A"), at(2, "B"), at(3, "C")], (board) => {
      board.hold(2);
      board.apply({ items: [at(2, "Z")] });
      expect(board.column(3)).toEqual([1, 2, 3]);
      board.apply({ items: [at(2, "Z", { kind: 5 })] });
      expect([board.column(3), board.column(5)]).toEqual([[1, 2, 3], []]);
      board.apply({ items: [at(2, "Z", { kind: 5, removed: true })] });
      expect([board.column(3), board.removed()]).toEqual([[1, 2, 3], []]);
      board.hold(0);
      expect([board.column(3), board.removed()]).toEqual([[1, 3], [2]]);
    });
  });
});

describe("the columns", () => {
  it("are after any changes, in whatever order, those of a store that is given the last of it", () => {
    const item = fc
      .record({
        h: fc.integer({ min: 1, max: 9 }),
        order: fc.constantFrom("A", "B", "C"),
        kind: fc.constantFrom<Kind>(1, 3),
        removed: fc.boolean(),
        pinned: fc.constantFrom(0, 1, 2),
        more: fc.constantFrom<Partial<Card>>({}, {}, { parked: 1 }, { folded: [1] }, { erased: 5 }),
      })
      .map(({ h, more, ...rest }) => at(h, rest.order, { ...rest, ...more }));
    const items = fc.uniqueArray(item, { selector: ({ h }) => h, maxLength: 6 });
    const change = fc.record({
      items,
      gone: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 2 }),
      everything: fc.constantFrom(false, false, true),
      hold: fc.constantFrom(0, 0, 1, 2),
    });
    const lists = (board: BoardStore) => [1, 3].map((kind) => board.column(kind as Kind));
    const apart = (board: BoardStore) => [board.removed(), board.parked()];
    const follow = (changes: ({ hold: number } & Patch)[]) =>
      withBoard([], (board) => {
        for (const { hold, ...patch } of changes) {
          board.hold(hold);
          board.apply(patch);
          board.hold(0);
          withBoard([...board.all().values()] as Card[], (fresh) => {
            expect([...lists(board), ...apart(board)]).toEqual([...lists(fresh), ...apart(fresh)]);
            for (const h of [1, 5, 9]) expect(board.card(h)).toEqual(fresh.card(h));
          });
        }
      });
    fc.assert(fc.property(fc.array(change, { maxLength: 8 }), follow));
  });
});

describe("holdInPlace", () => {
  it("keeps every other card in its new order, and the held one exactly once", () => {
    const lists = fc.tuple(fc.uniqueArray(fc.nat(20)), fc.uniqueArray(fc.nat(20)), fc.nat(20));
    fc.assert(
      fc.property(lists, ([before, list, held]) => {
        const result = holdInPlace(before, list, held);
        expect(result.filter((handle) => handle !== held)).toEqual(list.filter((handle) => handle !== held));
        expect(result.filter((handle) => handle === held)).toEqual([held]);
      }),
    );
  });
});
