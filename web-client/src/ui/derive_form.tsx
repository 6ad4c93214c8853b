// The texts of the cards in the making, the originals beside them, and what becomes of the votes.
// SPDX-License-Identifier: MIT
import { createSignal, For, onMount, Show } from "solid-js";
import { type DerivedBy, type Handle, type VoteRule, voteRules } from "../core/types";
import { words } from "../i18n/language";
import { cutAt, firstTexts, joinTexts, usualVotes } from "../state/derive_texts";
import { dropDraft, keepDraft, readDraft } from "../store/derive_draft";
import { useBoard } from "./board_context";
import { fitHeight } from "./fit_height";
import { lastPointerIsTouch } from "./last_pointer";
import { OriginalTexts } from "./originals";

export interface DeriveFormProps {
  how: DerivedBy;
  cards: readonly Handle[];
}

export function DeriveForm(props: DeriveFormProps) {
  const { board, boardId, problem, reworking } = useBoard();
  const { how, cards } = props;
  const originals = () => cards.map((handle) => board.card(handle)?.text ?? "");
  const about = [how, ...cards.map((handle) => board.card(handle)?.id)].join();
  const areas: HTMLTextAreaElement[] = [];
  let heading: HTMLHeadingElement | undefined;
  const [votes, setVotes] = createSignal(usualVotes(how));
  const labels = () => words().deriveTexts[how];

  const keep = () => {
    for (const area of areas) {
      area.setCustomValidity("");
      fitHeight(area);
    }
    keepDraft(
      boardId,
      about,
      areas.map((area) => area.value),
    );
  };
  const fill = (texts: readonly string[]) => {
    for (const [at, area] of areas.entries()) area.value = texts[at] ?? "";
    keep();
  };
  onMount(() => {
    fill(readDraft(boardId, about) ?? firstTexts(how, originals()));
    // On touch the keyboard would cover the originals: it comes when the text is touched.
    if (lastPointerIsTouch()) heading?.focus();
    else areas[0]?.focus();
  });

  const complain = (area: HTMLTextAreaElement, text: string) => {
    area.setCustomValidity(text);
    area.reportValidity();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const texts = areas.map((area) => area.value.trim());
    const empty = areas[texts.indexOf("")];
    if (empty !== undefined) complain(empty, words().emptyText);
    else if (how === "reword" && areas[0] !== undefined && texts[0] === originals()[0]?.trim())
      complain(areas[0], words().sameText);
    else if (reworking.finish(votes(), texts)) dropDraft(boardId);
  };
  const cancel = () => {
    dropDraft(boardId);
    reworking.leaveDialog();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) submit(event);
  };
  const cut = () => {
    const [first] = areas;
    if (first === undefined) return;
    const [front, behind] = cutAt(first.value, first.selectionStart);
    fill([front, [behind, areas[1]?.value ?? ""].filter((text) => text !== "").join("\n")]);
    areas[1]?.focus();
  };

  return (
    <form
      ref={(form) => form.addEventListener("keydown", onKeyDown)}
      class="derive_form"
      novalidate
      onSubmit={submit}
    >
      <h2 ref={heading} id="rework_title" tabindex="-1">
        {words().deriveTitle[how](cards.length)}
      </h2>
      <OriginalTexts cards={cards} label={words().originals(cards.length)} />
      <For each={labels()}>
        {(label, at) => (
          <>
            <label for={`derive_text_${at()}`}>{label}</label>
            <textarea
              ref={(area) => {
                areas[at()] = area;
              }}
              id={`derive_text_${at()}`}
              rows="2"
              onInput={keep}
            />
            <Show when={how === "split" && at() === 0}>
              <button type="button" class="quiet" onClick={cut}>
                {words().cutHere}
              </button>
            </Show>
          </>
        )}
      </For>
      <Show when={how === "merge"}>
        <button type="button" class="quiet" onClick={() => fill([joinTexts(originals())])}>
          {words().takeTexts}
        </button>
      </Show>
      <VoteChoice how={how} chosen={votes()} onChoose={setVotes} />
      <Show when={problem() !== ""}>
        <p class="banner trouble">{problem()}</p>
      </Show>
      <div class="dialog_end">
        <button type="button" onClick={cancel}>
          {words().cancel}
        </button>
        <button type="submit" class="primary">
          {words().deriveDone[how]}
        </button>
      </div>
    </form>
  );
}

const rules = Object.keys(voteRules) as VoteRule[];

function VoteChoice(props: { how: DerivedBy; chosen: VoteRule; onChoose: (rule: VoteRule) => void }) {
  return (
    <fieldset class="vote_choice">
      <legend>{words().votesLegend}</legend>
      <For each={rules}>
        {(rule) => (
          <label>
            <input
              type="radio"
              name="votes"
              checked={props.chosen === rule}
              onChange={() => props.onChoose(rule)}
            />
            <span>{words().voteRules[rule]}</span>
          </label>
        )}
      </For>
    </fieldset>
  );
}
