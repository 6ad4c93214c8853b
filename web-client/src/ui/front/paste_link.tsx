// A link that came by mail or message, pasted: an installed page has no address bar to paste it into.
// SPDX-License-Identifier: MIT
import { createSignal, Show } from "solid-js";
import { parseJoinLink } from "../../state/join_link";
import { front } from "./front_words";

export function PasteLink() {
  const [isBroken, setBroken] = createSignal(false);
  let field: HTMLInputElement | undefined;
  const open = (event: Event) => {
    event.preventDefault();
    const typed = field?.value.trim() ?? "";
    const hash = typed.slice(typed.indexOf("#"));
    const isWhole = typed.includes("#") && typeof parseJoinLink(hash) !== "string";
    setBroken(!isWhole);
    const isHere = hash === location.hash;
    if (!isWhole) field?.focus();
    else if (isHere) location.reload();
    else location.assign(`${typed.includes("/ecran#") ? "/ecran" : "/"}${hash}`);
  };
  return (
    <form class="paste_link" onSubmit={open}>
      <label for="paste_link">{front().pasteLabel}</label>
      <input
        ref={field}
        id="paste_link"
        inputmode="url"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        placeholder={`${location.host}/#b=…`}
        aria-invalid={isBroken()}
        aria-describedby="paste_problem"
      />
      <button type="submit">{front().pasteOpen}</button>
      <Show when={isBroken()}>
        <p id="paste_problem" role="alert" class="form_problem">
          {front().broken}
        </p>
      </Show>
    </form>
  );
}
