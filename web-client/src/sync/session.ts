// The loop around the core: gestures in, frames both ways, changes out. Nothing leaves this device before it is stored on it.
//
//   gesture -> core -> take_save -> keeper.put -> saved -> next_frame -> connection
//
// A trap in the core ends that instance: a new one takes up the last save, and the connection starts anew.
// SPDX-License-Identifier: MIT
import type { Changes, Core, DerivedBy, Handle, Kind, Outcome, SettingKey, VoteRule } from "../core/types";
import type { Keeper } from "../store/keeper";
import type { Connection, ConnectionEvents } from "./connection";
import { type Heard, readPresence } from "./presence";

export interface SessionParts {
  /** Makes a core that took up `saved`, if any. */
  openCore(saved: Uint8Array | null): Promise<Core>;
  keeper: Keeper;
  connect(events: ConnectionEvents): Connection;
  /** `own`: by a gesture made here, told before the gesture returns. */
  onChanges(changes: Changes, own: boolean): void;
  /** What others do is not to be drawn now, so it must not come with what is done here. */
  isStill?(): boolean;
  /** What is said on the line, once the core has taken it or made it. */
  onSaid(frame: Uint8Array, isHeard: boolean): void;
  /** Who is there, as the server says it. */
  onPresence(heard: Heard): void;
  /** The server closed for good: 1008 or 4001. 0 = connecting again. */
  onStopped(code: number): void;
  /** The device stopped keeping what we put. */
  onNotKept(): void;
}

/** What a person can do to the board; a board of the past takes none of it. */
export type Gestures = Pick<
  Session,
  | "signAs"
  | "addCard"
  | "moveCard"
  | "setRemoved"
  | "derive"
  | "vote"
  | "set"
  | "together"
  | "undo"
  | "redo"
  | "editText"
  | "tell"
>;

/** Typing is on the device within this time of the key. */
const typingSaveMs = 250;
/** Typing leaves at most twice a second (E9); one gesture leaves at once. */
const typingSendMs = 500;
/** What others do is drawn at once, then not for this many times as long as that took: on a slow phone in a busy room, typing
 * comes first. */
const restFactor = 2;
/** -ErrorCode::Unavailable: between a trap and the new core. */
const unavailable: Outcome = -20;

export class Session {
  private core: Core | null;
  private readonly connection: Connection;
  private readonly parts: SessionParts;
  private lastSave: Uint8Array | null;
  private label: string | undefined;
  private pendingOps = 0;
  private typed = false;
  private saveTimer: ReturnType<typeof setTimeout> | undefined;
  private sendTimer: ReturnType<typeof setTimeout> | undefined;
  private sentAt = 0;
  private connected = false;
  private restUntil = 0;
  private redrawTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(core: Core, parts: SessionParts) {
    this.core = core;
    this.parts = parts;
    this.lastSave = parts.keeper.saved;
    this.connection = parts.connect({
      opened: () => this.onOpened(),
      frame: (bytes) => this.onFrame(bytes),
      closed: () => this.onClosed(),
      stopped: parts.onStopped,
    });
  }

  start(): void {
    addEventListener("pagehide", () => this.flush());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.flush();
    });
    this.redraw();
    this.connection.start();
  }

  // --- gestures ---

  /** See `Core.signAs`. */
  signAs(label: string): void {
    this.label = label;
    this.use((core) => core.signAs(label), undefined);
  }

  addCard(kind: Kind, text: string): Outcome {
    return this.gesture((core) => core.addCard(kind, text));
  }

  moveCard(card: Handle, kind: Kind, before: Handle): Outcome {
    return this.gesture((core) => core.move(card, kind, before));
  }

  setRemoved(item: Handle, removed: boolean): Outcome {
    return this.gesture((core) => core.setRemoved(item, removed));
  }

  /** See `Core.derive`. */
  derive(how: DerivedBy, votes: VoteRule, sources: readonly Handle[], texts: readonly string[]): Outcome {
    return this.gesture((core) => core.derive(how, votes, sources, texts));
  }

  /** See `Core.vote`. */
  vote(card: Handle, value: number | null, poll: number, group: number): Outcome {
    return this.gesture((core) => core.vote(card, value, poll, group));
  }

  /** See `Core.set`. */
  set(item: Handle, key: SettingKey, number: number, text = ""): Outcome {
    return this.gesture((core) => core.set(item, key, number, text));
  }

  /** Several changes as one gesture: undone together. Ends at the first that is not taken, and gives its answer. */
  together(changes: readonly ((core: Core) => Outcome)[]): Outcome {
    return this.gesture((core) => {
      let outcome: Outcome = 0;
      for (const change of changes) {
        outcome = change(core);
        if (outcome < 0) break;
      }
      return outcome;
    });
  }

  undo(): Outcome {
    return this.gesture((core) => core.undo());
  }

  redo(): Outcome {
    return this.gesture((core) => core.redo());
  }

  /** Typing: stored within 250 ms, sent in batches. */
  editText(item: Handle, at: number, units: number, text: string): Outcome {
    const outcome = this.timed((core) => core.edit(item, at, units, text));
    this.typed = true;
    this.redraw(true);
    this.saveSoon();
    return outcome;
  }

  /** Stores and sends what waits, now. */
  flush(): void {
    this.save();
    this.send(true);
  }

  /** A frame that is no part of the board; lost where there is no connection. */
  tell(frame: Uint8Array): void {
    if (this.connected) this.connection.send(frame);
  }

  /** Connects now, also when the server had closed for good. */
  retry(): void {
    this.parts.onStopped(0);
    this.connection.retry();
  }

  /** What was put on the device last; null before. */
  saved(): Uint8Array | null {
    return this.lastSave;
  }

  hash(): string {
    return this.use((core) => core.hash(), "");
  }

  private gesture(act: (core: Core) => Outcome): Outcome {
    const outcome = this.timed(act);
    this.redraw(true);
    this.save();
    return outcome;
  }

  private timed(act: (core: Core) => Outcome): Outcome {
    if (this.redrawTimer !== undefined && this.parts.isStill?.()) this.redrawRested();
    return this.use((core) => {
      core.time(performance.now());
      return act(core);
    }, unavailable);
  }

  // --- connection ---

  private onOpened(): void {
    this.connected = true;
    this.use((core) => core.connected(), undefined);
    this.sentAt = 0;
    this.send(true);
    this.sentAt = 0;
    this.redraw();
  }

  private onFrame(bytes: Uint8Array): boolean {
    const heard = readPresence(bytes);
    if (heard !== null) this.parts.onPresence(heard);
    // A frame may trap; what was typed since the last save must not go with it.
    if (this.typed) this.save();
    const outcome = this.use((core) => core.frame(bytes), unavailable);
    const reconnect = this.redrawForOthers();
    const isTaken = outcome >= 0 && !reconnect;
    if (isTaken) this.parts.onSaid(bytes, true);
    this.saveSoon();
    this.send(false);
    return isTaken;
  }

  private onClosed(): void {
    this.connected = false;
    this.use((core) => core.disconnected(), undefined);
    this.redraw();
  }

  private send(now: boolean): void {
    if (!this.connected) return;
    const wait = this.sentAt + typingSendMs - Date.now();
    if (!now && wait > 0) {
      this.sendTimer ??= setTimeout(() => this.send(true), wait);
      return;
    }
    clearTimeout(this.sendTimer);
    this.sendTimer = undefined;
    let frame = this.use((core) => core.nextFrame(), null);
    if (frame === null) return;
    for (; frame !== null; frame = this.use((core) => core.nextFrame(), null)) {
      this.parts.onSaid(frame, false);
      this.connection.send(frame);
    }
    this.sentAt = Date.now();
    this.redraw();
  }

  // --- persistence ---

  private saveSoon(): void {
    this.saveTimer ??= setTimeout(() => this.save(), typingSaveMs);
  }

  private save(): void {
    clearTimeout(this.saveTimer);
    this.saveTimer = undefined;
    // What is put says how much waits.
    if (this.redrawTimer !== undefined) this.redrawRested();
    const typing = this.typed;
    this.typed = false;
    const save = this.use((core) => core.takeSave(), null);
    if (save === null) return;
    this.lastSave = save.bytes;
    const core = this.core;
    this.parts.keeper
      .put(save.bytes, this.pendingOps)
      .catch(() => this.parts.onNotKept())
      .then(() => {
        // Also when the device failed: better on the server than nowhere.
        if (this.core !== core) return;
        this.use((same) => same.saved(save.version), undefined);
        this.send(!typing);
        this.redraw();
      });
  }

  // --- core ---

  /** Shows what changed. True when the core wants a new connection. */
  private redraw(own = false): boolean {
    const changes = this.use((core) => core.changes(), null);
    if (changes === null) return false;
    this.pendingOps = changes.status?.pendingOps ?? this.pendingOps;
    this.parts.onChanges(changes, own);
    return changes.status?.reconnect ?? false;
  }

  /** Now, or once the page has rested. True when the core wants a new connection. */
  private redrawForOthers(): boolean {
    if (this.redrawTimer !== undefined) return false;
    const wait = this.restUntil - performance.now();
    if (wait <= 0) return this.redrawTimed();
    this.redrawTimer = setTimeout(() => this.redrawRested(), wait);
    return false;
  }

  private redrawRested(): void {
    clearTimeout(this.redrawTimer);
    this.redrawTimer = undefined;
    if (this.redrawTimed()) this.connection.reset();
  }

  private redrawTimed(): boolean {
    const from = performance.now();
    const reconnect = this.redraw();
    const now = performance.now();
    this.restUntil = now + restFactor * (now - from);
    return reconnect;
  }

  private use<T>(call: (core: Core) => T, otherwise: T): T {
    if (this.core === null) return otherwise;
    try {
      return call(this.core);
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      void this.revive();
      return otherwise;
    }
  }

  private async revive(): Promise<void> {
    this.core = null;
    this.typed = false;
    this.connection.reset();
    this.core = await this.parts.openCore(this.lastSave);
    if (this.label !== undefined) this.core.signAs(this.label);
    if (this.connected) this.onOpened();
    this.parts.onChanges({ everything: true }, false);
    this.redraw();
  }
}
