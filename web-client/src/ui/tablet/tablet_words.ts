// The words of a table's tablet, in the person's language.
// SPDX-License-Identifier: MIT
import { words } from "../../i18n/language";
import { tabletEn } from "../../i18n/tablet_en";
import { type TabletWords, tabletFr } from "../../i18n/tablet_fr";

export function tabletWords(): TabletWords {
  return words().language === "fr" ? tabletFr : tabletEn;
}
