// SPDX-License-Identifier: MIT
import { createRoot } from "solid-js";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { type BoardStore, createBoardStore } from "../src/state/board_store";
import type { LoneCard } from "../src/sync/lone_cards";
import { createFates } from "../src/ui/lone/fates";
import { fakeCard } from "./support/fake_core";

const lone = (key: string, item: string): LoneCard => ({
  key,
  kind: 1,
  text: "Peur",
  label: "",
  item,
  due: "",
  problem: "",
});
const seen = lone("aa", "00000000000000aa-1");
const unseen = lone("bb", "00000000000000bb-1");
const unsent = lone("cc", "");
const fate = { hidden: true, parked: true, removed: false, note: "trop vague" };

describe("what became of cards without an author [W38]", () => {
  let asked: string[];
  let answer: () => Response;
  let board: BoardStore;
  let said: string[];
  const look = () => {
    const link = { board: "b", token: "t" };
    return createRoot(() =>
      createFates(
        { board, boardId: "b", link },
        () => [seen, unseen, unsent],
        (text) => said.push(text),
      ),
    );
  };
  beforeEach(() => {
    asked = [];
    said = [];
    answer = () => new Response(JSON.stringify(fate), { status: 200 });
    vi.stubGlobal("document", { hidden: false, addEventListener: () => undefined });
    vi.stubGlobal("fetch", async (_: string, { headers }: { headers: Record<string, string> }) => {
      asked.push(headers["Atelier-Edit-Key"] ?? "");
      return answer();
    });
    board = createBoardStore();
    const card = { ...fakeCard(1, 1, "Peur"), id: seen.item, note: "dis-le autrement" };
    board.apply({ status: { link: "live", role: 1 }, items: [card] });
  });

  it("is read from the board where everybody sees the card, and asked for under its key where not", async () => {
    const fates = look();
    await vi.waitFor(() => expect(fates(unseen)).toEqual(fate));
    expect(asked).toEqual(["bb"]);
    expect(fates(seen)).toEqual({ hidden: false, parked: false, removed: false, note: "dis-le autrement" });
    expect(fates(unsent)).toBeUndefined();
    expect(said).toHaveLength(2);
  });

  it("stays unknown where the server does not say, and nothing is asked without a line", async () => {
    answer = () => new Response("", { status: 404 });
    expect(look()(unseen)).toBeUndefined();
    await vi.waitFor(() => expect(asked).toEqual(["bb"]));
    board.apply({ status: { link: "offline" } });
    look();
    await Promise.resolve();
    expect(asked).toEqual(["bb"]);
  });
});
