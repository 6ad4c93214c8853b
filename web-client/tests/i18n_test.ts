// SPDX-License-Identifier: MIT
import { describe, expect, it } from "vitest";
import { keepTogether } from "../scripts/french_spaces.mjs";
import { accountEn } from "../src/i18n/account_en";
import { accountFr } from "../src/i18n/account_fr";
import { en } from "../src/i18n/en";
import { facilitationEn } from "../src/i18n/facilitation_en";
import { facilitationFr } from "../src/i18n/facilitation_fr";
import { fr } from "../src/i18n/fr";
import { frontEn } from "../src/i18n/front_en";
import { frontFr } from "../src/i18n/front_fr";
import { languageOf } from "../src/i18n/language";
import { loneEn } from "../src/i18n/lone_en";
import { loneFr } from "../src/i18n/lone_fr";
import { replayEn } from "../src/i18n/replay_en";
import { replayFr } from "../src/i18n/replay_fr";

import { sobrietyEn } from "../src/i18n/sobriety_en";
import { sobrietyFr } from "../src/i18n/sobriety_fr";

import { tablesEn } from "../src/i18n/tables_en";
import { tablesFr } from "../src/i18n/tables_fr";

import { wallEn } from "../src/i18n/wall_en";
import { wallFr } from "../src/i18n/wall_fr";

type Words = { [key: string]: unknown };

/** Every key path with the number of arguments it takes. */
function shape(words: Words, prefix = ""): string[] {
  return Object.entries(words).flatMap(([key, value]) => {
    if (typeof value === "function") return [`${prefix}${key}(${value.length})`];
    if (typeof value === "object" && value !== null) return shape(value as Words, `${prefix}${key}.`);
    return [`${prefix}${key}`];
  });
}

function texts(words: Words): string[] {
  return Object.values(words).flatMap((value) => {
    if (typeof value === "object" && value !== null) return texts(value as Words);
    return typeof value === "string" ? [value] : [];
  });
}

describe("dictionaries", () => {
  it("have the same keys, taking the same arguments", () => {
    expect(shape(en).sort()).toEqual(shape(fr).sort());
    expect(shape(facilitationEn).sort()).toEqual(shape(facilitationFr).sort());
    expect(shape(loneEn).sort()).toEqual(shape(loneFr).sort());
    expect(shape(accountEn).sort()).toEqual(shape(accountFr).sort());
    expect(shape(frontEn).sort()).toEqual(shape(frontFr).sort());
    expect(shape(replayEn).sort()).toEqual(shape(replayFr).sort());
    expect(shape(sobrietyEn).sort()).toEqual(shape(sobrietyFr).sort());
    expect(shape(tablesEn).sort()).toEqual(shape(tablesFr).sort());
    expect(shape(wallEn).sort()).toEqual(shape(wallFr).sort());
  });

  it("break no French line before a sign that ends something, nor inside quotation marks", () => {
    expect(keepTogether("Sûr ? « Oui » : ici ; là !")).toBe(
      "Sûr\u00a0? «\u00a0Oui\u00a0»\u00a0: ici\u00a0; là\u00a0!",
    );
    const all = [fr, facilitationFr, loneFr, accountFr, frontFr, replayFr, sobrietyFr, tablesFr, wallFr];
    const lines = all.flatMap((dictionary) => texts(dictionary));
    expect(lines.filter((line) => line.includes("\u00a0:")).length).toBeGreaterThan(20);
    expect(lines.filter((line) => / [:;!?»]|« /.test(line))).toEqual([]);
  });

  it("say different things, except what is the same word in both", () => {
    const same = texts(fr).filter((text) => text !== "" && texts(en).includes(text));
    expect(same.sort()).toEqual(["Atelier", "Solution", "Solutions"]);
    expect(texts(facilitationFr).filter((text) => texts(facilitationEn).includes(text))).toEqual([]);
    expect(texts(sobrietyFr).filter((text) => texts(sobrietyEn).includes(text))).toEqual([]);
    expect(texts(accountFr).filter((text) => texts(accountEn).includes(text))).toEqual([]);
    expect(texts(frontFr).filter((text) => texts(frontEn).includes(text))).toEqual([]);
    expect(texts(replayFr).filter((text) => texts(replayEn).includes(text))).toEqual([]);
    expect(texts(tablesFr).filter((text) => texts(tablesEn).includes(text))).toEqual([]);
    expect(texts(wallFr).filter((text) => texts(wallEn).includes(text))).toEqual([]);
  });

  it("count as each language does", () => {
    expect(fr.waitsHere.cards(1)).toContain("1\u00a0carte en attente");
    expect(fr.cutOff(false, fr.waitsHere.cards(3))).toBe(
      "Hors ligne\u00a0: 3\u00a0cartes en attente, elles partiront toutes seules.",
    );
    expect(en.cutOff(true, en.waitsHere.cards(1))).toBe(
      "The server does not answer: 1 card waiting, it will leave by itself.",
    );
    expect(en.connected(0)).toBe("0 people connected");
    expect(fr.connected(0)).toBe("0\u00a0personne connectée");
  });

  it("choose French for whoever does not ask for English", () => {
    expect(["fr-FR", "en-GB", "de", "EN", ""].map(languageOf)).toEqual(["fr", "en", "fr", "en", "fr"]);
  });
});
