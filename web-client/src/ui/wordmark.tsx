// The five shapes and the name: the sign at the door.
// SPDX-License-Identifier: MIT
import { For } from "solid-js";
import { kinds } from "../core/types";
import { words } from "../i18n/language";

export function Wordmark() {
  return (
    <p class="wordmark">
      <For each={kinds}>{(kind) => <span class="shape" data-kind={kind} />}</For>
      {words().appName}
    </p>
  );
}
