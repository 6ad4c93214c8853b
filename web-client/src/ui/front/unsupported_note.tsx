// For a browser that can run the page but not the core: what it lacks, and three ways out.
// SPDX-License-Identifier: MIT
import { createSignal, For } from "solid-js";
import { words } from "../../i18n/language";
import { FrontTitle } from "./front_title";
import { front } from "./front_words";

export function UnsupportedNote() {
  const [copied, setCopied] = createSignal(false);
  const copy = async () => {
    await navigator.clipboard.writeText(location.href);
    setCopied(true);
  };
  return (
    <>
      <FrontTitle title={front().unsupportedTitle} />
      <p>{front().unsupportedWhy}</p>
      <ol class="steps">
        <For each={front().unsupportedSteps}>{(step) => <li>{step}</li>}</For>
      </ol>
      <button type="button" class="primary" onClick={copy}>
        {copied() ? words().copied : front().copyLink}
      </button>
    </>
  );
}
