// "Who signs this card?": those who signed here before, as large buttons, and whoever is new.
// SPDX-License-Identifier: MIT
import { createResource, createSignal, For, onMount, Show } from "solid-js";
import { words } from "../../i18n/language";
import { type Identity, type OrganisationKind, organisationKinds } from "../../store/identity";
import { forgetSigners, signersOn } from "../../store/signers";
import { say } from "../announcer";
import { useBoard } from "../board_context";
import { nameOf } from "./signer_name";
import { tabletWords } from "./tablet_words";

/** As the door has them. */
const nameUnitsMax = 20;
const organisationUnitsMax = 80;

const unsigned: Identity = { name: "", organisation: "" };

export function SignDialog(props: {
  isForCard: boolean;
  onChoose: (who: Identity) => void;
  onClose: () => void;
}) {
  const { boardId } = useBoard();
  const [known, setKnown] = createSignal(signersOn(boardId));
  const [isNew, setNew] = createSignal(known().length === 0);
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());
  const choose = (who: Identity) => {
    // The focus goes back to the box before the card leaves it.
    dialog?.close();
    props.onChoose(who);
  };
  const forget = () => {
    forgetSigners(boardId);
    setKnown([]);
    setNew(true);
    say(tabletWords().saidForgotten);
  };
  return (
    <dialog ref={dialog} class="dialog sign_dialog" aria-labelledby="sign_title" onClose={props.onClose}>
      <h2 id="sign_title">{props.isForCard ? tabletWords().ask : tabletWords().askNext}</h2>
      <Show
        when={!isNew()}
        fallback={<NewSigner onSign={choose} onBack={known().length > 0 ? () => setNew(false) : undefined} />}
      >
        <div class="signers">
          <For each={known()}>
            {(who) => (
              <button type="button" onClick={() => choose(who)}>
                {nameOf(who)}
              </button>
            )}
          </For>
          <button type="button" class="primary" onClick={() => setNew(true)}>
            {tabletWords().somebody}
          </button>
          <button type="button" onClick={() => choose(unsigned)}>
            {tabletWords().unsignedChoice}
          </button>
        </div>
      </Show>
      <p class="hint">{tabletWords().where}</p>
      <div class="dialog_end">
        <Show when={known().length > 0}>
          <button type="button" class="quiet" onClick={forget}>
            {tabletWords().forget}
          </button>
        </Show>
        <button type="button" onClick={() => dialog?.close()}>
          {tabletWords().cancel}
        </button>
      </div>
    </dialog>
  );
}

interface Listed {
  name: string;
  kind: OrganisationKind;
}

/** The questions of the door (join_page.tsx), for one card. */
function NewSigner(props: { onSign: (who: Identity) => void; onBack: (() => void) | undefined }) {
  const { ask } = useBoard();
  const [kind, setKind] = createSignal<OrganisationKind>();
  // Without it everything can be typed.
  const [list] = createResource(() =>
    ask("GET", "/organisations")
      .then((answer) => (answer as { organisations: Listed[] }).organisations)
      .catch(() => []),
  );
  const listed = () => list.latest ?? [];
  let organisation: HTMLInputElement | undefined;
  let name: HTMLInputElement | undefined;
  const submit = (event: Event) => {
    event.preventDefault();
    const said = organisation?.value.trim() ?? "";
    const found = listed().find((one) => one.name === said)?.kind;
    const chosen = found ?? kind();
    if (said !== "" && chosen !== undefined && found === undefined) {
      ask("POST", "/organisations", { name: said, kind: chosen }).catch(() => undefined);
    }
    props.onSign({ name: name?.value.trim() ?? "", organisation: said, kind: chosen });
  };
  return (
    <form class="join_form new_signer" onSubmit={submit}>
      <fieldset class="kinds">
        <legend>{words().yourKind}</legend>
        <For each={organisationKinds}>
          {(one) => (
            <button type="button" aria-pressed={kind() === one} onClick={() => setKind(one)}>
              {words().organisationKinds[one]}
            </button>
          )}
        </For>
      </fieldset>
      <label for="sign_organisation">
        {words().yourOrganisation} <span class="hint">({words().optional})</span>
      </label>
      <input
        ref={organisation}
        id="sign_organisation"
        autocomplete="off"
        maxlength={organisationUnitsMax}
        list="sign_organisations"
      />
      <datalist id="sign_organisations">
        <For each={listed().filter((one) => kind() === undefined || one.kind === kind())}>
          {(one) => <option value={one.name} />}
        </For>
      </datalist>
      <label for="sign_name">
        {words().yourName} <span class="hint">({words().optional})</span>
      </label>
      <input ref={name} id="sign_name" autocomplete="off" maxlength={nameUnitsMax} />
      <button type="submit" class="primary">
        {tabletWords().sign}
      </button>
      <Show when={props.onBack}>
        {(back) => (
          <button type="button" class="quiet" onClick={() => back()()}>
            {tabletWords().back}
          </button>
        )}
      </Show>
    </form>
  );
}
