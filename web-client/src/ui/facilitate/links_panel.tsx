// The links of the board: who comes in by which, new ones, and taking one back.
// SPDX-License-Identifier: MIT
import { createResource, createSignal, For, Show } from "solid-js";
import { words } from "../../i18n/language";
import { addressOf } from "../../sync/board_desk";
import { say } from "../announcer";
import { useBoard } from "../board_context";
import { dateOf } from "./dates";
import { facilitation } from "./facilitation_words";
import { SureButton } from "./sure_button";

/** As the server lists it (docs/rest.md); times are its wall clock's, 0 = never. */
interface Link {
  id: string;
  role: Role;
  expires: number;
  made: number;
  by: string;
  revoked: number;
  used: number;
  devices: number;
  connected: number;
  yours: boolean;
}

const roles = ["participant", "tablet", "screen", "observer", "facilitator"] as const;
type Role = (typeof roles)[number];

export function LinksPanel() {
  const { ask, boardId } = useBoard();
  const [problem, setProblem] = createSignal("");
  const [made, setMade] = createSignal("");
  const [list, { refetch }] = createResource(
    async () => ((await ask("GET", "/links").catch(told)) as { links?: Link[] } | undefined)?.links ?? [],
  );
  function told(error: Error): undefined {
    setProblem(error.message || words().deskFailed);
    return undefined;
  }
  const make = async (role: Role) => {
    const answer = (await ask("POST", "/links", { role }).catch(told)) as { token: string } | undefined;
    if (answer === undefined) return;
    setMade(addressOf(boardId, answer.token, role === "screen" ? "/ecran" : "/"));
    refetch();
  };
  const revoke = async (link: Link) => {
    const done = await ask("DELETE", `/links/${link.id}`).catch(told);
    if (done !== undefined) say(facilitation().saidRevoked);
    refetch();
  };
  return (
    <section class="links" aria-labelledby="links_title">
      <h3 id="links_title">{facilitation().links}</h3>
      <Show when={problem() !== ""}>
        <p role="alert" class="form_problem">
          {problem()}
        </p>
      </Show>
      <ul class="desk_list">
        <For each={list.latest ?? []}>{(link) => <LinkRow link={link} onRevoke={() => revoke(link)} />}</For>
      </ul>
      <fieldset class="new_link">
        <legend>{facilitation().newLink}</legend>
        <For each={roles}>
          {(role) => (
            <button type="button" onClick={() => make(role)}>
              {facilitation().linkRoles[role]}
            </button>
          )}
        </For>
      </fieldset>
      <Show when={made() !== ""}>
        <p class="invite_link" role="status">
          {made()}
        </p>
      </Show>
    </section>
  );
}

function LinkRow(props: { link: Link; onRevoke: () => void }) {
  const origin = () =>
    props.link.made === 0
      ? facilitation().linkPrinted
      : facilitation().linkMade(dateOf(props.link.made), props.link.by);
  const end = () =>
    props.link.revoked === 0
      ? facilitation().linkUntil(dateOf(props.link.expires))
      : facilitation().linkRevoked(dateOf(props.link.revoked));
  const use = () =>
    props.link.used === 0
      ? facilitation().linkUnused
      : facilitation().linkUsed(dateOf(props.link.used), props.link.devices, props.link.connected);
  return (
    <li class="desk_row" classList={{ link_gone: props.link.revoked > 0 }} data-role={props.link.role}>
      <span>
        <b>{facilitation().linkRoles[props.link.role]}</b>
        {props.link.yours ? ` (${facilitation().linkYours})` : ""}
        <small>{[origin(), end(), use()].join(" · ")}</small>
      </span>
      <Show when={props.link.revoked === 0 && !props.link.yours}>
        <SureButton
          label={facilitation().revoke}
          name={facilitation().revokeOf(facilitation().linkRoles[props.link.role])}
          question={facilitation().revokeSure(props.link.connected)}
          act={props.onRevoke}
        />
      </Show>
    </li>
  );
}
