// For who arrives without a link, or with a piece of one: how to get in.
// SPDX-License-Identifier: MIT
import { For, Show } from "solid-js";
import { switchLanguage, words } from "../i18n/language";
import { LanguageSwitch } from "./language_switch";
import { Wordmark } from "./wordmark";

export function NoLinkPage(props: { broken: boolean }) {
  return (
    <div class="door">
      <main class="sheet">
        <Wordmark />
        <h1>{words().noLinkTitle}</h1>
        <Show when={props.broken}>
          <p class="banner trouble" role="alert">
            {words().brokenLink}
          </p>
        </Show>
        <p>{words().noLinkIntro}</p>
        <ol class="steps">
          <For each={words().noLinkSteps}>{(step) => <li>{step}</li>}</For>
        </ol>
        <p class="hint">{words().noLinkHelp}</p>
      </main>
      <footer class="page_footer">
        <LanguageSwitch onSwitch={switchLanguage} />
        <span>{words().accessibility}</span>
      </footer>
    </div>
  );
}
