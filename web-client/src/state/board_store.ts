// What the page draws: items by handle and the order of the columns, fed by what the core says changed. It owns no truth;
// it can be thrown away and filled again.
// SPDX-License-Identifier: MIT
import { type Accessor, batch, createSignal } from "solid-js";
import { createStore } from "solid-js/store";
import {
  type Card,
  type Changes,
  type Handle,
  type Item,
  type Kind,
  noSettings,
  type Refusal,
  type Settings,
  type Status,
} from "../core/types";
import { Columns, parkedList, removedList } from "./columns";
import { ServerClock } from "./server_clock";

const emptyStatus: Status = {
  link: "offline",
  role: 0,
  actor: "",
  pendingOps: 0,
  pendingItems: 0,
  canUndo: false,
  canRedo: false,
  connected: 0,
  position: 0,
  serverTime: 0,
  silhouettes: [],
  reconnect: false,
  title: "",
  atelier: "",
  programme: "",
  organisations: [],
};

export interface Patch extends Changes {
  /** Forget these. */
  gone?: readonly Handle[];
}

export interface BoardStore {
  readonly status: Status;
  readonly settings: Settings;
  readonly clock: ServerClock;
  readonly refusals: Refusal[];
  item(handle: Handle): Item | undefined;
  card(handle: Handle): Card | undefined;
  /** Cards of a column, in order. */
  column(kind: Kind): Handle[];
  /** Cards taken out of the columns, latest change first. */
  removed(): Handle[];
  /** Cards that facilitators put aside. */
  parked(): Handle[];
  /** Everything that is known, without proxies; not reactive. */
  all(): ReadonlyMap<Handle, Item>;
  /** How often something changed; for who derives from everything. */
  changeCount: Accessor<number>;
  /** The items of the latest changes, first touched first. */
  touched(): readonly Handle[];
  apply(changes: Patch): void;
  dismissRefusal(refusal: Refusal): void;
  /** Keeps that card where it stands until another (0 = none) is held. */
  hold(handle: Handle): void;
}

export function createBoardStore(clock = new ServerClock()): BoardStore {
  const [status, setStatus] = createStore<Status>({ ...emptyStatus });
  const [settings, setSettings] = createStore<Settings>({ ...noSettings });
  const [refusals, setRefusals] = createSignal<Refusal[]>([]);
  const [items, setItems] = createStore<Record<Handle, Item>>({});
  const [changeCount, setChangeCount] = createSignal(0);
  const columns = new Columns();
  // The same items without proxies, for sorting.
  const known = new Map<Handle, Item>();
  let touched: Handle[] = [];

  // Property by property, and what says the same stays the same object: what reads it is left alone.
  const put = (item: Item) => {
    const old = known.get(item.h);
    known.set(item.h, item);
    // The store writes into its own.
    if (old === undefined) setItems(item.h, { ...item });
    else
      for (const key of keysOf({ ...old, ...item }))
        if (!isSame(old[key], item[key])) setItems(item.h, key, item[key]);
  };
  const takeStatus = (fresh: Partial<Status>) => {
    const { link, serverTime = 0 } = fresh;
    if (serverTime > 0 && link === "live") clock.heard(serverTime, status.link !== "live");
    setStatus(fresh);
  };
  const drop = (handle: Handle) => {
    known.delete(handle);
    setItems(handle, undefined as unknown as Item);
  };
  const dropAllBut = (items: readonly Item[]) => {
    const kept = new Set(items.map(({ h }) => h));
    for (const handle of [...known.keys()]) if (!kept.has(handle)) drop(handle);
  };
  const takeItems = ({ everything, gone, items }: Patch) => {
    if (everything) dropAllBut(items ?? []);
    gone?.forEach(drop);
    items?.forEach(put);
    touched = items?.map(({ h }) => h) ?? [];
    if (everything || items || gone) columns.arrange([...known.values()]);
  };
  const apply = (changes: Patch) => {
    setChangeCount((count) => count + 1);
    if (changes.status) takeStatus(changes.status);
    if (changes.settings) setSettings(changes.settings);
    const { refusals: fresh } = changes;
    if (fresh) setRefusals((old) => [...old, ...fresh]);
    takeItems(changes);
  };

  return {
    status,
    settings,
    clock,
    get refusals() {
      return refusals();
    },
    item: (handle) => items[handle],
    card: (handle) => {
      const item = items[handle];
      return item?.item === "card" ? item : undefined;
    },
    column: (kind) => columns.list(kind),
    removed: () => columns.list(removedList),
    parked: () => columns.list(parkedList),
    all: () => known,
    changeCount,
    touched: () => touched,
    apply: (changes) => batch(() => apply(changes)),
    dismissRefusal: (refusal) => setRefusals((old) => old.filter((other) => other !== refusal)),
    hold: (handle) => {
      columns.hold(handle);
      batch(() => columns.arrange([...known.values()]));
    },
  };
}

function keysOf(item: Item): (keyof Item)[] {
  return Object.keys(item) as (keyof Item)[];
}

/** Values from a core, whose keys always come in the same order. */
export function isSame(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === "object" && JSON.stringify(a) === JSON.stringify(b));
}
