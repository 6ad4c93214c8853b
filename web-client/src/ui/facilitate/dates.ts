// Instants of the server's wall clock, as people say them.
// SPDX-License-Identifier: MIT
import { words } from "../../i18n/language";

export function dateOf(ms: number): string {
  return new Intl.DateTimeFormat(words().language, { dateStyle: "medium", timeStyle: "short" }).format(ms);
}
