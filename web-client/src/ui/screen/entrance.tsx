// The way in, in a corner of the screen: the participants' link as a code, and the place to ask about.
// SPDX-License-Identifier: MIT
import { createResource, onCleanup, Show } from "solid-js";
import { words } from "../../i18n/language";
import type { Invitation } from "../../sync/board_desk";
import { QrCode } from "../qr_code";

const retryMs = 10_000;

export function Entrance(props: { invite: () => Promise<Invitation> }) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const [invitation, { refetch }] = createResource(() =>
    props.invite().catch(() => {
      timer = setTimeout(refetch, retryMs);
      return undefined;
    }),
  );
  onCleanup(() => clearTimeout(timer));
  return (
    <Show when={invitation()}>
      {(ready) => (
        <aside class="screen_entrance">
          <p>{words().scanToEnter}</p>
          <QrCode text={ready().url} label={words().qrToEnter} />
          <p>
            <b>{location.host}</b>
          </p>
        </aside>
      )}
    </Show>
  );
}
