// "Invite…": the participants' link as a QR code that a hall can scan from the wall, and as text to send.
// SPDX-License-Identifier: MIT
import { createResource, Match, onMount, Show, Switch } from "solid-js";
import { words } from "../../i18n/language";
import type { Invitation } from "../../sync/board_desk";
import { say } from "../announcer";
import { useBoard } from "../board_context";
import { QrCode } from "../qr_code";
import { facilitation } from "./facilitation_words";
import { LinksPanel } from "./links_panel";

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
      <EntranceButton />
      {/* Behind the invitation, which is in the list, too. */}
      <Show when={invitation()}>
        <LinksPanel />
      </Show>
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
      <QrCode text={props.invitation.url} label={facilitation().qrLabel} />
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

/** The projector shows the code, too, while it is wanted there. */
function EntranceButton() {
  const { board, conduct } = useBoard();
  const isShown = () => board.settings.entrance !== 0;
  const toggle = () => {
    if (!conduct(0, "entrance", isShown() ? 0 : 1)) return;
    say(isShown() ? facilitation().saidEntrance : facilitation().saidNoEntrance);
  };
  return (
    <button type="button" onClick={toggle}>
      {isShown() ? facilitation().noEntrance : facilitation().entrance}
    </button>
  );
}
