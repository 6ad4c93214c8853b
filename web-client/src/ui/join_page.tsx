// Two optional questions before the board: a first name, and whom one speaks for.
// SPDX-License-Identifier: MIT
import { createEffect, For, onMount, Show } from "solid-js";
import { switchLanguage, words } from "../i18n/language";
import { type Identity, lastIdentity } from "../store/identity";
import { LanguageSwitch } from "./language_switch";
import { Wordmark } from "./wordmark";

/** Within the wire's bounds (64 and 256 bytes) whatever the script. */
const nameUnitsMax = 20;
const organisationUnitsMax = 80;

export function JoinPage(props: { organisations: string[]; onJoin: (identity: Identity) => void }) {
  const last = lastIdentity();
  let title: HTMLHeadingElement | undefined;
  let name: HTMLInputElement | undefined;
  let organisation: HTMLInputElement | undefined;
  const submit = (event: Event) => {
    event.preventDefault();
    props.onJoin({ name: name?.value.trim() ?? "", organisation: organisation?.value.trim() ?? "" });
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
          <label for="join_organisation">
            {words().yourOrganisation} <span class="hint">({words().optional})</span>
          </label>
          <input
            ref={organisation}
            id="join_organisation"
            autocomplete="organization"
            maxlength={organisationUnitsMax}
            value={last.organisation}
            placeholder={words().organisationHint}
            aria-describedby="join_promise"
            list={props.organisations.length > 0 ? "known_organisations" : undefined}
          />
          <Show when={props.organisations.length > 0}>
            <datalist id="known_organisations">
              <For each={props.organisations}>{(organisation) => <option value={organisation} />}</For>
            </datalist>
          </Show>
          <p id="join_promise" class="hint">
            {words().joinPromise}
          </p>
          <button type="submit" class="primary">
            {words().join}
          </button>
        </form>
      </main>
      <footer class="page_footer">
        <LanguageSwitch onSwitch={switchLanguage} />
        <span>{words().accessibility}</span>
      </footer>
    </div>
  );
}
