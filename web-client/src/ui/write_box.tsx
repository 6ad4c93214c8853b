// Where a new card is written. The draft is on the device as it is typed and survives a reload.
// SPDX-License-Identifier: MIT
import { createSignal, onMount, Show } from "solid-js";
import type { Kind } from "../core/types";
import { words } from "../i18n/language";
import { readText, write } from "../store/device";
import { useBoard } from "./board_context";
import { fitHeight } from "./fit_height";
import { afterPress } from "./last_pointer";
import { forgetTyping } from "./undo_keys";

export function WriteBox(props: { kind: Kind }) {
  const { boardId, addCard, signing, stage } = useBoard();
  const draftKey = () => `atelier.draft.${boardId}.${props.kind}`;
  const [text, setText] = createSignal(readText(draftKey()));
  let form: HTMLFormElement | undefined;
  let area: HTMLTextAreaElement | undefined;

  /** What the card will say of its author; nothing where a facilitator goes beyond what the phase can promise. */
  const promise = () => {
    const level = stage.anonymity();
    const isKept = level === "named" || level === "organisation" || stage.hidesAuthor(props.kind);
    return isKept && words().promises[level];
  };
  const update = (value: string) => {
    setText(value);
    write(draftKey(), value);
    if (area !== undefined) fitHeight(area);
  };
  // The new card is the last of its column, which may be far below the fold.
  const showLastCard = () => {
    const cards = form?.closest(".column")?.querySelectorAll(".card");
    cards?.item(cards.length - 1)?.scrollIntoView({ block: "center" });
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (text().trim() === "") {
      area?.focus();
      return;
    }
    if (!signing.isSigned(() => form?.requestSubmit()) || !addCard(props.kind, text().trim())) return;
    if (area !== undefined) {
      area.value = "";
      forgetTyping(area);
    }
    update("");
    showLastCard();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) submit(event);
  };
  const foldUnlessUsed = () => {
    if (!form?.contains(document.activeElement)) form?.classList.remove("used");
  };
  onMount(() => {
    if (area === undefined) return;
    area.value = text();
    if (text() !== "") fitHeight(area);
  });

  return (
    <form
      ref={form}
      class="write_box"
      onSubmit={submit}
      onFocusIn={() => form?.classList.add("used")}
      onFocusOut={() => afterPress(foldUnlessUsed)}
    >
      <textarea
        ref={area}
        rows="1"
        aria-label={words().kinds[props.kind].add}
        placeholder={words().writePlaceholder[props.kind]}
        onInput={(event) => update(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <button type="submit" class="primary">
        {words().add}
      </button>
      <Show when={promise()}>{(said) => <p class="promise">{said()}</p>}</Show>
    </form>
  );
}
