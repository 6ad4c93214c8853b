// SPDX-License-Identifier: MIT
import fc from "fast-check";
import { createRoot } from "solid-js";
import { describe, expect, it } from "vitest";
import type { Card, Handle, Item, Kind, Verb } from "../src/core/types";
import { createBoardStore } from "../src/state/board_store";
import { countGaps } from "../src/state/gaps";
import { finds } from "../src/state/search";
import { findTies, standFor, type Tie, TieFinder, type Ties } from "../src/state/ties";
import { fakeCard, fakeThread } from "./support/fake_core";

const board = (...items: Item[]): Map<Handle, Item> => new Map(items.map((item) => [item.h, item]));
const card = (h: Handle, kind: Kind, more: Partial<Card> = {}): Card => ({
  ...fakeCard(h, kind, `card ${h}`),
  ...more,
});
const linked = (h: Handle, kind: Kind, verb: Verb, ...to: Handle[]): Card =>
  card(h, kind, { links: to.map((one) => ({ to: one, verb })) });
const all = [1, 2, 3, 4, 5, 6, 7, 8];
/** All that they say of eight items. */
const plain = (ties: Ties) => ({
  links: ties.links,
  from: all.map((h) => ties.from(h)),
  to: all.map((h) => ties.to(h)),
  threads: ties.threads.map(({ thread, cards, members }) => ({ thread, cards, members })),
  threadsOf: all.map((h) => ties.threadsOf(h)),
});
const names = ({ links, threads }: Ties) => ({
  links: links
    .flatMap((tie) => tie.made.map((made) => [said(tie), said({ ...made, made: [] })].join()))
    .sort(),
  threads: threads
    .flatMap(({ thread, members }) =>
      [...members].flatMap(([h, made]) => made.map((one) => `${thread} ${h} ${one}`)),
    )
    .sort(),
});
/** The same by the rule alone: each link and membership of each card, wherever the card stands. */
function namesOfAll(items: ReadonlyMap<Handle, Item>): ReturnType<typeof names> {
  const linksOf = (item: Item) =>
    (item.item === "card" ? item.links : []).flatMap(({ to, verb }) =>
      standFor(items, item.h).flatMap((source) =>
        standFor(items, to)
          .filter((target) => target !== source)
          .map((target) => `${source} ${verb} ${target},${item.h} ${verb} ${to}`),
      ),
    );
  const membersOf = (item: Item) =>
    (item.item === "thread" && !item.removed ? item.cards : []).flatMap((member) =>
      standFor(items, member).map((card) => `${item.h} ${card} ${member}`),
    );
  const list = [...items.values()];
  return { links: list.flatMap(linksOf).sort(), threads: list.flatMap(membersOf).sort() };
}
const said = (tie: Tie) => `${tie.from} ${tie.verb} ${tie.to}`;
const fear = 1;
const barrier = 2;
const need = 3;
const story = 4;
const solution = 5;

describe("what stands for a card", () => {
  it("is itself, what was made from it, however often, or nothing", () => {
    const items = board(
      card(1, need),
      card(2, need, { removed: true }),
      card(3, need, { folded: [4] }),
      card(4, need, { folded: [5, 6] }),
      card(5, need),
      card(6, need),
      fakeThread(7, "fil"),
    );
    expect([1, 2, 3, 7, 99].map((h) => standFor(items, h))).toEqual([[1], [], [5, 6], [], []]);
  });

  it("is found in any tangle, also one that no core would tell of", () => {
    const tangle = fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 8 })), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(tangle, (folds) => {
        const items = board(
          ...folds.map((folded, at) => card(at + 1, need, folded.length > 0 ? { folded } : {})),
        );
        for (const h of items.keys())
          for (const one of standFor(items, h)) expect((items.get(one) as Card).folded).toBeUndefined();
      }),
    );
  });
});

describe("ties", () => {
  it("are seen from both ends", () => {
    const ties = findTies(board(card(1, need), linked(2, solution, 1, 1), linked(3, barrier, 2, 1)));
    expect(ties.from(2).map(said)).toEqual(["2 1 1"]);
    expect(ties.to(1).map(said)).toEqual(["2 1 1", "3 2 1"]);
    expect(ties.to(2)).toEqual([]);
  });

  it("of originals are shown once on what stands for them, and know what they are made of", () => {
    const ties = findTies(
      board(
        card(1, need),
        { ...linked(2, solution, 1, 1), folded: [4] },
        { ...linked(3, solution, 1, 1), folded: [4] },
        card(4, solution, { derived: { how: "merge", votes: "union", from: [2, 3] } }),
      ),
    );
    expect(ties.links).toEqual([
      {
        from: 4,
        to: 1,
        verb: 1,
        made: [
          { from: 2, to: 1, verb: 1 },
          { from: 3, to: 1, verb: 1 },
        ],
      },
    ]);
  });

  it("of removed cards, and within one synthesis, are not shown", () => {
    const gone = board({ ...linked(1, need, 6, 2), removed: true }, linked(2, need, 6, 1));
    expect(findTies(gone).links).toEqual([]);
    const merged = board(
      { ...linked(1, need, 6, 2), folded: [3] },
      card(2, need, { folded: [3] }),
      card(3, need),
    );
    expect(findTies(merged).links).toEqual([]);
  });

  it("stay the same objects as long as they say the same", () => {
    const before = findTies(board(card(1, need), linked(2, solution, 1, 1)));
    const more = board(card(1, need), linked(2, solution, 1, 1), linked(3, story, 4, 1));
    const [first] = before.links;
    const after = findTies(more, before);
    expect(after.links[0]).toBe(first);
    const merged = board(
      card(1, need),
      { ...linked(2, solution, 1, 1), folded: [4] },
      linked(4, solution, 1, 1),
    );
    const once = findTies(merged, after);
    const twice = findTies(board(card(1, need), linked(4, solution, 1, 1)), once);
    expect(twice.links.map(said)).toEqual(once.links.map(said));
    expect(twice.links[0]).not.toBe(once.links[0]);
  });

  it("and threads are the same, whatever was found before [over random boards]", () => {
    const handle = fc.integer({ min: 1, max: 8 });
    const some = fc.uniqueArray(handle, { maxLength: 3 });
    const item = fc
      .record({
        h: handle,
        isThread: fc.boolean(),
        removed: fc.boolean(),
        order: fc.constantFrom("A", "B"),
        kind: fc.constantFrom<Kind>(1, 2, 3),
        folded: fc.option(some, { nil: undefined }),
        to: some,
      })
      .map(({ h, isThread, removed, order, kind, folded, to }): Item => {
        if (isThread) return { ...fakeThread(h, "fil", to), removed, order };
        const links = to.map((one) => ({ to: one, verb: 1 as Verb }));
        return card(h, kind, { removed, order, links, ...(folded && { folded }) });
      });
    const patch = fc.uniqueArray(item, { selector: ({ h }) => h, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(patch, { maxLength: 8 }), some, (patches, asked) => {
        const finder = new TieFinder();
        const items = board();
        for (const fresh of patches) {
          for (const one of fresh) items.set(one.h, one);
          const found = finder.find(items);
          for (const h of asked) found.from(h);
          expect(plain(found)).toEqual(plain(findTies(new Map(items))));
          expect(names(found)).toEqual(namesOfAll(items));
        }
      }),
    );
  });
});

describe("the finder of ties", () => {
  it("finds anew for anything but what is typed", () => {
    const [one, two, group] = [card(1, need), linked(2, solution, 1, 1), fakeThread(3, "fil", [1])];
    const finder = new TieFinder();
    const first = finder.find(board(one, two, group));
    expect(finder.find(board({ ...one, text: "card 1, longer" }, two, group))).toBe(first);
    const changes: [string, Item[]][] = [
      ["a link", [one, { ...two, links: [] }, group]],
      ["a kind", [{ ...one, kind: fear }, two, group]],
      ["a rank", [{ ...one, order: "z" }, two, group]],
      ["a removal", [{ ...one, removed: true }, two, group]],
      ["a fold", [{ ...one, folded: [2] }, two, group]],
      ["an emptied text", [{ ...one, text: "" }, two, group]],
      ["a member", [one, two, { ...group, cards: [1, 2] }]],
      ["an item more", [one, two, group, card(4, need)]],
      ["an item less", [one, two]],
      ["another item", [one, two, card(3, need)]],
    ];
    for (const [what, items] of changes) {
      const fresh = new TieFinder();
      const before = fresh.find(board(one, two, group));
      const after = fresh.find(board(...items));
      expect(after, what).not.toBe(before);
      expect(plain(after), what).toEqual(plain(findTies(board(...items))));
    }
  });
});

describe("the finder of ties over the board's store", () => {
  it("sees what changed although the store keeps its objects", () => {
    createRoot((dispose) => {
      const store = createBoardStore();
      const finder = new TieFinder();
      const links = (...items: Item[]) => {
        store.apply({ items });
        return finder.find(store.all()).links.map(said);
      };
      expect(links(card(1, need), card(2, solution))).toEqual([]);
      expect(links(linked(2, solution, 1, 1))).toEqual(["2 1 1"]);
      expect(links(linked(2, solution, 5, 1))).toEqual(["2 5 1"]);
      expect(links(card(2, solution))).toEqual([]);
      dispose();
    });
  });
});

describe("threads", () => {
  it("hold the cards that stand in them, by column and rank; a card may be in several", () => {
    const ties = findTies(
      board(
        card(1, solution, { order: "B" }),
        card(2, need, { order: "B" }),
        card(3, need, { order: "A" }),
        card(4, need, { removed: true }),
        fakeThread(5, "un", [1, 2, 3, 4]),
        fakeThread(6, "deux", [2]),
        { ...fakeThread(7, "défait", [2]), removed: true },
      ),
    );
    expect(ties.threads.map(({ thread, cards }) => [thread, cards])).toEqual([
      [5, [3, 2, 1]],
      [6, [2]],
    ]);
    expect(ties.threadsOf(2)).toEqual([5, 6]);
    expect(ties.threadsOf(4)).toEqual([]);
  });

  it("show a synthesis in the place of its originals, and know who the members are", () => {
    const ties = findTies(
      board(
        card(1, need, { folded: [3] }),
        card(2, need, { folded: [3] }),
        card(3, need),
        fakeThread(4, "fil", [1, 2]),
      ),
    );
    expect(ties.threads[0]?.cards).toEqual([3]);
    expect(ties.threads[0]?.members.get(3)).toEqual([1, 2]);
  });
});

describe("gaps", () => {
  const gaps = (...items: Item[]) => {
    const all = board(...items);
    return countGaps(all, findTies(all));
  };

  it("are needs that no solution answers and barriers that no story illustrates", () => {
    expect(gaps()).toEqual({ needs: 0, barriers: 0 });
    expect(gaps(card(1, need), card(2, barrier), card(3, fear))).toEqual({ needs: 1, barriers: 1 });
    expect(gaps(card(1, need), linked(2, solution, 1, 1))).toEqual({ needs: 0, barriers: 0 });
    expect(gaps(card(1, barrier), linked(2, story, 4, 1))).toEqual({ needs: 0, barriers: 0 });
  });

  it("are not closed by another verb, another kind, or the other way round", () => {
    expect(gaps(card(1, need), linked(2, solution, 5, 1)).needs).toBe(1);
    expect(gaps(card(1, need), linked(2, story, 1, 1)).needs).toBe(1);
    expect(gaps(linked(1, need, 1, 2), card(2, solution)).needs).toBe(1);
    expect(gaps(card(1, barrier), linked(2, story, 1, 1)).barriers).toBe(1);
    expect(gaps(card(1, barrier), linked(2, solution, 4, 1)).barriers).toBe(1);
  });

  it("are counted on the cards that stand there", () => {
    const answered = linked(9, solution, 1, 1);
    expect(gaps(card(1, need, { folded: [2] }), card(2, need), answered).needs).toBe(0);
    expect(gaps(card(1, need, { folded: [2, 3] }), card(2, need), card(3, need)).needs).toBe(2);
    expect(gaps(card(1, need), { ...answered, removed: true }).needs).toBe(1);
    expect(gaps(card(1, need, { removed: true }), card(2, need, { text: " " })).needs).toBe(0);
  });
});

describe("the search", () => {
  it("takes words in any order, without accents, capitals or curled apostrophes", () => {
    const text = "L’Élu craint d’être mis en cause par sa sœur";
    for (const query of ["", "  ", "elu", "CRAINT élu", "l'elu d’etre", "soeur"])
      expect(finds(query, text), query).toBe(true);
    for (const query of ["elue", "élu maire"]) expect(finds(query, text), query).toBe(false);
  });
});
