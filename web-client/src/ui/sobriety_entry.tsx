// The way to what this page has cost so far: fetched when somebody asks.
// SPDX-License-Identifier: MIT
import { type Component, createSignal, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { words } from "../i18n/language";
import { say } from "./announcer";

export function SobrietyEntry() {
  const [dialog, setDialog] = createSignal<Component<{ onClose: () => void }>>();
  let button: HTMLButtonElement | undefined;
  const open = () => {
    import("./sobriety/sobriety_dialog")
      .then(({ SobrietyDialog }) => setDialog(() => SobrietyDialog))
      .catch(() => say(words().loadFailed, { label: words().retry, act: open }));
  };
  const close = () => {
    setDialog(undefined);
    button?.focus();
  };
  return (
    <>
      <button ref={button} type="button" class="quiet" onClick={open}>
        {words().sobriety}
      </button>
      <Show when={dialog()}>{(shown) => <Dynamic component={shown()} onClose={close} />}</Show>
    </>
  );
}
