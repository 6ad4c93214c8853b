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
import { isSame } from "./same";
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

/** How who draws items is told when one is another. */
export interface Shelf {
  /** Reactive. */
  get(handle: Handle): Item | undefined;
  /** `before`: as it was put last, if it was. Not to be written into. */
  put(item: Item, before: Item | undefined): void;
  drop(handle: Handle): void;
}

/** `makeShelf` is given the items as they are at any time. */
export function createBoardStore(
  clock = new ServerClock(),
  makeShelf: (known: ReadonlyMap<Handle, Item>) => Shelf = fineShelf,
): BoardStore {
  const [status, setStatus] = createStore<Status>({ ...emptyStatus });
  const [settings, setSettings] = createStore<Settings>({ ...noSettings });
  const [refusals, setRefusals] = createSignal<Refusal[]>([]);
  const [changeCount, setChangeCount] = createSignal(0);
  const columns = new Columns();
  // The same items without proxies, for sorting.
  const known = new Map<Handle, Item>();
  const shelf = makeShelf(known);
  let touched: Handle[] = [];

  const takeStatus = (fresh: Partial<Status>) => {
    const { link, serverTime = 0 } = fresh;
    if (serverTime > 0 && link === "live") clock.heard(serverTime, status.link !== "live");
    setStatus(fresh);
  };
  const takeItems = ({ everything, gone = [], items = [] }: Patch) => {
    const kept = everything && new Set(items.map(({ h }) => h));
    const lost = kept ? [...known.keys()].filter((handle) => !kept.has(handle)) : gone;
    for (const handle of lost) {
      known.delete(handle);
      shelf.drop(handle);
    }
    for (const item of items) {
      const before = known.get(item.h);
      known.set(item.h, item);
      shelf.put(item, before);
    }
    touched = items.map(({ h }) => h);
    columns.take(items, lost);
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
    item: shelf.get,
    card: (handle) => {
      const item = shelf.get(handle);
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
    hold: (handle) => batch(() => columns.hold(handle)),
  };
}

/** Tells of each property by itself, and what says the same stays the same object: what reads it is left alone. */
function fineShelf(): Shelf {
  const [items, setItems] = createStore<Record<Handle, Item>>({});
  return {
    get: (handle) => items[handle],
    put: (item, before) => {
      // The store writes into its own.
      if (before === undefined) setItems(item.h, { ...item });
      else
        for (const key of keysOf({ ...before, ...item }))
          if (!isSame(before[key], item[key])) setItems(item.h, key, item[key]);
    },
    drop: (handle) => setItems(handle, undefined as unknown as Item),
  };
}

function keysOf(item: Item): (keyof Item)[] {
  return Object.keys(item) as (keyof Item)[];
}
