// The door: whom one speaks for, by kind and name, and a first name; all optional. Or a code, for who was here on another phone.
// SPDX-License-Identifier: MIT
import { createEffect, createResource, createSignal, For, onMount, Show } from "solid-js";
import { words } from "../i18n/language";
import { isShared, shareComputer } from "../store/device";
import {
  type Identity,
  type OrganisationKind as Kind,
  organisationKinds as kinds,
  lastIdentity,
} from "../store/identity";
import type { AskDesk } from "../sync/board_desk";
import { PageFooter } from "./page_footer";
import { RecoverEntry } from "./recover_entry";
import { Wordmark } from "./wordmark";

/** Within the wire's bounds (64 and 256 bytes) whatever the script. */
const nameUnitsMax = 20;
const organisationUnitsMax = 80;
/** More are found by typing. */
const shownMax = 24;

/** As the server lists them (docs/rest.md). */
interface Organisation {
  name: string;
  kind: Kind;
}

/** `board` is empty where the person is in already: a code would make it somebody else. */
export function JoinPage(props: { ask: AskDesk; board: string; onJoin: (identity: Identity) => void }) {
  const last = lastIdentity();
  const [kind, setKind] = createSignal<Kind | undefined>(last.kind);
  const [organisation, setOrganisation] = createSignal(last.organisation);
  // Without it everything can be typed.
  const [list] = createResource(() =>
    props
      .ask("GET", "/organisations")
      .then((answer) => (answer as { organisations: Organisation[] }).organisations)
      .catch(() => []),
  );
  const known = () => list.latest ?? [];
  const ofKind = () => known().filter((one) => one.kind === kind());
  const [shared, setShared] = createSignal(isShared());
  const share = (choice: boolean) => {
    shareComputer(choice);
    setShared(isShared());
  };
  let title: HTMLHeadingElement | undefined;
  let name: HTMLInputElement | undefined;
  const submit = (event: Event) => {
    event.preventDefault();
    const said = organisation().trim();
    const listed = known().find((one) => one.name === said)?.kind;
    const chosen = listed ?? kind();
    // For those who come next; whoever comes without a network is not kept.
    if (said !== "" && chosen !== undefined && listed === undefined) {
      props.ask("POST", "/organisations", { name: said, kind: chosen }).catch(() => undefined);
    }
    props.onJoin({ name: name?.value.trim() ?? "", organisation: said, kind: chosen });
  };
  onMount(() => title?.focus());
  createEffect(() => {
    document.title = `${words().joinTitle} · ${words().appName}`;
  });
  return (
    <div class="door">
      <main class="sheet">
        <Wordmark />
        <h1 ref={title} tabindex="-1">
          {words().joinTitle}
        </h1>
        <p>{words().joinIntro}</p>
        <form class="join_form" onSubmit={submit}>
          <fieldset class="kinds">
            <legend>
              {words().yourKind} <span class="hint">({words().optional})</span>
            </legend>
            <For each={kinds}>
              {(one) => (
                <button type="button" aria-pressed={kind() === one} onClick={() => setKind(one)}>
                  {words().organisationKinds[one]}
                </button>
              )}
            </For>
          </fieldset>
          <Show when={ofKind().length > 0}>
            <fieldset class="organisations">
              <legend class="spoken">{words().yourOrganisation}</legend>
              <For each={ofKind().slice(0, shownMax)}>
                {(one) => (
                  <button
                    type="button"
                    aria-pressed={organisation() === one.name}
                    onClick={() => setOrganisation(one.name)}
                  >
                    {one.name}
                  </button>
                )}
              </For>
            </fieldset>
          </Show>
          <label for="join_organisation">
            {words().yourOrganisation} <span class="hint">({words().optional})</span>
          </label>
          <input
            id="join_organisation"
            autocomplete="organization"
            maxlength={organisationUnitsMax}
            value={organisation()}
            onInput={(event) => setOrganisation(event.currentTarget.value)}
            placeholder={words().organisationHint}
            aria-describedby="join_promise"
            list={known().length > 0 ? "known_organisations" : undefined}
          />
          <Show when={known().length > 0}>
            <datalist id="known_organisations">
              <For each={kind() === undefined ? known() : ofKind()}>
                {(one) => <option value={one.name} />}
              </For>
            </datalist>
          </Show>
          <label for="join_name">
            {words().yourName} <span class="hint">({words().optional})</span>
          </label>
          <input
            ref={name}
            id="join_name"
            autocomplete="given-name"
            maxlength={nameUnitsMax}
            value={last.name}
          />
          <p id="join_promise" class="hint">
            {words().joinPromise}
          </p>
          <Show when={props.board !== ""}>
            <label class="shared">
              <input
                type="checkbox"
                checked={shared()}
                onChange={(event) => share(event.currentTarget.checked)}
                aria-describedby={shared() ? "shared_promise" : undefined}
              />
              {words().sharedComputer}
            </label>
            <Show when={shared()}>
              <p id="shared_promise" class="hint">
                {words().sharedPromise}
              </p>
            </Show>
          </Show>
          <button type="submit" class="primary">
            {words().join}
          </button>
        </form>
        <Show when={props.board !== ""}>
          <RecoverEntry ask={props.ask} board={props.board} />
        </Show>
      </main>
      <PageFooter />
    </div>
  );
}
