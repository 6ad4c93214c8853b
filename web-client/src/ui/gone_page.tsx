// For whom a facilitator showed the door: what happened, and what to do. The board is not behind it any more.
// SPDX-License-Identifier: MIT
import { onMount, Show } from "solid-js";
import type { Refusal } from "../core/types";
import { words } from "../i18n/language";
import { Wordmark } from "./wordmark";

type Goodbye = "revoked" | "expelled";

export function isGoodbye(reason: string): reason is Goodbye {
  return reason === "revoked" || reason === "expelled";
}

export function GonePage(props: { refusal: Refusal; pending: number }) {
  let title: HTMLHeadingElement | undefined;
  onMount(() => title?.focus());
  return (
    <div class="door">
      <main class="sheet">
        <Wordmark />
        <h1 ref={title} tabindex="-1">
          {words().gone[props.refusal.reason as Goodbye]}
        </h1>
        <p role="alert">{props.refusal.message}</p>
        <Show when={props.pending > 0}>
          <p class="hint">{words().goneWaiting(props.pending)}</p>
        </Show>
      </main>
    </div>
  );
}
