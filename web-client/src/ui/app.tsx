// Which page the link leads to: how to get in, the two questions, or the board.
// SPDX-License-Identifier: MIT
import { createEffect, createResource, createSignal, lazy, Match, Show, Switch } from "solid-js";
import { compileCore } from "../core/load";
import { marks, roles } from "../core/types";
import { rememberLanguage, words } from "../i18n/language";
import { isForScreen, isForTablet, type JoinLink, parseJoinLink } from "../state/join_link";
import { type Identity, identityOn, rememberIdentity } from "../store/identity";
import { rememberBoard } from "../store/my_boards";
import { openDesk } from "../sync/board_desk";
import { Announcer } from "./announcer";
import { BoardPage } from "./board_page";
import type { Gone, GoneReason } from "./front/gone_note";
import { JoinPage } from "./join_page";
import { type OpenBoard, openBoard } from "./open_board";
import { leadsToPast } from "./replay_entry";

/** A projector, or a tablet that several people write on. */
const nobody: Identity = { name: "", organisation: "" };
/** Once in, a person whose link has run out stays in front of the board, with a word about it. */
const endsAll = new Set(["revoked", "expelled"]);
const opensNothing = new Set(["expired_token", "bad_token", "not_found", "corrupt", "version_too_old"]);
const FrontPage = lazy(async () => ({ default: (await import("./front/front_page")).FrontPage }));
const ScreenPage = lazy(async () => ({ default: (await import("./screen/screen_page")).ScreenPage }));

export function App() {
  const link = parseJoinLink(location.hash);
  // Another link pasted into the same tab is another visit.
  addEventListener("hashchange", () => location.reload());
  return (
    <>
      <Announcer />
      <Way link={link} />
    </>
  );
}

function Way(props: { link: JoinLink | "none" | "broken" }) {
  const { link } = props;
  if (typeof WebAssembly === "undefined") return <FrontPage why="unsupported" />;
  return typeof link === "string" ? <FrontPage why={link} /> : <Visit link={link} />;
}

function Visit(props: { link: JoinLink }) {
  const { board } = props.link;
  const forScreen = isForScreen(props.link);
  const asksNobody = forScreen || isForTablet(props.link);
  const [identity, setIdentity] = createSignal<Identity | null>(asksNobody ? nobody : identityOn(board));
  const ask = openDesk(props.link, words().language, () => "");
  const [changing, setChanging] = createSignal(false);
  // Compiled while the person types a name.
  const module = compileCore();
  module.catch(() => undefined);
  const [opened] = createResource(identity, async (who) => openBoard(props.link, who, module));

  createEffect(() => {
    const { role = 0, title = "", link } = opened()?.board.status ?? {};
    if (link === "live" && role !== 0 && role !== roles.screen) rememberBoard(props.link, title);
  });

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
          <Match when={goneFrom(opened())}>{(gone) => <FrontPage why={gone()} />}</Match>
          <Match when={opened()}>
            {(ready) => (
              <Show when={!forScreen || leadsToPast()} fallback={<ScreenPage opened={ready()} />}>
                <BoardPage
                  opened={ready()}
                  identity={who()}
                  onChangeIdentity={ready().kept() && !asksNobody ? () => setChanging(true) : null}
                />
              </Show>
            )}
          </Match>
        </Switch>
      )}
    </Show>
  );
}

/** Why the board is not there, or is there no more. */
function goneFrom(opened: OpenBoard | undefined): Gone | undefined {
  if (opened === undefined) return undefined;
  const { board, boardId } = opened;
  const wasIn = board.status.role !== 0;
  const refusal = board.refusals.find(
    ({ closing, reason }) => closing && (endsAll.has(reason) || (!wasIn && opensNothing.has(reason))),
  );
  if (refusal === undefined) return undefined;
  const texts = [...board.all().values()].flatMap((item) =>
    item.item === "card" && item.mark === marks.device && item.text !== "" ? [item.text] : [],
  );
  return { board: boardId, reason: refusal.reason as GoneReason, message: refusal.message, texts };
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
