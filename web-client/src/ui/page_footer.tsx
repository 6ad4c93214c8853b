// The foot of the pages outside of a board: the language, and the accessibility statement.
// SPDX-License-Identifier: MIT
import { switchLanguage, words } from "../i18n/language";
import { LanguageSwitch } from "./language_switch";

export function PageFooter() {
  return (
    <footer class="page_footer">
      <LanguageSwitch onSwitch={switchLanguage} />
      <span>{words().accessibility}</span>
    </footer>
  );
}
