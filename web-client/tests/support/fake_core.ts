// A stand-in for the merge core: one replica that merges nothing, enough to test the loop around the real one. Undo and redo
// remove and restore the latest item.
// SPDX-License-Identifier: MIT
import {
  type Card,
  type Changes,
  type Core,
  type DerivedBy,
  type Handle,
  type Item,
  type Kind,
  type Outcome,
  type Save,
  type SettingKey,
  type Status,
  type Thread,
  undone,
  type Verb,
  type VoteRule,
} from "../../src/core/types";

export class FakeCore implements Core {
  readonly items = new Map<Handle, Item>();
  /** Everything asked of the core, in order. */
  readonly calls: string[] = [];
  /** Makes the next `frame` trap, as malformed bytes do. */
  trapOnFrame = false;
  private readonly touched = new Set<Handle>();
  private status: Partial<Status> | null = null;
  private version = 0;
  private dirty = false;
  private waiting = 0;
  private unsent = 0;

  restore(saved: Uint8Array): boolean {
    this.calls.push(`restore ${saved.length}`);
    return true;
  }

  connected(): void {
    this.calls.push("connected");
    this.unsent += 1;
    this.status = { ...this.status, link: "joining" };
  }

  disconnected(): void {
    this.calls.push("disconnected");
    this.status = { ...this.status, link: "offline" };
  }

  frame(): Outcome {
    this.calls.push("frame");
    if (this.trapOnFrame) throw new WebAssembly.RuntimeError("unreachable");
    this.status = { ...this.status, link: "live", role: 1 };
    return 0;
  }

  nextFrame(): Uint8Array | null {
    if (this.unsent === 0) return null;
    this.unsent -= 1;
    this.calls.push("next_frame");
    return new Uint8Array([this.unsent]);
  }

  takeSave(): Save | null {
    if (!this.dirty) return null;
    this.dirty = false;
    this.version += 1;
    this.calls.push(`take_save ${this.version}`);
    return { version: this.version, bytes: new Uint8Array(this.version) };
  }

  saved(version: number): void {
    this.calls.push(`saved ${version}`);
    this.unsent += Math.min(1, this.waiting);
    this.waiting = 0;
  }

  signAs(label: string): void {
    this.calls.push(`sign_as ${label}`);
  }

  addCard(kind: Kind, text: string, organisation = ""): Outcome {
    const h = this.items.size + 1;
    this.put({ ...fakeCard(h, kind, text), organisation });
    return h;
  }

  derive(how: DerivedBy, votes: VoteRule, sources: readonly Handle[], texts: readonly string[]): Outcome {
    const first = this.items.get(sources[0] ?? 0);
    if (first?.item !== "card") return -7;
    const made = this.items.size + 1;
    const derived = { how, votes, from: [...sources] };
    for (const text of texts) {
      const h = this.items.size + 1;
      this.put({ ...fakeCard(h, first.kind, text), order: `${first.order}0V`, derived });
    }
    for (const source of sources) {
      const old = this.items.get(source);
      if (old?.item === "card") this.put({ ...old, folded: [made] });
    }
    return made;
  }

  edit(item: Handle, at: number, units: number, text: string): Outcome {
    const old = this.items.get(item);
    if (old === undefined) return -7;
    this.put({ ...old, text: old.text.slice(0, at) + text + old.text.slice(at + units) });
    return 0;
  }

  move(card: Handle, kind: Kind, before: Handle): Outcome {
    const old = this.items.get(card);
    const next = this.items.get(before);
    if (old?.item !== "card") return -7;
    this.put({ ...old, kind, order: next === undefined ? `z${card}` : `${next.order.slice(0, -1)}0V` });
    return 0;
  }

  place(card: Handle, x: number, y: number): Outcome {
    const old = this.items.get(card);
    if (old?.item !== "card") return -7;
    this.put({ ...old, x, y });
    return 0;
  }

  setRemoved(item: Handle, removed: boolean): Outcome {
    const old = this.items.get(item);
    if (old === undefined) return -7;
    this.put({ ...old, removed });
    return 0;
  }

  vote(card: Handle, value: number | null, poll: number): Outcome {
    const old = this.items.get(card);
    if (old?.item !== "card") return -7;
    this.put({ ...old, votes: value === null ? [] : [poll, value] });
    return 0;
  }

  set(item: Handle, key: SettingKey, number: number, text: string): Outcome {
    this.calls.push(`set ${item} ${key} ${number} ${text}`);
    return 0;
  }

  addThread(name: string): Outcome {
    const h = this.items.size + 1;
    this.put(fakeThread(h, name));
    return h;
  }

  addLink(from: Handle, to: Handle, verb: Verb): Outcome {
    const card = this.items.get(from);
    if (card?.item !== "card") return -7;
    this.put({ ...card, links: [...card.links, { to, verb }] });
    return 0;
  }

  removeLink(from: Handle, to: Handle, verb: Verb): Outcome {
    const card = this.items.get(from);
    if (card?.item !== "card") return -7;
    this.put({ ...card, links: card.links.filter((link) => link.to !== to || link.verb !== verb) });
    return 0;
  }

  joinThread(thread: Handle, card: Handle): Outcome {
    return this.setMember(thread, card, true);
  }

  leaveThread(thread: Handle, card: Handle): Outcome {
    return this.setMember(thread, card, false);
  }

  time(nowMs: number): void {
    this.calls.push(`time ${nowMs}`);
  }

  undo(): Outcome {
    this.calls.push("undo");
    return this.setRemoved(this.items.size, true) === 0 ? undone.card : undone.nothing;
  }

  redo(): Outcome {
    this.calls.push("redo");
    return this.setRemoved(this.items.size, false) === 0 ? undone.card : undone.nothing;
  }

  changes(): Changes | null {
    if (this.touched.size === 0 && this.status === null) return null;
    const items = [...this.touched].flatMap((handle) => this.items.get(handle) ?? []);
    const changes: Changes = { ...(this.status && { status: this.status }), items };
    this.touched.clear();
    this.status = null;
    return changes;
  }

  hash(): string {
    return "0123456789abcdef";
  }

  private setMember(thread: Handle, card: Handle, member: boolean): Outcome {
    const group = this.items.get(thread);
    const one = this.items.get(card);
    if (group?.item !== "thread" || one?.item !== "card") return -7;
    const without = (list: Handle[], handle: Handle) => list.filter((other) => other !== handle);
    this.put({ ...group, cards: [...without(group.cards, card), ...(member ? [card] : [])] });
    this.put({ ...one, threads: [...without(one.threads, thread), ...(member ? [thread] : [])] });
    return 0;
  }

  put(item: Item): void {
    this.items.set(item.h, item);
    this.touched.add(item.h);
    this.status = { ...this.status, pendingOps: this.waiting + 1, pendingItems: 1 };
    this.waiting += 1;
    this.dirty = true;
  }
}

const noVotes = { votes: [] };

export function fakeCard(h: Handle, kind: Kind, text: string): Card {
  return {
    h,
    id: `00000000000000aa-${h}`,
    item: "card",
    kind,
    text,
    order: `m${String(h).padStart(4, "0")}V`,
    x: 0,
    y: 0,
    removed: false,
    organisation: "",
    mine: true,
    mark: 2,
    threads: [],
    links: [],
    ...noVotes,
  };
}

export function fakeThread(h: Handle, name: string, cards: Handle[] = []): Thread {
  const { id, order, x, y, removed, organisation, mine, mark } = fakeCard(h, 1, name);
  return { h, id, text: name, order, x, y, removed, organisation, mine, mark, item: "thread", cards };
}
