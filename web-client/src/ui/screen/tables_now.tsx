// On the room's screen while people work at tables: how many are at each, how much they wrote, which phase, how long still. Counts
// only, from the server, asked again and again; what else the screen would show comes back by itself.
// SPDX-License-Identifier: MIT
import { createMemo, createSignal, For, type JSX, onCleanup, Show } from "solid-js";
import { words } from "../../i18n/language";
import { useBoard } from "../board_context";
import { clockFace } from "../countdown";
import { tablesWords } from "../tables/tables_words";
import { type Common, commonOf, isRoomAtTables, type TableNow } from "./at_tables";
import { hideBeyond, keepFitting } from "./fit";
import "./tables_now.css";

const everyMs = 5_000;
/** Beyond, boxes are smaller, and then each table is a line. */
const boxesMax = 9;
const smallBoxesMax = 15;

export function TablesNow(props: { children: JSX.Element }) {
  const tables = createTables();
  return (
    <Show when={isRoomAtTables(tables())} fallback={props.children}>
      <TableBoard tables={tables()} />
    </Show>
  );
}

function createTables() {
  const { ask, board } = useBoard();
  const [tables, setTables] = createSignal<readonly TableNow[]>([]);
  const look = async () => {
    if (board.status.link !== "live" || document.visibilityState !== "visible") return;
    try {
      setTables(((await ask("GET", "/tables/now")) as { tables: TableNow[] }).tables);
    } catch {
      // What was told last stays, until the server speaks again.
    }
  };
  const timer = setInterval(look, everyMs);
  onCleanup(() => clearInterval(timer));
  void look();
  return tables;
}

function TableBoard(props: { tables: readonly TableNow[] }) {
  const common = createMemo(() => commonOf(props.tables));
  const left = createLeft();
  const isMany = () => props.tables.length > boxesMax;
  const heading = () => {
    const { title } = common();
    return title === undefined ? tablesWords().atTables : tablesWords().atTablesDo(title);
  };
  let list: HTMLUListElement | undefined;
  keepFitting(
    () => list,
    () => props.tables,
    () => list !== undefined && hideBeyond(list),
  );
  return (
    <section
      class="screen_tables"
      classList={{ many: isMany(), lines: props.tables.length > smallBoxesMax }}
      aria-labelledby="screen_tables"
    >
      <header>
        <h2 id="screen_tables">{heading()}</h2>
        <Show when={common().ends}>{(ends) => <b class="screen_left">{left(ends())}</b>}</Show>
      </header>
      <ul ref={list} data-count={props.tables.length}>
        <For each={props.tables}>
          {(table) => <TableLine table={table} common={common()} left={left} isMany={isMany()} />}
        </For>
      </ul>
    </section>
  );
}

interface LineProps {
  table: TableNow;
  common: Common;
  left: (ends: number) => string;
  isMany: boolean;
}

function TableLine(props: LineProps) {
  const phase = () => props.table.phase;
  const isKnown = () => props.table.cards !== undefined;
  const who = () => tablesWords().who(props.table.people ?? 0, props.table.tablets ?? 0);
  return (
    <li>
      <span class="screen_table">{props.table.title}</span>
      <Show when={isKnown()}>
        <span class="screen_figures">
          <span>{who()}</span> <span>{tablesWords().cards(props.table.cards ?? 0)}</span>
        </span>
      </Show>
      <Show when={phase()}>
        {(on) => (
          <>
            <Show when={props.common.title === undefined}>
              <span class="screen_phase">{props.isMany ? `${on().number}/${on().of}` : on().title}</span>
            </Show>
            <Show when={props.common.ends === undefined && on().ends !== 0}>
              <b class="screen_left">{props.left(on().ends)}</b>
            </Show>
          </>
        )}
      </Show>
    </li>
  );
}

/** How long it is until then, in words or as a clock; counts down. REQUIRES: an owner. */
function createLeft(): (ends: number) => string {
  const { board } = useBoard();
  const [now, setNow] = createSignal(board.clock.now());
  const timer = setInterval(() => setNow(board.clock.now()), 1_000);
  onCleanup(() => clearInterval(timer));
  return (ends) => {
    const at = now();
    if (at === undefined) return "";
    return ends > at ? clockFace(Math.ceil((ends - at) / 1000)) : words().timeOver;
  };
}
