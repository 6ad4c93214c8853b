// The replay page's words in the language of the page; reactive.
// SPDX-License-Identifier: MIT
import { words } from "../../i18n/language";
import { replayEn } from "../../i18n/replay_en";
import { type ReplayWords, replayFr } from "../../i18n/replay_fr";

export function replayWords(): ReplayWords {
  return words().language === "fr" ? replayFr : replayEn;
}
