// The words about tables in the language of the page; reactive.
// SPDX-License-Identifier: MIT
import { words } from "../../i18n/language";
import { tablesEn } from "../../i18n/tables_en";
import { type TablesWords, tablesFr } from "../../i18n/tables_fr";

export function tablesWords(): TablesWords {
  return words().language === "fr" ? tablesFr : tablesEn;
}
