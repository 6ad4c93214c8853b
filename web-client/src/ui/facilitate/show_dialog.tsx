// "Run of show…": its phases, any of them one click away; and the ways to another one: a ready-made method, a file, the form.
// SPDX-License-Identifier: MIT
import { createSignal, For, onCleanup, onMount, Show } from "solid-js";
import type { RunOfShow } from "../../state/run_of_show";
import { alertPerson, say } from "../announcer";
import { useBoard } from "../board_context";
import { useConducting } from "./conducting";
import { facilitation } from "./facilitation_words";
import { methods } from "./methods";
import { openShowFile, saveShowFile } from "./show_file";
import { ShowForm } from "./show_form";

export function ShowDialog(props: { onClose: () => void }) {
  const { stage } = useBoard();
  const { useShow } = useConducting();
  const [edited, setEdited] = createSignal<RunOfShow>();
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());
  onCleanup(() => dialog?.close());

  const save = (show: RunOfShow) => {
    if (!useShow(show)) return;
    setEdited(undefined);
    say(facilitation().saidSaved);
  };
  return (
    <dialog ref={dialog} class="dialog show_dialog" aria-labelledby="show_title" onClose={props.onClose}>
      <Show
        when={edited()}
        keyed
        fallback={
          <>
            <h2 id="show_title">{stage.show()?.title || facilitation().title}</h2>
            <Show when={stage.show()} fallback={<p>{facilitation().noShow}</p>}>
              <PhaseList />
            </Show>
            <OtherShows onEdit={setEdited} />
            <div class="dialog_end">
              <button type="button" class="primary" onClick={() => dialog?.close()}>
                {facilitation().close}
              </button>
            </div>
          </>
        }
      >
        {(show) => <ShowForm show={show} onSave={save} onCancel={() => setEdited(undefined)} />}
      </Show>
    </dialog>
  );
}

function PhaseList() {
  const { stage } = useBoard();
  return (
    <>
      <ol class="phase_list">
        <For each={stage.show()?.phases}>
          {(phase, index) => <PhaseChoice number={index() + 1} title={phase.title} minutes={phase.minutes} />}
        </For>
      </ol>
      <PhaseChoice number={0} title={facilitation().free} minutes={0} />
      <p class="hint">{facilitation().promise}</p>
    </>
  );
}

function PhaseChoice(props: { number: number; title: string; minutes: number }) {
  const { stage } = useBoard();
  const { goTo } = useConducting();
  const isOn = () => stage.number() === props.number;
  const choice = (
    <button
      type="button"
      class="phase_choice"
      aria-current={isOn() ? "step" : undefined}
      onClick={() => goTo(props.number)}
    >
      <span>{props.title}</span>
      <small>
        {isOn() ? facilitation().isOn : props.number > 0 && facilitation().minutes(props.minutes)}
      </small>
    </button>
  );
  return props.number > 0 ? <li>{choice}</li> : choice;
}

/** Nothing here changes the board: it opens the form, where the facilitator sees what it would be. */
function OtherShows(props: { onEdit: (show: RunOfShow) => void }) {
  const { stage } = useBoard();
  const open = async () => {
    const show = await openShowFile();
    if (show === "cancelled") return;
    if (show === undefined) alertPerson(facilitation().notAShow);
    setProblem(show === undefined);
    if (show !== undefined) props.onEdit(show);
  };
  const [problem, setProblem] = createSignal(false);
  return (
    <div class="other_shows">
      <Show when={stage.show()}>
        {(show) => (
          <>
            <button type="button" onClick={() => props.onEdit(show())}>
              {facilitation().edit}
            </button>
            <button type="button" onClick={() => saveShowFile(show())}>
              {facilitation().saveFile}
            </button>
          </>
        )}
      </Show>
      <button type="button" onClick={open}>
        {facilitation().openFile}
      </button>
      <Show when={problem()}>
        <p class="form_problem">{facilitation().notAShow}</p>
      </Show>
      <h3>{facilitation().methods}</h3>
      <For each={methods()}>
        {(method) => (
          <button type="button" onClick={() => props.onEdit(method)}>
            {method.title}
          </button>
        )}
      </For>
    </div>
  );
}
