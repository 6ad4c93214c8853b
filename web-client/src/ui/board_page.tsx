// The board: header, what must be known, five columns, what was removed.
// SPDX-License-Identifier: MIT
import { createEffect, createSignal, For, onCleanup, onMount, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { type Kind, kinds } from "../core/types";
import { words } from "../i18n/language";
import type { Identity } from "../store/identity";
import { ResultNote } from "./announcer";
import { Banners } from "./banners";
import { type BoardContext, BoardProvider, createBoardContext } from "./board_context";
import { BoardHeader, ColumnTabs } from "./board_header";
import { followArrow } from "./card_focus";
import { Column } from "./column";
import { dragCards } from "./drag_cards";
import { EmptyBoard } from "./empty_board";
import { fetchWhen } from "./fetch_when";
import { GapsLine } from "./gaps_line";
import { LinkingBar } from "./linking_bar";
import { CodeNote, createMyCode, type MyCode } from "./my_code";
import { type OpenBoard, shownHash } from "./open_board";
import { OthersEntry } from "./others_entry";
import { ParkedCards } from "./parked_cards";
import { PhaseBar } from "./phase_bar";
import { PickingBar } from "./picking_bar";
import { RemovedCards } from "./removed_cards";
import { createReplayEntry } from "./replay_entry";
import { RollCall } from "./roll_call";
import { SobrietyEntry } from "./sobriety_entry";
import { arriveAtCard } from "./tables_entry";
import { ThreadsSection } from "./threads_section";
import { undoInput, undoKey, type Way, watchTyping } from "./undo_keys";
import { GroupingChoice } from "./view_choice";

export interface BoardPageProps {
  opened: OpenBoard;
  identity: Identity;
  /** Null where the identity cannot be kept. */
  onChangeIdentity: (() => void) | null;
}

/** The board as it is now, or, on demand, as it was. */
export function BoardPage(props: BoardPageProps) {
  const context = createBoardContext(props.opened);
  context.viewing.restore();
  const replay = createReplayEntry(context);
  const mine = createMyCode(props.opened);
  return (
    <Show
      when={replay.page()}
      fallback={<LiveBoard {...props} context={context} mine={mine} onReplay={replay.open} />}
    >
      {(page) => (
        <Dynamic component={page()} live={props.opened} ahead={replay.ahead()} onClose={replay.close} />
      )}
    </Show>
  );
}

function LiveBoard(props: BoardPageProps & { context: BoardContext; mine: MyCode; onReplay: () => void }) {
  const { board, session, kept, stopped } = props.opened;
  const { context } = props;
  const { viewing } = context;
  const hash = shownHash(props.opened);
  const { mine } = props;

  createEffect(() => {
    document.title = `${board.status.title || words().appName} · ${words().appName}`;
  });
  // A link that the server does not take has no board behind it.
  const isShutOut = () => board.status.link === "refused" && board.status.role === 0;

  // There before it is asked for, or who goes on typing would type into nothing.
  const [isSettled, setSettled] = createSignal(false);
  const settling = setTimeout(() => setSettled(true), settleMs);
  onCleanup(() => clearTimeout(settling));
  const { linking, movingCard, openCard, reworking, threading } = context;
  const isAsked = () =>
    linking.stage() !== undefined || threading.cards() !== undefined || movingCard() !== 0;
  const dialogs = fetchWhen(
    () => isSettled() || openCard() !== 0 || isAsked(),
    () => import("./card_dialogs").then(({ CardDialogs }) => CardDialogs),
  );
  const rework = fetchWhen(
    () => openCard() !== 0 || reworking.stage() !== undefined,
    () => import("./rework_dialog").then(({ ReworkDialog }) => ReworkDialog),
  );
  arriveAtCard(context);
  onMount(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const act = (event: Event, way: Way | null) => {
      if (way === null || !context.canWrite()) return;
      event.preventDefault();
      context.undo(way);
    };
    document.addEventListener("keydown", (event) => act(event, undoKey(event)), { signal });
    document.addEventListener("beforeinput", (event) => act(event, undoInput(event)), { signal });
    document.addEventListener("input", watchTyping, { signal });
    onCleanup(() => stop.abort());
  });

  const listen = (columns: HTMLElement) => {
    columns.addEventListener("keydown", (event) => {
      if (viewing.layout() !== "wall") followArrow(event, board, context.showColumn);
    });
    dragCards(columns, (card, { dataset: { kind, group = "" } }, before) => {
      if (kind === undefined) viewing.groups()?.moveToGroup(context, card, group);
      else context.moveCard(card, Number(kind) as Kind, before);
    });
  };

  return (
    <BoardProvider value={context}>
      <button type="button" class="skip" onClick={skipToCards}>
        {words().skipToBoard}
      </button>
      <BoardHeader
        identity={props.identity}
        onChangeIdentity={props.onChangeIdentity}
        onCode={mine.code() === "" ? null : () => mine.show(!mine.shown())}
        onReplay={props.onReplay}
      />
      <CodeNote mine={mine} />
      <PhaseBar />
      <RollCall />
      <ColumnTabs />
      <main
        id="cards"
        tabindex="-1"
        class={`board layout_${viewing.layout()} by_${viewing.hasKindColumns() ? "kind" : "group"}`}
        classList={{
          editing: context.openCard() !== 0,
          picking: context.reworking.picked() !== undefined || context.linking.isOnBoard(),
        }}
        data-link={board.status.link}
        data-pending={board.status.pendingOps}
        data-position={board.status.position}
        data-hash={hash()}
      >
        <Banners stopped={stopped} kept={kept} onRetry={() => session.retry()} />
        <div class="overview">
          <GapsLine />
          <ThreadsSection />
          <GroupingChoice />
          <OthersEntry opened={props.opened} />
        </div>
        <EmptyBoard />
        <Show when={!isShutOut()}>
          <div ref={listen} class="columns">
            <Show when={viewing.layout() === "wall" && viewing.wall()}>
              {(wall) => <Dynamic component={wall()} />}
            </Show>
            <Show
              when={viewing.hasKindColumns()}
              fallback={<Dynamic component={viewing.groups()?.GroupColumns} />}
            >
              <For each={kinds}>{(kind) => <Column kind={kind} />}</For>
            </Show>
          </div>
        </Show>
        <ResultNote />
        <Show when={context.reworking.picked() !== undefined}>
          <PickingBar />
        </Show>
        <Show when={context.linking.isOnBoard()}>
          <LinkingBar />
        </Show>
        <ParkedCards />
        <RemovedCards />
      </main>
      <Show when={context.reworking.stage() !== undefined}>
        <Dynamic component={rework()} />
      </Show>
      <Dynamic component={dialogs()} />
      <footer class="page_footer">
        <span>{words().accessibility}</span>
        <SobrietyEntry />
      </footer>
    </BoardProvider>
  );
}

/** By then a first visit has all that it needs at once. */
const settleMs = 4_000;

/** No `href`: the fragment holds the link that lets the person in. */
function skipToCards(): void {
  const main = document.getElementById("cards");
  main?.focus();
  main?.scrollIntoView();
}
