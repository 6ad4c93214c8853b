// A card under someone's hands: its text to type into, together with others, and what can be done with it.
// SPDX-License-Identifier: MIT
import { createEffect, createRenderEffect, on, onMount, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Card } from "../core/types";
import { words } from "../i18n/language";
import { readOrigin } from "../state/origin";
import { TextAreaSync } from "../state/text_area_sync";
import { addressOf } from "../sync/board_desk";
import { useBoard } from "./board_context";
import { CardTies, TieActions } from "./card_ties";
import { fetchWhen } from "./fetch_when";
import { fitHeight } from "./fit_height";
import { lastPointerIsTouch } from "./last_pointer";
import { ScreenButton } from "./screen_button";

export function OpenCard(props: { card: Card }) {
  const context = useBoard();
  const { board, stage } = context;
  const handle = props.card.h;
  let area: HTMLTextAreaElement | undefined;
  let doneButton: HTMLButtonElement | undefined;

  onMount(() => {
    if (area === undefined) return;
    const sync = new TextAreaSync(area, {
      read: () => board.card(handle)?.text ?? "",
      edit: (at, units, text) => context.editText(handle, at, units, text),
    });
    createEffect(
      on(
        () => props.card.text,
        () => {
          sync.refresh();
          if (area !== undefined) fitHeight(area);
        },
      ),
    );
    // On touch the keyboard would cover the actions: it comes when the text is touched.
    if (lastPointerIsTouch()) doneButton?.focus({ preventScroll: true });
    else area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
    area.closest("li")?.scrollIntoView({ block: "nearest" });
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const submits = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if ((event.key !== "Escape" && !submits) || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    context.close();
  };

  // Participants never fetch it.
  const moderation = fetchWhen<{ card: Card }>(stage.isFacilitator, () =>
    import("./facilitate/moderate_card").then(({ ModerateCard }) => ModerateCard),
  );
  const results = fetchWhen<{ card: Card }>(
    () => (props.card.tally ?? props.card.roomVotes) !== undefined,
    () => import("./vote_results").then(({ VoteResults }) => VoteResults),
  );
  const mayEdit = () => stage.mayEdit(props.card);
  const rank = () => board.column(props.card.kind).indexOf(handle);
  const last = () => board.column(props.card.kind).length - 1;

  return (
    <div ref={(editor) => editor.addEventListener("keydown", onKeyDown)} class="card_editor">
      <textarea
        ref={area}
        class="card_text"
        rows="2"
        aria-label={words().cardText}
        readonly={!mayEdit()}
        spellcheck
      />
      <Show when={!mayEdit()}>
        <p class="hint">{words().cannotEdit}</p>
      </Show>
      <Show when={props.card.removed}>
        <p class="card_notice">{words().removedMeanwhile}</p>
      </Show>
      <Show when={props.card.folded && !props.card.removed}>
        <p class="card_notice">{words().foldedMeanwhile}</p>
      </Show>
      <OriginLink card={props.card} />
      <Dynamic component={results()} card={props.card} />
      <fieldset class="card_actions" aria-label={words().cardActions}>
        <Show when={stage.mayMove(props.card)}>
          <button type="button" onClick={() => context.startMove(handle)}>
            {words().move}
          </button>
          <span class="card_steps">
            <StepButton
              label={words().up}
              glyph="↑"
              off={rank() <= 0}
              onStep={() => context.step(handle, -1)}
            />
            <StepButton
              label={words().down}
              glyph="↓"
              off={rank() >= last()}
              onStep={() => context.step(handle, 1)}
            />
          </span>
        </Show>
        <TieActions card={handle} />
        <Show when={mayEdit()}>
          <button type="button" onClick={() => context.reworking.start(handle)}>
            {words().rework}
          </button>
          <Show
            when={props.card.removed}
            fallback={
              <button type="button" onClick={() => context.remove(handle)}>
                {words().remove}
              </button>
            }
          >
            <button type="button" onClick={() => context.restore(handle)}>
              {words().restore}
            </button>
          </Show>
        </Show>
        <Show when={stage.isFacilitator()}>
          <ScreenButton item={handle} />
          <LockButton card={props.card} />
          <Show when={(stage.phase()?.sees ?? "all") !== "all"}>
            <button type="button" onClick={() => context.conduct(handle, "revealed", 1)}>
              {words().showCard}
            </button>
          </Show>
          <Dynamic component={moderation()} card={props.card} />
        </Show>
        <button ref={doneButton} type="button" class="primary" onClick={() => context.close()}>
          {words().done}
        </button>
      </fieldset>
      <CardTies card={props.card} />
    </div>
  );
}

/** To the card on the board that it was brought from. */
function OriginLink(props: { card: Card }) {
  const { link } = useBoard();
  return (
    <Show when={link !== null && readOrigin(props.card.origin)}>
      {(origin) => (
        <p>
          <a href={addressOf(origin().board, link?.token ?? "", "/", origin().item)}>
            {words().seeAt(origin().title)}
          </a>
        </p>
      )}
    </Show>
  );
}

function LockButton(props: { card: Card }) {
  const { conduct } = useBoard();
  const toggle = () => conduct(props.card.h, "locked", props.card.locked ? 0 : 1);
  return (
    <button type="button" onClick={toggle}>
      {props.card.locked ? words().unlockCard : words().lockCard}
    </button>
  );
}

/** Never `disabled`, which would drop the focus when the card reaches an end. */
function StepButton(props: { label: string; glyph: string; off: boolean; onStep: () => void }) {
  let button: HTMLButtonElement | undefined;
  createRenderEffect(() => button?.classList.toggle("off", props.off));
  return (
    <button
      ref={button}
      type="button"
      class="square"
      aria-label={props.label}
      title={props.label}
      aria-disabled={props.off}
      onClick={() => props.onStep()}
    >
      {props.glyph}
    </button>
  );
}
