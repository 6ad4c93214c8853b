// The board by thread or by organisation. What is written goes by kind all the same: one box, in the kind that the tabs show.
// SPDX-License-Identifier: MIT
import { type Accessor, createMemo, For, Show } from "solid-js";
import { type Kind, kinds } from "../../core/types";
import { words } from "../../i18n/language";
import { type Group, type GroupKey, groupCards, groupOf, noGroup } from "../../state/groups";
import { useBoard } from "../board_context";
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
        (card) => threadsOf.get(card)?.map(keyOf) ?? [],
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
    return shorten(board.item(Number(props.name.slice(1)))?.text ?? "") || words().ties.unnamed;
  };
  return (
    <section class="column" aria-labelledby={titleId}>
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

function sameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}
