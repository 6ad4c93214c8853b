// The words of a facilitator's account in the language of the page; reactive.
// SPDX-License-Identifier: MIT
import { accountEn } from "../../i18n/account_en";
import { type AccountWords, accountFr } from "../../i18n/account_fr";
import { words } from "../../i18n/language";

export function account(): AccountWords {
  return words().language === "fr" ? accountFr : accountEn;
}
