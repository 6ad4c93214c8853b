// The words in front of the boards in the language of the page; reactive.
// SPDX-License-Identifier: MIT
import { frontEn } from "../../i18n/front_en";
import { type FrontWords, frontFr } from "../../i18n/front_fr";
import { words } from "../../i18n/language";

export function front(): FrontWords {
  return words().language === "fr" ? frontFr : frontEn;
}
