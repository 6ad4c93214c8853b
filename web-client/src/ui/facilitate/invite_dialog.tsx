// "Invite…": the participants' link as a QR code that a hall can scan from the wall, and as text to send.
// SPDX-License-Identifier: MIT
import { correction, generate } from "lean-qr";
import { toSvgPath } from "lean-qr/extras/svg";
import { createResource, Match, onMount, Show, Switch } from "solid-js";
import { words } from "../../i18n/language";
import type { Invitation } from "../../sync/invitation";
import { say } from "../announcer";
import { useBoard } from "../board_context";
import { facilitation } from "./facilitation_words";

/** White around the code, in modules: the standard's four. */
const quiet = 4;

export function InviteDialog(props: { onClose: () => void }) {
  const { invite } = useBoard();
  const [invitation, { refetch }] = createResource(invite);
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());
  return (
    <dialog ref={dialog} class="dialog invite" aria-labelledby="invite_title" onClose={props.onClose}>
      <h2 id="invite_title">{facilitation().inviteTitle}</h2>
      <Switch fallback={<p role="status">{words().connecting}</p>}>
        <Match when={invitation.error}>
          <p role="alert" class="form_problem">
            {(invitation.error as Error).message || facilitation().inviteFailed}
          </p>
          <button type="button" onClick={() => refetch()}>
            {words().retry}
          </button>
        </Match>
        <Match when={invitation()}>{(ready) => <TheLink invitation={ready()} />}</Match>
      </Switch>
      <div class="dialog_end">
        <button type="button" class="primary" onClick={() => dialog?.close()}>
          {facilitation().close}
        </button>
      </div>
    </dialog>
  );
}

function TheLink(props: { invitation: Invitation }) {
  const until = () =>
    new Intl.DateTimeFormat(words().language, { dateStyle: "long", timeStyle: "short" }).format(
      props.invitation.expires,
    );
  const copy = async () => {
    await navigator.clipboard.writeText(props.invitation.url);
    say(facilitation().saidCopied);
  };
  return (
    <>
      <p>{facilitation().inviteHow}</p>
      <QrCode text={props.invitation.url} />
      <p class="invite_link">{props.invitation.url}</p>
      <button type="button" onClick={copy}>
        {facilitation().copyLink}
      </button>
      <Show when={props.invitation.expires > 0}>
        <p class="hint">{facilitation().inviteUntil(until())}</p>
      </Show>
    </>
  );
}

/** Black on white in every theme: cameras want it so. */
function QrCode(props: { text: string }) {
  const code = () => generate(props.text, { minCorrectionLevel: correction.M });
  const side = () => code().size + 2 * quiet;
  return (
    <svg
      class="qr"
      role="img"
      aria-label={facilitation().qrLabel}
      viewBox={`${-quiet} ${-quiet} ${side()} ${side()}`}
      shape-rendering="crispEdges"
    >
      <rect x={-quiet} y={-quiet} width={side()} height={side()} fill="#ffffff" />
      <path d={toSvgPath(code())} fill="#000000" />
    </svg>
  );
}
