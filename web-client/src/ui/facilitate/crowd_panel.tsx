// Who is here, what waits on their devices, and "everybody here?".
// SPDX-License-Identifier: MIT
import { createMemo, createResource, createSignal, For, Show } from "solid-js";
import { words } from "../../i18n/language";
import { say } from "../announcer";
import { useBoard } from "../board_context";
import { type Crowd, readCrowd } from "./crowd";
import { DevicesDialog } from "./devices_dialog";
import { facilitation } from "./facilitation_words";

/** As the server lists them (docs/rest.md). */
interface Listed {
  name: string;
  kind: string;
}

export function CrowdPanel() {
  const { ask: askServer, attendance, stage } = useBoard();
  const crowd = createMemo(() => {
    const message = attendance.heard().crowd;
    return message === null ? undefined : readCrowd(message);
  });
  const [looking, setLooking] = createSignal(false);
  const [unfolded, setUnfolded] = createSignal(false);
  const [listed] = createResource(unfolded, () =>
    askServer("GET", "/organisations")
      .then((answer) => (answer as { organisations: Listed[] }).organisations)
      .catch(() => []),
  );
  /** "3 from a company, 2 from elsewhere": of those whose organisation is in the list. */
  const kinds = (crowd: Crowd) =>
    Object.entries(words().organisationKinds)
      .map(([kind, name]) => [name, peopleOf(crowd, kind, listed.latest ?? [])] as const)
      .filter(([, people]) => people > 0)
      .map(([name, people]) => `${people} ${name}`)
      .join(", ");
  const isOpen = () => attendance.heard().rollCall > 0;
  const ask = () => {
    attendance.ask(!isOpen());
    if (!isOpen()) say(facilitation().saidRoll);
  };
  return (
    <Show when={crowd()}>
      {(seen) => (
        <div class="crowd">
          <details onToggle={(event) => setUnfolded(event.currentTarget.open)}>
            <summary>{roles(seen()).join(" · ")}</summary>
            <ul class="crowd_groups" aria-label={facilitation().present}>
              <For each={groups(seen())}>
                {(group) => (
                  <li>
                    <span>{group.name}</span> <b>{group.people}</b>
                  </li>
                )}
              </For>
            </ul>
            <Show when={kinds(seen()) !== ""}>
              <p class="crowd_kinds">{kinds(seen())}</p>
            </Show>
          </details>
          <Show when={seen().waitingItems > 0}>
            <p class="crowd_waiting">{facilitation().waiting(seen().waitingItems, seen().waitingDevices)}</p>
          </Show>
          <Show when={stage.phase()?.may.includes("vote")}>
            <p class="crowd_voters">{facilitation().voters(seen().voters)}</p>
          </Show>
          <Show when={isOpen()}>
            <p class="crowd_here" role="status">
              {facilitation().rollCalled(seen().here, seen().participants)}
            </p>
          </Show>
          <button type="button" onClick={ask}>
            {isOpen() ? facilitation().endRoll : facilitation().callRoll}
          </button>
          <button type="button" onClick={() => setLooking(true)}>
            {facilitation().devices}
          </button>
          <Show when={looking()}>
            <DevicesDialog onClose={() => setLooking(false)} />
          </Show>
        </div>
      )}
    </Show>
  );
}

function peopleOf(crowd: Crowd, kind: string, listed: Listed[]): number {
  const names = new Set(listed.filter((one) => one.kind === kind).map((one) => one.name));
  return crowd.organisations.reduce((sum, { name, people }) => sum + (names.has(name) ? people : 0), 0);
}

function roles(crowd: Crowd): string[] {
  const { participants, facilitators, screens, observers, tablets } = facilitation();
  return [
    participants(crowd.participants),
    crowd.tablets > 0 ? tablets(crowd.tablets) : "",
    crowd.screens > 0 ? screens(crowd.screens) : "",
    facilitators(crowd.facilitators),
    crowd.observers > 0 ? observers(crowd.observers) : "",
  ].filter((part) => part !== "");
}

/** By organisation; who is beyond the server's hundred comes last, together. */
function groups(crowd: Crowd): { name: string; people: number }[] {
  const named = crowd.organisations.map(({ name, people }) => ({
    name: name || facilitation().noOrganisation,
    people,
  }));
  const rest = crowd.participants - named.reduce((sum, { people }) => sum + people, 0);
  return rest > 0 ? [...named, { name: facilitation().otherOrganisations, people: rest }] : named;
}
