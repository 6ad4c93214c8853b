// Which page the link leads to: how to get in, the two questions, or the board.
// SPDX-License-Identifier: MIT
import { createResource, createSignal, Match, Show, Switch } from "solid-js";
import { compileCore } from "../core/load";
import { rememberLanguage, words } from "../i18n/language";
import { type JoinLink, parseJoinLink } from "../state/join_link";
import { type Identity, identityOn, rememberIdentity } from "../store/identity";
import { Announcer } from "./announcer";
import { BoardPage } from "./board_page";
import { JoinPage } from "./join_page";
import { NoLinkPage } from "./no_link_page";
import { openBoard } from "./open_board";

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
  const [identity, setIdentity] = createSignal<Identity | null>(identityOn(board));
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
      fallback={<JoinPage organisations={opened()?.board.status.organisations ?? []} onJoin={join} />}
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
          <Match when={opened()}>
            {(ready) => (
              <BoardPage
                opened={ready()}
                identity={who()}
                onChangeIdentity={ready().kept() ? () => setChanging(true) : null}
              />
            )}
          </Match>
        </Switch>
      )}
    </Show>
  );
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
