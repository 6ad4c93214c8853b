// What this visit has cost so far, what is not there by design, and how it is counted (E12). No conversion into grams.
// SPDX-License-Identifier: MIT
import { createEffect, createSignal, For, onMount, Show } from "solid-js";
import { words } from "../../i18n/language";
import { sobrietyEn } from "../../i18n/sobriety_en";
import { sobrietyFr } from "../../i18n/sobriety_fr";
import { costHere } from "./cost";
import "./sobriety.css";

export function SobrietyDialog(props: { onClose: () => void }) {
  const [cost, setCost] = createSignal(costHere());
  const told = () => (words().language === "fr" ? sobrietyFr : sobrietyEn);
  let dialog: HTMLDialogElement | undefined;
  let title: HTMLHeadingElement | undefined;
  onMount(() => {
    dialog?.showModal();
    title?.focus();
  });
  createEffect(() => {
    if (dialog !== undefined) dialog.lang = words().language;
  });
  const rows = () => {
    const { rows: names, bytes, minutes } = told();
    const { files, received, sent, requests, messages, minutes: since } = cost();
    return [
      [names.time, minutes(since)],
      [names.files, bytes(files)],
      [names.board, bytes(received)],
      [names.sent, bytes(sent)],
      [names.requests, String(requests)],
      [names.messages, String(messages)],
    ];
  };
  return (
    <dialog
      ref={dialog}
      class="dialog sobriety"
      aria-labelledby="sobriety_title"
      onClose={() => props.onClose()}
    >
      <h2 ref={title} id="sobriety_title" tabindex="-1">
        {told().title}
      </h2>
      <dl>
        <For each={rows()}>
          {([name, value]) => (
            <div>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          )}
        </For>
      </dl>
      <Show when={cost().reused > 0}>
        <p class="hint">{told().reused(cost().reused)}</p>
      </Show>
      <button type="button" onClick={() => setCost(costHere())}>
        {told().again}
      </button>
      <h3>{told().offTitle}</h3>
      <ul>
        <For each={told().off}>{(line) => <li>{line}</li>}</For>
      </ul>
      <h3>{told().onDemandTitle}</h3>
      <p>{told().onDemand}</p>
      <h3>{told().methodTitle}</h3>
      <ul>
        <For each={told().method}>{(line) => <li>{line}</li>}</For>
      </ul>
      <button type="button" class="primary" onClick={() => dialog?.close()}>
        {words().dismiss}
      </button>
    </dialog>
  );
}
