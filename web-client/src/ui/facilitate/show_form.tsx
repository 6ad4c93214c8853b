// A run of show under the facilitator's hands: nothing is on the board before it is saved.
// SPDX-License-Identifier: MIT
import { createSignal, For, Index, onMount, Show } from "solid-js";
import { createStore, produce, unwrap } from "solid-js/store";
import { words } from "../../i18n/language";
import {
  type Act,
  type Anonymity,
  acts,
  anonymities,
  type Phase,
  type RunOfShow,
  type Sight,
  sights,
  usualAnonymity,
  writeShow,
} from "../../state/run_of_show";
import { dotsMax, roundsMax, usualVoting, type Voting, voteForms } from "../../state/votes";
import { alertPerson } from "../announcer";
import { rightsOf } from "../phase_words";
import { facilitation } from "./facilitation_words";

/** Bounds of server/base/limits.h, in what a person can type: bytes there, characters here, so a little less. */
const titleMax = 120;
const instructionMax = 500;
const phasesMax = 60;
const minutesMax = 7 * 24 * 60;
const showBytesMax = 16 * 1024;

export interface ShowFormProps {
  show: RunOfShow;
  onSave: (show: RunOfShow) => void;
  onCancel: () => void;
}

export function ShowForm(props: ShowFormProps) {
  const [draft, setDraft] = createStore<RunOfShow>(structuredClone(unwrap(props.show)));
  const [problem, setProblem] = createSignal("");
  let first: HTMLInputElement | undefined;
  onMount(() => first?.focus());

  const change = (index: number, part: Partial<Phase>) => setDraft("phases", index, part);
  const move = (from: number, to: number) =>
    setDraft(
      "phases",
      produce((phases) => phases.splice(to, 0, ...phases.splice(from, 1))),
    );
  const add = () => {
    setDraft("phases", draft.phases.length, {
      title: "",
      instruction: "",
      minutes: 10,
      may: [],
      sees: "all",
      anonymity: usualAnonymity,
      voting: { ...usualVoting },
    });
    document.querySelector<HTMLInputElement>(".phase_form:last-of-type input")?.focus();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const found = problemOf(draft);
    setProblem(found);
    if (found === "") props.onSave(structuredClone(unwrap(draft)));
    else alertPerson(found);
  };
  return (
    <form class="show_form" onSubmit={submit}>
      <h2 id="show_title">{facilitation().editTitle}</h2>
      <label>
        {facilitation().showTitle}
        <input
          ref={first}
          value={draft.title}
          maxlength={titleMax}
          onInput={(event) => setDraft("title", event.currentTarget.value)}
        />
      </label>
      <Index each={draft.phases}>
        {(phase, index) => (
          <PhaseForm
            phase={phase()}
            number={index + 1}
            isLast={index === draft.phases.length - 1}
            onChange={(part) => change(index, part)}
            onMove={(by) => move(index, index + by)}
            onRemove={() => setDraft("phases", (phases) => phases.filter((_, at) => at !== index))}
          />
        )}
      </Index>
      <Show when={draft.phases.length < phasesMax}>
        <button type="button" onClick={add}>
          {facilitation().addPhase}
        </button>
      </Show>
      <div class="dialog_end">
        <Show when={problem() !== ""}>
          <p class="form_problem">{problem()}</p>
        </Show>
        <button type="button" onClick={() => props.onCancel()}>
          {facilitation().cancel}
        </button>
        <button type="submit" class="primary">
          {facilitation().save}
        </button>
      </div>
    </form>
  );
}

interface PhaseFormProps {
  phase: Phase;
  number: number;
  isLast: boolean;
  onChange: (part: Partial<Phase>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

function PhaseForm(props: PhaseFormProps) {
  const name = () => props.phase.title || facilitation().newPhase;
  const toggle = (act: Act, on: boolean) =>
    props.onChange({ may: acts.filter((other) => (other === act ? on : props.phase.may.includes(other))) });
  return (
    <fieldset class="phase_form">
      <legend>{facilitation().phase(props.number)}</legend>
      <label>
        {facilitation().phaseTitle}
        <input
          value={props.phase.title}
          maxlength={titleMax}
          onInput={(event) => props.onChange({ title: event.currentTarget.value })}
        />
      </label>
      <label>
        {facilitation().instruction}
        <input
          value={props.phase.instruction}
          maxlength={instructionMax}
          onInput={(event) => props.onChange({ instruction: event.currentTarget.value })}
        />
      </label>
      <Show when={props.phase.instruction === ""}>
        <p class="hint">
          {facilitation().instructionHint(rightsOf(props.phase.may, words(), props.phase.voting))}
        </p>
      </Show>
      <label class="minutes">
        {facilitation().plannedMinutes}
        <input
          type="number"
          min="0"
          max={minutesMax}
          value={props.phase.minutes}
          onInput={(event) => props.onChange({ minutes: minutesOf(event.currentTarget.value) })}
        />
      </label>
      <fieldset class="acts">
        <legend>{facilitation().may}</legend>
        <For each={acts}>
          {(act) => (
            <label>
              <input
                type="checkbox"
                checked={props.phase.may.includes(act)}
                onChange={(event) => toggle(act, event.currentTarget.checked)}
              />
              {facilitation().acts[act]}
            </label>
          )}
        </For>
      </fieldset>
      <Show when={props.phase.may.includes("vote")}>
        <VoteForm
          voting={props.phase.voting}
          onChange={(part) => props.onChange({ voting: { ...props.phase.voting, ...part } })}
        />
      </Show>
      <label class="sees">
        {facilitation().sees}
        <select onChange={(event) => props.onChange({ sees: event.currentTarget.value as Sight })}>
          <For each={sights}>
            {(sight) => (
              <option value={sight} selected={props.phase.sees === sight}>
                {facilitation().sights[sight]}
              </option>
            )}
          </For>
        </select>
      </label>
      <label class="sees">
        {facilitation().anonymity}
        <select onChange={(event) => props.onChange({ anonymity: event.currentTarget.value as Anonymity })}>
          <For each={anonymities}>
            {(level) => (
              <option value={level} selected={props.phase.anonymity === level}>
                {facilitation().anonymities[level]}
              </option>
            )}
          </For>
        </select>
      </label>
      <div class="phase_order">
        <Show when={props.number > 1}>
          <button type="button" aria-label={facilitation().up(name())} onClick={() => props.onMove(-1)}>
            ↑
          </button>
        </Show>
        <Show when={!props.isLast}>
          <button type="button" aria-label={facilitation().down(name())} onClick={() => props.onMove(1)}>
            ↓
          </button>
        </Show>
        <button
          type="button"
          aria-label={facilitation().removePhase(name())}
          onClick={() => props.onRemove()}
        >
          ✕
        </button>
      </div>
    </fieldset>
  );
}

function VoteForm(props: { voting: Voting; onChange: (part: Partial<Voting>) => void }) {
  const whole = (text: string, most: number) => Math.min(Math.max(Math.round(Number(text)) || 1, 1), most);
  return (
    <div class="vote_form">
      <label>
        {facilitation().voteForm}
        <select onChange={(event) => props.onChange({ form: event.currentTarget.value as Voting["form"] })}>
          <For each={voteForms}>
            {(form) => (
              <option value={form} selected={props.voting.form === form}>
                {facilitation().voteForms[form]}
              </option>
            )}
          </For>
        </select>
      </label>
      <Show when={props.voting.form === "dots"}>
        <label class="minutes">
          {facilitation().dots}
          <input
            type="number"
            min="1"
            max={dotsMax}
            value={props.voting.dots}
            onChange={(event) => props.onChange({ dots: whole(event.currentTarget.value, dotsMax) })}
          />
        </label>
      </Show>
      <label class="minutes">
        {facilitation().round}
        <input
          type="number"
          min="1"
          max={roundsMax}
          value={props.voting.round}
          onChange={(event) => props.onChange({ round: whole(event.currentTarget.value, roundsMax) })}
        />
      </label>
    </div>
  );
}

function minutesOf(text: string): number {
  const minutes = Math.round(Number(text));
  return Number.isFinite(minutes) ? Math.min(Math.max(minutes, 0), minutesMax) : 0;
}

function problemOf(show: RunOfShow): string {
  if (show.phases.length === 0) return facilitation().noPhase;
  if (show.phases.some(({ title }) => title.trim() === "")) return facilitation().untitledPhase;
  return new TextEncoder().encode(writeShow(show)).length > showBytesMax ? facilitation().tooLong : "";
}
