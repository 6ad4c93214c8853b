// Who is connected, device by device; sending one away; and what facilitators did of that kind.
// SPDX-License-Identifier: MIT
import { createResource, createSignal, For, onMount, Show } from "solid-js";
import { words } from "../../i18n/language";
import { say } from "../announcer";
import { useBoard } from "../board_context";
import { dateOf } from "./dates";
import { facilitation } from "./facilitation_words";
import { SureButton } from "./sure_button";

/** As the server lists them (docs/rest.md). */
interface Device {
  actor: string;
  role: "participant" | "facilitator" | "screen" | "observer" | "tablet";
  name: string;
  organisation: string;
}
interface AuditEntry {
  at: number;
  by: string;
  what: string;
  about: string;
}

export function DevicesDialog(props: { onClose: () => void }) {
  const { ask, board } = useBoard();
  const [problem, setProblem] = createSignal("");
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());
  function told(error: Error): undefined {
    setProblem(error.message || words().deskFailed);
    return undefined;
  }
  const get = async <Answer,>(what: string) => (await ask("GET", what).catch(told)) as Answer | undefined;
  const [devices, { refetch: lookAgain }] = createResource(
    async () => (await get<{ people: Device[] }>("/people"))?.people ?? [],
  );
  const [entries, { refetch: readAgain }] = createResource(
    async () => (await get<{ entries: AuditEntry[] }>("/audit"))?.entries ?? [],
  );
  const expel = async ({ actor }: Device) => {
    const done = await ask("DELETE", `/people/${actor}`).catch(told);
    if (done !== undefined) say(facilitation().saidExpelled);
    lookAgain();
    readAgain();
  };
  const nameOf = ({ name, organisation }: Device) =>
    [name, organisation].filter((part) => part !== "").join(", ") || facilitation().unnamedDevice;
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="devices_title" onClose={props.onClose}>
      <h2 id="devices_title">{facilitation().devicesTitle}</h2>
      <Show when={problem() !== ""}>
        <p role="alert" class="form_problem">
          {problem()}
        </p>
      </Show>
      <ul class="desk_list">
        <For each={devices.latest ?? []}>
          {(device) => (
            <li class="desk_row">
              <span>
                <b>{nameOf(device)}</b>
                <small>
                  {device.actor === board.status.actor
                    ? facilitation().thisDevice
                    : facilitation().deviceRoles[device.role]}
                </small>
              </span>
              <Show when={device.role !== "facilitator"}>
                <SureButton
                  label={facilitation().expel}
                  name={facilitation().expelOf(nameOf(device))}
                  question={facilitation().expelSure(nameOf(device))}
                  act={() => expel(device)}
                />
              </Show>
            </li>
          )}
        </For>
      </ul>
      <details>
        <summary>{facilitation().audit}</summary>
        <ul class="audit">
          <For each={entries.latest ?? []} fallback={<li>{facilitation().auditEmpty}</li>}>
            {(entry) => <li>{lineOf(entry)}</li>}
          </For>
        </ul>
      </details>
      <div class="dialog_end">
        <button type="button" class="primary" onClick={() => dialog?.close()}>
          {facilitation().close}
        </button>
      </div>
    </dialog>
  );
}

function lineOf({ at, by, what, about }: AuditEntry): string {
  const { audited, auditLine, linkRoles } = facilitation();
  const role = linkRoles[about as keyof typeof linkRoles] ?? about;
  const said = audited[what as keyof typeof audited]?.(role) ?? what;
  return auditLine(dateOf(at), by, said);
}
