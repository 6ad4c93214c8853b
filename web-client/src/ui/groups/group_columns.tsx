// The board by thread or by organisation. What is written goes by kind all the same: one box, in the kind that the tabs show.
// Cards go from thread to thread by dragging and by "Move to…".
// SPDX-License-Identifier: MIT
import { type Accessor, createMemo, For, Show } from "solid-js";
import { type Core, type Handle, type Kind, kinds } from "../../core/types";
import { words } from "../../i18n/language";
import type { BoardStore } from "../../state/board_store";
import { type Group, type GroupKey, groupCards, groupOf, noGroup } from "../../state/groups";
import { type BoardContext, useBoard } from "../board_context";
import { focusCard } from "../card_focus";
import { CardList } from "../card_list";
import { shorten } from "../shorten";
import { whose } from "../whose";
import { WriteBox } from "../write_box";

export function GroupColumns() {
  const { board, column, stage } = useBoard();
  const groups = useGroups();
  const keys = createMemo(() => groups().map(({ key }) => key), [], { equals: sameList });
  const writing = () => (stage.mayAdd(column()) ? [column()] : []);
  const hidden = () => kinds.reduce((sum, kind) => sum + (board.status.silhouettes[kind] ?? 0), 0);
  return (
    <>
      <For each={keys()}>
        {(key) => <GroupSection name={key} group={() => groups().find((group) => group.key === key)} />}
      </For>
      <Show when={hidden() > 0}>
        <p class="silhouettes">{words().silhouettes(hidden())}</p>
      </Show>
      <For each={writing()}>{(kind: Kind) => <GroupWriteBox kind={kind} />}</For>
    </>
  );
}

/** In the colour of the kind that it is for. */
function GroupWriteBox(props: { kind: Kind }) {
  return (
    <div class="group_writing" data-kind={props.kind}>
      <WriteBox kind={props.kind} />
    </div>
  );
}

function useGroups(): Accessor<Group[]> {
  const { board, openCard, ties, viewing } = useBoard();
  return createMemo<Group[]>((before) => {
    const cards = kinds.flatMap((kind) => board.column(kind));
    const key = groupOf(before, openCard());
    const held = key === undefined ? undefined : { card: openCard(), key };
    if (viewing.grouping() === "thread") {
      const { threads, threadsOf } = ties();
      const keyOf = (thread: number) => `t${thread}`;
      return groupCards(
        cards,
        threads.map(({ thread }) => keyOf(thread)),
        (card) => threadsOf(card).map(keyOf),
        held,
      );
    }
    const labelOf = (card: number) => board.card(card)?.organisation ?? "";
    const names = [...new Set(cards.map(labelOf))].filter((name) => name !== "");
    names.sort((a, b) => a.localeCompare(b, words().language));
    return groupCards(
      cards,
      names.map((name) => `o${name}`),
      (card) => [`o${labelOf(card)}`],
      held,
    );
  }, []);
}

function GroupSection(props: { name: GroupKey; group: Accessor<Group | undefined> }) {
  const { board, viewing } = useBoard();
  const titleId = `group_${props.name.replace(/\W/g, "_")}`;
  const cards = createMemo(() => props.group()?.cards ?? [], [], { equals: sameList });
  const title = () => {
    if (props.name === noGroup)
      return viewing.grouping() === "thread" ? words().inNoThread : words().noOrganisation;
    if (props.name.startsWith("o")) return whose(props.name.slice(1));
    return threadName(board, threadOf(props.name));
  };
  return (
    <section class="column" data-group={props.name} aria-labelledby={titleId}>
      <h2 id={titleId} tabindex="-1" class="column_title">
        {title()} <span class="count">{cards().length}</span>
      </h2>
      <CardList cards={cards()} withKind />
      <Show when={cards().length === 0}>
        <p class="empty">{words().emptyColumn}</p>
      </Show>
    </section>
  );
}

/** 0 = none. */
const threadOf = (group: GroupKey) => (group === noGroup ? 0 : Number(group.slice(1)));
const groupOfThread = (thread: Handle): GroupKey => (thread === 0 ? noGroup : `t${thread}`);

function threadName(board: BoardStore, thread: Handle): string {
  return shorten(board.item(thread)?.text ?? "") || words().ties.unnamed;
}

/** The thread whose column shows the card, 0 = none. */
function standsIn({ ties }: BoardContext, card: Handle): Handle {
  return ties().threadsOf(card)[0] ?? 0;
}

/** Out of the thread that shows the card and into the other, as one gesture: the column it stands in, told with the way back. */
export function moveToGroup(context: BoardContext, card: Handle, group: GroupKey): void {
  const { board, ties, together } = context;
  const [from, to] = [standsIn(context, card), threadOf(group)];
  if (from === to) return;
  const gathering = (thread: Handle) => ties().threads.find((one) => one.thread === thread);
  // Also those that it stands for, of which it was made.
  const leaving = gathering(from)?.members.get(card) ?? [];
  const isInside = gathering(to)?.members.has(card) ?? false;
  const { saidGathered, saidReleased } = words().ties;
  together(
    [
      ...leaving.map((member) => (core: Core) => core.leaveThread(from, member)),
      ...(to === 0 || isInside ? [] : [(core: Core) => core.joinThread(to, card)]),
    ],
    to === 0 ? saidReleased(threadName(board, from)) : saidGathered(1, threadName(board, to)),
  );
  focusCard(card);
}

/** In "Move to…", where columns are threads: each of the others, and none; where they are organisations, why none is offered. */
export function GroupChoices(props: { card: Handle }) {
  const context = useBoard();
  const { board, ties, viewing, stage } = context;
  const others = () => {
    if (viewing.grouping() !== "thread" || !stage.may("thread")) return [];
    const threads = [...ties().threads.map(({ thread }) => thread), 0];
    return threads.filter((thread) => thread !== standsIn(context, props.card));
  };
  const move = (thread: Handle) => {
    const { card } = props;
    context.endMove();
    context.close();
    moveToGroup(context, card, groupOfThread(thread));
  };
  return (
    <>
      <Show when={viewing.grouping() === "organisation"}>
        <p class="hint">{words().organisationStays}</p>
      </Show>
      <For each={others()}>
        {(thread) => (
          <button type="button" class="choice" onClick={() => move(thread)}>
            {thread === 0 ? words().inNoThread : words().ties.inThread(threadName(board, thread))}
          </button>
        )}
      </For>
    </>
  );
}

function sameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}
