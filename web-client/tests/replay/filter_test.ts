// What a filter of the past lets through: cards, threads, and what is told of them.
// SPDX-License-Identifier: MIT
import { describe, expect, it } from "vitest";
import type { Item, Kind } from "../../src/core/types";
import type { HistoryEvent } from "../../src/replay/events";
import {
  type Filter,
  isTold,
  letThrough,
  organisationsOf,
  readFilter,
  writeFilter,
} from "../../src/replay/filter";

const card = (h: number, kind: Kind, organisation: string, removed = false) =>
  ({ item: "card", h, id: `card-${h}`, kind, organisation, removed }) as Item;
const thread = {
  item: "thread",
  h: 9,
  id: "thread-9",
  organisation: "",
  removed: false,
  cards: [2, 3],
} as unknown as Item;
const items = [
  card(1, 1, "Lisieux"),
  card(2, 3, "Cerema"),
  card(3, 3, "Lisieux"),
  card(4, 5, "", true),
  thread,
];
const ref = (id: string) => ({ id, text: "", kind: 3 as const });

describe("a filter of the past", () => {
  it("reads back as it was written, whatever is in a name", () => {
    const filters: Filter[] = [
      { by: "all" },
      { by: "kind", kind: 4 },
      { by: "organisation", name: "CU: Dunkerque\nÉtat" },
      { by: "thread", id: "0123456789abcdef-12" },
    ];
    for (const filter of filters) expect(readFilter(writeFilter(filter))).toEqual(filter);
    for (const none of ["", "kind:9", "kind:", "person:ana", "all"])
      expect(readFilter(none)).toEqual({ by: "all" });
  });

  it("lets through cards of a kind, of an organisation, of a thread with the thread itself", () => {
    expect(letThrough(items, { by: "all" })).toBeUndefined();
    expect(letThrough(items, { by: "kind", kind: 3 })).toEqual(new Set(["card-2", "card-3"]));
    expect(letThrough(items, { by: "organisation", name: "Lisieux" })).toEqual(new Set(["card-1", "card-3"]));
    expect(letThrough(items, { by: "thread", id: "thread-9" })).toEqual(
      new Set(["card-2", "card-3", "thread-9"]),
    );
    expect(letThrough(items, { by: "thread", id: "gone" })).toEqual(new Set());
  });

  it("tells what happened to those, and what happened to nobody in particular", () => {
    const through = new Set(["card-2"]);
    const linked: HistoryEvent = { what: "linked", card: ref("card-1"), to: ref("card-2"), verb: 1 };
    expect(isTold(linked, through)).toBe(true);
    expect(isTold({ what: "written", card: ref("card-1") }, through)).toBe(false);
    expect(isTold({ what: "phase", number: 1, title: "Récits" }, through)).toBe(true);
    expect(isTold({ what: "written", card: ref("card-1") }, undefined)).toBe(true);
  });

  it("offers the organisations of the cards that are there, each once", () => {
    expect(organisationsOf(items)).toEqual(["Cerema", "Lisieux"]);
  });
});
