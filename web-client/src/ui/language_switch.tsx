// The other language, named in itself.
// SPDX-License-Identifier: MIT
import { words } from "../i18n/language";

export function LanguageSwitch(props: { onSwitch: () => void }) {
  return (
    <button
      type="button"
      class="quiet"
      lang={words().language === "fr" ? "en" : "fr"}
      onClick={() => props.onSwitch()}
    >
      {words().otherLanguage}
    </button>
  );
}
