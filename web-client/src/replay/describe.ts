// Says what happened between two moments of a board: compares items before and after, and gives typed events. Pure.
// SPDX-License-Identifier: MIT
import {
  type Card,
  type Handle,
  type Item,
  type Kind,
  kinds,
  type Settings,
  type Thread,
} from "../core/types";
import { readOrigin } from "../state/origin";
import { phaseAt, readShow } from "../state/run_of_show";
import { peopleOf, readTallies } from "../state/votes";
import { shorten } from "../ui/shorten";
import type { Flagged, HistoryEvent, Ref } from "./events";
import type { Scene } from "./scene";

/** Bit of the ballots in `revealed`; kinds have theirs at `1 << kind`. */
const ballotsBit = 1 << 6;

/** `touched`: the only items that may differ. */
export function describe(before: Scene, after: Scene, touched: Iterable<Handle>): HistoryEvent[] {
  const events: HistoryEvent[] = [];
  const made = new Set<Handle>();
  const handles = [...touched];
  for (const handle of handles) {
    const item = after.items.get(handle);
    if (item?.item === "card" && item.derived !== undefined && isNew(before.items.get(handle), item))
      made.add(handle);
  }
  events.push(...describeDerived([...made], after));
  for (const handle of handles) {
    const item = after.items.get(handle);
    const old = before.items.get(handle);
    if (item?.item === "card" && !made.has(handle)) {
      events.push(...describeCard(old as Card | undefined, item));
    } else if (item?.item === "thread")
      events.push(...describeThread(old as Thread | undefined, item, after));
    if (item?.item === "card") events.push(...describeLinks(old as Card | undefined, item, after));
  }
  return [...events, ...describeSettings(before.settings, after.settings)];
}

export function refOf(item: Item | undefined): Ref {
  if (item === undefined) return { id: "", text: "", kind: 0 };
  return { id: item.id, text: shorten(item.text), kind: item.item === "card" ? item.kind : 0 };
}

function isNew(old: Item | undefined, item: Item): boolean {
  return old === undefined && !item.removed;
}

/** The two halves of one split are one event. */
function describeDerived(handles: readonly Handle[], scene: Scene): HistoryEvent[] {
  const groups = new Map<string, Card[]>();
  for (const handle of handles) {
    const card = scene.items.get(handle) as Card;
    const name = JSON.stringify([card.derived?.how, card.derived?.from]);
    groups.set(name, [...(groups.get(name) ?? []), card]);
  }
  return [...groups.values()].map((cards): HistoryEvent => {
    const { how, from } = cards[0]?.derived ?? { how: "merge" as const, from: [] };
    return {
      what: "derived",
      how,
      made: cards.map(refOf),
      from: from.map((handle) => refOf(scene.items.get(handle))),
    };
  });
}

function describeCard(old: Card | undefined, card: Card): HistoryEvent[] {
  const ref = refOf(card);
  if (old === undefined) return describeNew(card);
  const events: HistoryEvent[] = [];
  if (old.text !== card.text) events.push({ what: "edited", card: ref, before: old.text });
  if (old.kind !== card.kind) events.push({ what: "moved", card: ref, from: old.kind });
  else if (old.order !== card.order) events.push({ what: "ranked", card: ref });
  if (old.x !== card.x || old.y !== card.y) events.push({ what: "laid", card: ref });
  if (old.removed !== card.removed) events.push({ what: card.removed ? "removed" : "restored", card: ref });
  return [...events, ...describeFlags(old, card), ...describeVotes(old, card)];
}

function describeNew(card: Card): HistoryEvent[] {
  const from = readOrigin(card.origin)?.title;
  return card.removed ? [] : [{ what: "written", card: refOf(card), ...(from && { from }) }];
}

/** What facilitators did to it. */
function describeFlags(old: Card, card: Card): HistoryEvent[] {
  const ref = refOf(card);
  const isSet = (was: number | undefined, is: number | undefined) => !was && Boolean(is);
  const flags: [boolean, Flagged][] = [
    [isSet(old.locked, card.locked), "locked"],
    [isSet(card.locked, old.locked), "unlocked"],
    [isSet(old.revealed, card.revealed), "shown"],
    [isSet(old.parked, card.parked), "parked"],
    [isSet(card.parked, old.parked), "unparked"],
    [isSet(old.pinned, card.pinned), "pinned"],
    [isSet(card.pinned, old.pinned), "unpinned"],
    [(card.focus ?? 0) > (old.focus ?? 0), "on_screen"],
    [(card.note ?? "") !== "" && card.note !== old.note, "asked"],
  ];
  return flags.flatMap(([happened, what]) => (happened ? [{ what, card: ref }] : []));
}

function describeVotes(old: Card, card: Card): HistoryEvent[] {
  if (old.tally === card.tally) return [];
  const [before, after] = [votersIn(old.tally), votersIn(card.tally)];
  return [{ what: "voted", card: refOf(card), tally: card.tally ?? "", more: after - before }];
}

function votersIn(tally: string | undefined): number {
  return readTallies(tally).reduce((sum, one) => sum + peopleOf(one), 0);
}

function describeLinks(old: Card | undefined, card: Card, scene: Scene): HistoryEvent[] {
  const had = old?.links ?? [];
  const has = (links: Card["links"], { to, verb }: Card["links"][number]) =>
    links.some((link) => link.to === to && link.verb === verb);
  const event = (what: "linked" | "unlinked", { to, verb }: Card["links"][number]): HistoryEvent => ({
    what,
    card: refOf(card),
    to: refOf(scene.items.get(to)),
    verb,
  });
  return [
    ...card.links.filter((link) => !has(had, link)).map((link) => event("linked", link)),
    ...had.filter((link) => !has(card.links, link)).map((link) => event("unlinked", link)),
  ];
}

function describeThread(old: Thread | undefined, thread: Thread, scene: Scene): HistoryEvent[] {
  return [...describeName(old, thread), ...describeMembers(old?.cards ?? [], thread, scene)];
}

function describeName(old: Thread | undefined, thread: Thread): HistoryEvent[] {
  const ref = refOf(thread);
  if (old === undefined) return thread.removed ? [] : [{ what: "gathered", thread: ref }];
  const events: HistoryEvent[] = [];
  if (old.removed !== thread.removed)
    events.push({ what: thread.removed ? "dissolved" : "brought_back", thread: ref });
  if (old.text !== thread.text) events.push({ what: "renamed", thread: ref, before: shorten(old.text) });
  return events;
}

function describeMembers(had: readonly Handle[], thread: Thread, scene: Scene): HistoryEvent[] {
  const event =
    (what: "joined" | "left") =>
    (handle: Handle): HistoryEvent => ({
      what,
      thread: refOf(thread),
      card: refOf(scene.items.get(handle)),
    });
  return [
    ...thread.cards.filter((handle) => !had.includes(handle)).map(event("joined")),
    ...had.filter((handle) => !thread.cards.includes(handle)).map(event("left")),
  ];
}

function describeSettings(old: Settings, now: Settings): HistoryEvent[] {
  if (old === now) return [];
  const events: HistoryEvent[] = [];
  if (old.show !== now.show && now.show !== "") events.push({ what: "show" });
  if (old.phase !== now.phase) {
    const title = phaseAt(readShow(now.show), now.phase)?.title ?? "";
    events.push(now.phase === 0 ? { what: "phases_over" } : { what: "phase", number: now.phase, title });
  }
  const shown = now.revealed & ~old.revealed;
  if (shown !== 0) {
    const revealed: Kind[] = kinds.filter((kind) => (shown & (1 << kind)) !== 0);
    events.push({ what: "revealed", kinds: revealed, votes: (shown & ballotsBit) !== 0 });
  }
  if (old.timerEnd !== now.timerEnd && now.timerEnd > 0) events.push({ what: "timer", until: now.timerEnd });
  return [...events, ...describeLocks(old.locked, now.locked)];
}

/** Bit 0 is the whole board, `1 << kind` a column. */
function describeLocks(old: number, now: number): HistoryEvent[] {
  const columns = (bits: number) =>
    (bits & 1) === 1 ? [] : kinds.filter((kind) => (bits & (1 << kind)) !== 0);
  const events: HistoryEvent[] = [];
  if ((now & ~old) !== 0) events.push({ what: "closed", kinds: columns(now & ~old) });
  if ((old & ~now) !== 0) events.push({ what: "opened", kinds: columns(old & ~now) });
  return events;
}
