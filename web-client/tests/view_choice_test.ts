// SPDX-License-Identifier: MIT
import { afterEach, describe, expect, it, vi } from "vitest";
import { firstView, hasKindColumns, rememberedView, rememberView } from "../src/state/view_choice";

/** A browser's memory. */
function keepIn(store: Map<string, string>): void {
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => store.set(key, value),
    removeItem: (key: string) => store.delete(key),
  });
}

afterEach(() => vi.unstubAllGlobals());

describe("the way a person looks at a board", () => {
  it("is remembered for each board [A6]", () => {
    keepIn(new Map());
    rememberView("a", { layout: "list", grouping: "thread" });
    rememberView("b", { layout: "wall", grouping: "kind" });
    expect(rememberedView("a")).toEqual({ layout: "list", grouping: "thread" });
    expect(rememberedView("b")).toEqual({ layout: "wall", grouping: "kind" });
    expect(rememberedView("c")).toEqual(firstView);
  });

  it("is the first one where nothing is kept, or what is kept means nothing", () => {
    keepIn(new Map([["atelier.view.a", "carousel thread"]]));
    expect(rememberedView("a")).toEqual({ layout: "columns", grouping: "thread" });
    vi.stubGlobal("localStorage", undefined);
    expect(rememberedView("a")).toEqual(firstView);
    expect(() => rememberView("a", firstView)).not.toThrow();
  });

  it("has the columns that cards are written into by kind, and on the wall", () => {
    expect(hasKindColumns({ layout: "columns", grouping: "kind" })).toBe(true);
    expect(hasKindColumns({ layout: "list", grouping: "thread" })).toBe(false);
    expect(hasKindColumns({ layout: "wall", grouping: "organisation" })).toBe(true);
  });
});
