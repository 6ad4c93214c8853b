// Which page the link leads to: how to get in, the two questions, or the board.
// SPDX-License-Identifier: MIT
import { createResource, createSignal, lazy, Match, Show, Switch } from "solid-js";
import { compileCore } from "../core/load";
import { rememberLanguage, words } from "../i18n/language";
import { isForScreen, type JoinLink, parseJoinLink } from "../state/join_link";
import { type Identity, identityOn, rememberIdentity } from "../store/identity";
import { openDesk } from "../sync/board_desk";
import { Announcer } from "./announcer";
import { BoardPage } from "./board_page";
import { GonePage, isGoodbye } from "./gone_page";
import { JoinPage } from "./join_page";
import { NoLinkPage } from "./no_link_page";
import { type OpenBoard, openBoard } from "./open_board";
import { leadsToPast } from "./replay_entry";

/** A projector. */
const nobody: Identity = { name: "", organisation: "" };
const ScreenPage = lazy(async () => ({ default: (await import("./screen/screen_page")).ScreenPage }));

export function App() {
  const link = parseJoinLink(location.hash);
  // Another link pasted into the same tab is another visit.
  addEventListener("hashchange", () => location.reload());
  return (
    <>
      <Announcer />
      {typeof link === "string" ? <NoLinkPage broken={link === "broken"} /> : <Visit link={link} />}
    </>
  );
}

function Visit(props: { link: JoinLink }) {
  const { board } = props.link;
  const forScreen = isForScreen(props.link);
  const [identity, setIdentity] = createSignal<Identity | null>(forScreen ? nobody : identityOn(board));
  const ask = openDesk(props.link, words().language, () => "");
  const [changing, setChanging] = createSignal(false);
  // Compiled while the person types a name.
  const module = compileCore();
  module.catch(() => undefined);
  const [opened] = createResource(identity, async (who) => openBoard(props.link, who, await module));

  const join = (who: Identity) => {
    rememberIdentity(board, who);
    rememberLanguage();
    if (changing()) location.reload();
    else setIdentity(who);
  };

  return (
    <Show
      when={changing() ? null : identity()}
      fallback={<JoinPage ask={ask} board={changing() ? "" : board} onJoin={join} />}
    >
      {(who) => (
        <Switch
          fallback={
            <p class="loading" role="status">
              {words().loading}
            </p>
          }
        >
          <Match when={opened.error}>
            <LoadFailed />
          </Match>
          <Match when={goodbyeOf(opened())}>
            {(refusal) => <GonePage refusal={refusal()} pending={opened()?.board.status.pendingItems ?? 0} />}
          </Match>
          <Match when={opened()}>
            {(ready) => (
              <Show when={!forScreen || leadsToPast()} fallback={<ScreenPage opened={ready()} />}>
                <BoardPage
                  opened={ready()}
                  identity={who()}
                  onChangeIdentity={ready().kept() ? () => setChanging(true) : null}
                />
              </Show>
            )}
          </Match>
        </Switch>
      )}
    </Show>
  );
}

/** A facilitator took the link back, or sent this device away. */
function goodbyeOf(opened: OpenBoard | undefined) {
  return opened?.board.refusals.find(({ closing, reason }) => closing && isGoodbye(reason));
}

function LoadFailed() {
  return (
    <main class="door">
      <div class="sheet">
        <h1>{words().appName}</h1>
        <p role="alert">{words().loadFailed}</p>
        <button type="button" class="primary" onClick={() => location.reload()}>
          {words().retry}
        </button>
      </div>
    </main>
  );
}
