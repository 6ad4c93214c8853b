// SPDX-License-Identifier: MIT

import { afterEach, describe, expect, it, vi } from "vitest";
import { startLanguage } from "../../src/i18n/language";
import { flagged, type HistoryEvent, type Ref } from "../../src/replay/events";
import { lineWords, summaryWords } from "../../src/ui/replay/sentences";
import { opinions } from "../support/tape";

const card: Ref = { id: "a-1", text: "bus rares", kind: 3 };
const other: Ref = { id: "a-2", text: "", kind: 5 };
const thread: Ref = { id: "a-3", text: "mobilité", kind: 0 };

const events: HistoryEvent[] = [
  { what: "written", card },
  { what: "edited", card, before: "" },
  { what: "moved", card, from: 1 },
  { what: "ranked", card },
  { what: "removed", card },
  { what: "restored", card },
  { what: "derived", how: "merge", made: [card], from: [other, other] },
  { what: "derived", how: "split", made: [card, other], from: [card] },
  { what: "derived", how: "reword", made: [card], from: [other] },
  { what: "linked", card, to: other, verb: 1 },
  { what: "unlinked", card, to: other, verb: 2 },
  { what: "voted", card, tally: opinions(2, 1), more: 1 },
  { what: "voted", card, tally: "", more: -1 },
  ...flagged.map((what) => ({ what, card })),
  { what: "gathered", thread },
  { what: "renamed", thread, before: "" },
  { what: "dissolved", thread },
  { what: "brought_back", thread },
  { what: "joined", thread, card },
  { what: "left", thread, card },
  { what: "phase", number: 2, title: "Votes" },
  { what: "phases_over" },
  { what: "show" },
  { what: "revealed", kinds: [1, 2], votes: true },
  { what: "revealed", kinds: [], votes: false },
  { what: "timer", until: 5 },
  { what: "closed", kinds: [] },
  { what: "closed", kinds: [2] },
  { what: "opened", kinds: [] },
  { what: "opened", kinds: [2] },
  { what: "laid", card },
];

const said = () =>
  events.map((event) => lineWords({ position: 1, time: 0, event }, (time) => `clock ${time}`));

function speak(language: string): void {
  vi.stubGlobal("document", { documentElement: {} });
  vi.stubGlobal("localStorage", { getItem: () => language });
  startLanguage();
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("sentences", () => {
  it("are there for whatever happens, each its own, in both languages", () => {
    const all = ["fr", "en"].map((language) => {
      speak(language);
      return said();
    });
    for (const sentences of all) {
      expect(new Set(sentences).size).toBe(events.length);
      expect(sentences.filter((text) => text === "" || /undefined|object|null/.test(text))).toEqual([]);
    }
    const [french = [], english = []] = all;
    expect(french.filter((text) => english.includes(text))).toEqual([]);
  });

  it("name cards by their words, also those without", () => {
    speak("fr");
    expect(said()[2]).toBe("«\u00a0bus rares\u00a0» passe de Craintes à Besoins");
    expect(said()[9]).toBe("Lien\u00a0: «\u00a0bus rares\u00a0» répond à «\u00a0(carte vide)\u00a0»");
    expect(said()[11]).toBe(
      "1\u00a0vote de plus sur «\u00a0bus rares\u00a0»\u00a0: 2\u00a0pour, 1\u00a0contre",
    );
  });

  it("count a jump as each language does", () => {
    speak("fr");
    expect(summaryWords({ written: 12, moved: 3 })).toBe(
      "Entre-temps\u00a0: 12\u00a0cartes ajoutées, 3\u00a0déplacées",
    );
    expect(summaryWords({ voted: 1, linked: 0 })).toBe("Entre-temps\u00a0: 1\u00a0vote");
    speak("en");
    expect(summaryWords({ written: 1, moved: 2 })).toBe("Meanwhile: 1\u00a0card added, 2\u00a0moved");
  });
});
