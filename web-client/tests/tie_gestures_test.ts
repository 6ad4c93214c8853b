// SPDX-License-Identifier: MIT
import { createRoot } from "solid-js";
import { describe, expect, it, vi } from "vitest";
import { type Handle, type Outcome, undone } from "../src/core/types";
import { en } from "../src/i18n/en";
import { fr } from "../src/i18n/fr";
import { type BoardStore, createBoardStore } from "../src/state/board_store";
import { findTies } from "../src/state/ties";
import type { Session } from "../src/sync/session";
import { createLinking, type Linking } from "../src/ui/linking";
import { createThreading, type Threading } from "../src/ui/threading";
import { undoneWords } from "../src/ui/undone_words";
import { FakeCore } from "./support/fake_core";
import { useFakePage } from "./support/fake_page";

// It draws; there is no page here to draw on.
vi.mock("../src/ui/announcer", () => ({ say: vi.fn() }));

interface Page {
  core: FakeCore;
  board: BoardStore;
  linking: Linking;
  threading: Threading;
  said: string[];
  /** How many changes each gesture was made of. */
  gestures: number[];
  focused: string[];
  picking: { on: boolean };
  add(kind: 1 | 2 | 3 | 4 | 5, text: string): Handle;
}

function withPage(test: (page: Page) => void): void {
  createRoot((dispose) => {
    const core = new FakeCore();
    const board = createBoardStore();
    const said: string[] = [];
    const gestures: number[] = [];
    const focused: string[] = [];
    const picking = { on: false };
    const show = () => board.apply(core.changes() ?? {});
    const session = {
      together: (changes: Parameters<Session["together"]>[0]): Outcome => {
        gestures.push(changes.length);
        const outcomes = changes.map((change) => change(core));
        show();
        return outcomes.at(-1) ?? 0;
      },
    } as Session;
    const stub = (id: string) => ({ querySelector: () => ({ focus: () => focused.push(id) }) });
    Object.assign(document, { getElementById: stub });
    const parts = {
      board,
      session,
      taken: (outcome: Outcome) => outcome >= 0,
      sayWithUndo: (text: string) => said.push(text),
      showColumn: vi.fn(),
      closeCard: vi.fn(),
      reworking: {
        picked: () => (picking.on ? [] : undefined),
        stopPicking: () => {
          picking.on = false;
        },
      },
    };
    test({
      core,
      board,
      linking: createLinking(parts),
      threading: createThreading(parts),
      said,
      gestures,
      focused,
      picking,
      add: (kind, text) => {
        const h = core.addCard(kind, text);
        show();
        return h;
      },
    });
    dispose();
  });
}

const ties = (page: Page) => findTies(page.board.all());

describe("making a link", () => {
  useFakePage();

  it("goes from the search to the verb and is said as a sentence", () => {
    withPage((page) => {
      const [need, bus] = [page.add(3, "se déplacer"), page.add(5, "un bus")];
      page.linking.start(need);
      page.linking.choose(need); // not with itself
      expect(page.linking.stage()).toEqual({ step: "search", card: need });
      page.linking.choose(bus);
      expect(page.linking.stage()).toEqual({ step: "verb", card: need, other: bus });
      page.linking.choose(undefined);
      page.linking.choose(bus);
      expect(page.linking.finish({ from: bus, to: need, verb: 1 })).toBe(true);
      expect(page.linking.stage()).toBeUndefined();
      expect(page.said).toEqual([
        "Lien créé\u00a0: «\u00a0un bus\u00a0» répond à «\u00a0se déplacer\u00a0».",
      ]);
      expect(page.focused).toEqual([]); // the dialog gives the focus back
    });
  });

  it("chosen on the board, ends with the focus on the card that it began from, also when left", () => {
    withPage((page) => {
      const [need, bus] = [page.add(3, "se déplacer"), page.add(5, "un bus")];
      for (const end of [
        () => page.linking.leave(),
        () => page.linking.finish({ from: bus, to: need, verb: 1 }),
      ]) {
        page.linking.start(need);
        page.linking.chooseOnBoard();
        expect(page.linking.isOnBoard()).toBe(true);
        page.linking.choose(bus);
        expect(page.linking.isOnBoard()).toBe(false);
        page.focused.length = 0;
        end();
        expect(page.focused).toEqual([`card_${need}`]);
      }
    });
  });

  it("stays open when it was not taken", () => {
    withPage((page) => {
      const need = page.add(3, "se déplacer");
      page.linking.start(need);
      expect(page.linking.finish({ from: 99, to: need, verb: 1 })).toBe(false);
      expect(page.linking.stage()).toBeDefined();
      expect(page.said).toEqual([]);
    });
  });

  it("is taken back with all that it was made of, as one gesture", () => {
    withPage((page) => {
      const [need, bus] = [page.add(3, "se déplacer"), page.add(5, "un bus")];
      page.linking.start(need);
      page.linking.finish({ from: bus, to: need, verb: 1 });
      const [tie] = ties(page).links;
      expect(tie !== undefined && page.linking.remove(tie)).toBe(true);
      expect(ties(page).links).toEqual([]);
      expect(page.said.at(-1)).toContain("Lien retiré");
    });
  });
});

describe("threads", () => {
  useFakePage();

  it("are made with their cards in one gesture, which ends the choosing", () => {
    withPage((page) => {
      const cards = [page.add(3, "a"), page.add(5, "b")];
      page.picking.on = true;
      page.threading.start(cards);
      expect(page.threading.gather("mobilité")).toBe(true);
      expect(page.gestures).toEqual([3]);
      expect(page.picking.on).toBe(false);
      expect(page.threading.cards()).toBeUndefined();
      expect(ties(page).threads.map((one) => one.cards)).toEqual([cards]);
      expect(page.said).toEqual(["2\u00a0cartes sont dans le fil «\u00a0mobilité\u00a0»."]);
    });
  });

  it("take cards that are not in them yet", () => {
    withPage((page) => {
      const [a, b] = [page.add(3, "a"), page.add(3, "b")];
      page.threading.start([a]);
      page.threading.gather("fil");
      const thread = ties(page).threads[0]?.thread ?? 0;
      page.threading.start([a, b]);
      page.threading.gather(thread);
      expect(page.gestures).toEqual([2, 1]);
      expect(ties(page).threads[0]?.cards).toEqual([a, b]);
    });
  });

  it("are united in one gesture: the cards are in the other, the emptied one is gone", () => {
    withPage((page) => {
      const [a, b, c] = [page.add(3, "a"), page.add(3, "b"), page.add(3, "c")];
      for (const [cards, name] of [
        [[a, b], "vélo"],
        [[b, c], "bus"],
      ] as const) {
        page.threading.start(cards);
        page.threading.gather(name);
      }
      const [bike, bus] = ties(page).threads.map(({ thread }) => thread);
      expect(page.threading.unite(bike ?? 0, bus ?? 0)).toBe(true);
      expect(page.gestures.at(-1)).toBe(2); // one card joins, one thread goes
      expect(ties(page).threads.map(({ thread, cards }) => [thread, cards])).toEqual([[bus, [a, b, c]]]);
      expect(page.said.at(-1)).toBe("Les cartes du fil «\u00a0vélo\u00a0» sont dans «\u00a0bus\u00a0».");
    });
  });

  it("are renamed by the letters that differ, left, and dissolved without their cards", () => {
    withPage((page) => {
      const a = page.add(3, "a");
      page.threading.start([a]);
      page.threading.gather("mobilite");
      const thread = ties(page).threads[0]?.thread ?? 0;
      const edit = vi.spyOn(page.core, "edit");
      page.threading.rename(thread, "mobilité");
      expect(edit).toHaveBeenCalledWith(thread, 7, 1, "é");
      const before = page.gestures.length;
      expect(page.threading.rename(thread, "mobilité")).toBe(true);
      expect(page.gestures.length).toBe(before); // nothing to change, nothing to undo
      page.threading.release(thread, [a]);
      expect(ties(page).threadsOf(a)).toEqual([]);
      page.threading.dissolve(thread);
      expect(ties(page).threads).toEqual([]);
      expect(page.board.card(a)?.removed).toBe(false);
    });
  });

  it("are what undo names when it was about them", () => {
    withPage((page) => {
      const a = page.add(3, "a");
      page.threading.start([a]);
      page.threading.gather("mobilité");
      const thread = ties(page).threads[0]?.thread ?? 0;
      page.core.joinThread(thread, a);
      page.board.apply(page.core.changes() ?? {});
      expect(undoneWords("undo", undone.thread, page.board)).toBe(
        "Annulé\u00a0: cartes de «\u00a0mobilité\u00a0».",
      );
      page.core.leaveThread(thread, a);
      page.core.setRemoved(thread, true);
      page.board.apply(page.core.changes() ?? {});
      expect(undoneWords("undo", undone.card, page.board)).toBe(
        "Annulé\u00a0: le fil «\u00a0mobilité\u00a0» n’est plus là.",
      );
      page.core.edit(thread, 0, 0, "la ");
      page.board.apply(page.core.changes() ?? {});
      expect(undoneWords("redo", undone.text, page.board)).toBe(
        "Rétabli\u00a0: nom du fil «\u00a0la mobilité\u00a0».",
      );
    });
  });
});

describe("the words about ties", () => {
  it("count gaps as each language does, and leave out what is not missing", () => {
    const { gaps } = fr.ties;
    expect(gaps(7, 3)).toBe("7\u00a0besoins sans solution, 3\u00a0freins sans récit");
    expect(gaps(1, 0)).toBe("1\u00a0besoin sans solution");
    expect(gaps(0, 1)).toBe("1\u00a0frein sans récit");
    expect(gaps(0, 0)).toBe("");
    expect(en.ties.gaps(1, 2)).toBe("1 need without a solution, 2 barriers without a story");
    expect(en.ties.gaps(2, 1)).toBe("2 needs without a solution, 1 barrier without a story");
  });
});
