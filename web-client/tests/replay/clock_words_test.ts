// SPDX-License-Identifier: MIT
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startLanguage } from "../../src/i18n/language";
import { clockWords, spanWords } from "../../src/ui/replay/clock_words";

const at = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime();

beforeEach(() => {
  vi.stubGlobal("document", { documentElement: {} });
  vi.stubGlobal("localStorage", { getItem: () => "fr" });
  startLanguage();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("clock times", () => {
  it("are times of one day, and say the day, and the year, where there were several", () => {
    const begin = at(2022, 2, 3, 9, 12);
    const one = clockWords(begin, at(2022, 2, 3, 12, 0));
    expect([one.short(begin), one.exact(begin), one.end(begin), one.hasDays]).toEqual([
      "09:12",
      "09:12:00",
      "09:12",
      false,
    ]);
    const two = clockWords(begin, at(2022, 2, 4, 12, 0));
    expect([two.short(begin), two.end(begin), two.hasDays]).toEqual(["3 mars, 09:12", "3 mars, 09:12", true]);
    const years = clockWords(begin, at(2026, 2, 4, 12, 0));
    expect([years.short(begin), years.end(begin)]).toEqual(["3 mars 2022, 09:12", "3 mars 2022"]);
  });
});

describe("spans of time", () => {
  it("are said in the unit that fits", () => {
    const minutes = [0.5, 52, 125, 120, 3 * 1_440, 200 * 1_440, 1_543 * 1_440];
    expect(minutes.map((count) => spanWords(count * 60_000))).toEqual([
      "1\u00a0min",
      "52\u00a0min",
      "2\u00a0h\u00a005",
      "2\u00a0h",
      "3\u00a0jours",
      "7\u00a0mois",
      "4\u00a0ans",
    ]);
    expect(spanWords(20_000)).toBe("20\u00a0s");
  });
});
