// The remote's words in the language of the page; reactive.
// SPDX-License-Identifier: MIT
import { facilitationEn } from "../../i18n/facilitation_en";
import { type FacilitationWords, facilitationFr } from "../../i18n/facilitation_fr";
import { words } from "../../i18n/language";

export function facilitation(): FacilitationWords {
  return words().language === "fr" ? facilitationFr : facilitationEn;
}
