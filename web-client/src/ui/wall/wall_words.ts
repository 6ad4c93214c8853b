// The wall's words in the language of the page; reactive.
// SPDX-License-Identifier: MIT
import { words } from "../../i18n/language";
import { wallEn } from "../../i18n/wall_en";
import { type WallWords, wallFr } from "../../i18n/wall_fr";

export function wallWords(): WallWords {
  return words().language === "fr" ? wallFr : wallEn;
}
