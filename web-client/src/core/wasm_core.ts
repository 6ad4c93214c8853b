// The merge core as wasm behind the `Core` interface: copies bytes in and out, decides nothing.
// SPDX-License-Identifier: MIT
import {
  type Changes,
  type Core,
  type DerivedBy,
  derivedBy,
  type Handle,
  type JoinOptions,
  type Kind,
  type Outcome,
  type Save,
  type SettingKey,
  settingKeys,
  type Verb,
  type VoteRule,
  voteRules,
} from "./types";

export interface Exports {
  memory: WebAssembly.Memory;
  _initialize?: () => void;
  atelier_input(size: number): number;
  atelier_output(): number;
  atelier_output_size(): number;
  client_open(size: number, seedLow: number, seedHigh: number): number;
  client_restore(size: number): number;
  client_handle(actorHigh: number, actorLow: number, counter: number): number;
  client_connected(): void;
  client_disconnected(): void;
  client_frame(size: number): number;
  client_next_frame(): number;
  client_take_save(): number;
  client_saved(version: number): void;
  client_sign_as(size: number): void;
  client_add_card(kind: number, size: number): number;
  client_derive(how: number, votes: number, size: number): number;
  client_edit(item: number, at: number, units: number, size: number): number;
  client_move(card: number, kind: number, before: number): number;
  client_place(card: number, x: number, y: number): number;
  client_set_removed(item: number, removed: number): number;
  client_vote(card: number, value: number, withdrawn: number, poll: number, group: number): number;
  client_set(item: number, key: number, number: number, size: number): number;
  client_add_thread(size: number): number;
  client_add_link(from: number, to: number, verb: number): number;
  client_remove_link(from: number, to: number, verb: number): number;
  client_join_thread(thread: number, card: number): number;
  client_leave_thread(thread: number, card: number): number;
  client_time(nowMs: number): void;
  client_undo(): number;
  client_redo(): number;
  client_changes(): number;
  client_hash(): void;
}

/** Between the strings of one input; a person cannot type it. */
const separator = "\u001f";

export class WasmCore implements Core {
  protected readonly wasm: Exports;
  private readonly encoder = new TextEncoder();
  private readonly decoder = new TextDecoder();

  constructor(wasm: Exports) {
    this.wasm = wasm;
  }

  /** A new instance with its own memory. The module imports nothing, so nothing of the page is in its reach. */
  static async open(module: WebAssembly.Module, options: JoinOptions): Promise<WasmCore> {
    return new WasmCore(await instantiate(module)).begin(options);
  }

  protected begin({ board, token, language, name, organisation, gzip }: JoinOptions): this {
    this.wasm._initialize?.();
    const size = this.putFields([board, token, language, name, organisation, gzip ? "1" : ""]);
    const seed = crypto.getRandomValues(new Uint32Array(2));
    if (this.wasm.client_open(size, seed[0] ?? 0, seed[1] ?? 0) < 0) throw new Error("client_open");
    return this;
  }

  restore(saved: Uint8Array): boolean {
    return this.wasm.client_restore(this.put(saved)) >= 0;
  }

  connected(): void {
    this.wasm.client_connected();
  }

  disconnected(): void {
    this.wasm.client_disconnected();
  }

  frame(bytes: Uint8Array): Outcome {
    return this.wasm.client_frame(this.put(bytes));
  }

  nextFrame(): Uint8Array | null {
    return this.wasm.client_next_frame() > 0 ? this.take() : null;
  }

  takeSave(): Save | null {
    const version = this.wasm.client_take_save();
    return version > 0 ? { version, bytes: this.take() } : null;
  }

  saved(version: number): void {
    this.wasm.client_saved(version);
  }

  signAs(label: string): void {
    this.wasm.client_sign_as(this.putText(label));
  }

  addCard(kind: Kind, text: string, organisation?: string): Outcome {
    const size = this.putFields(organisation === undefined ? [text] : [text, organisation]);
    return this.wasm.client_add_card(kind, size);
  }

  derive(how: DerivedBy, votes: VoteRule, sources: readonly Handle[], texts: readonly string[]): Outcome {
    const size = this.putFields([sources.join(), ...texts]);
    return this.wasm.client_derive(derivedBy[how], voteRules[votes], size);
  }

  edit(item: Handle, at: number, units: number, text: string): Outcome {
    return this.wasm.client_edit(item, at, units, this.putText(text));
  }

  move(card: Handle, kind: Kind, before: Handle): Outcome {
    return this.wasm.client_move(card, kind, before);
  }

  place(card: Handle, x: number, y: number): Outcome {
    return this.wasm.client_place(card, x, y);
  }

  setRemoved(item: Handle, removed: boolean): Outcome {
    return this.wasm.client_set_removed(item, removed ? 1 : 0);
  }

  vote(card: Handle, value: number | null, poll: number, group: number): Outcome {
    return this.wasm.client_vote(card, value ?? 0, value === null ? 1 : 0, poll, group);
  }

  set(item: Handle, key: SettingKey, number: number, text: string): Outcome {
    return this.wasm.client_set(item, settingKeys[key], number, this.putText(text));
  }

  addThread(name: string): Outcome {
    return this.wasm.client_add_thread(this.putText(name));
  }

  addLink(from: Handle, to: Handle, verb: Verb): Outcome {
    return this.wasm.client_add_link(from, to, verb);
  }

  removeLink(from: Handle, to: Handle, verb: Verb): Outcome {
    return this.wasm.client_remove_link(from, to, verb);
  }

  joinThread(thread: Handle, card: Handle): Outcome {
    return this.wasm.client_join_thread(thread, card);
  }

  leaveThread(thread: Handle, card: Handle): Outcome {
    return this.wasm.client_leave_thread(thread, card);
  }

  time(nowMs: number): void {
    this.wasm.client_time(nowMs);
  }

  undo(): Outcome {
    return this.wasm.client_undo();
  }

  redo(): Outcome {
    return this.wasm.client_redo();
  }

  changes(): Changes | null {
    return this.wasm.client_changes() > 0 ? (JSON.parse(this.takeText()) as Changes) : null;
  }

  hash(): string {
    this.wasm.client_hash();
    return this.takeText();
  }

  private put(bytes: Uint8Array): number {
    const at = this.wasm.atelier_input(bytes.length);
    new Uint8Array(this.wasm.memory.buffer).set(bytes, at);
    return bytes.length;
  }

  private putText(text: string): number {
    return this.put(this.encoder.encode(text));
  }

  private putFields(fields: readonly string[]): number {
    return this.putText(fields.map(withoutSeparator).join(separator));
  }

  private view(): Uint8Array {
    return new Uint8Array(
      this.wasm.memory.buffer,
      this.wasm.atelier_output(),
      this.wasm.atelier_output_size(),
    );
  }

  /** A copy: the view dies with the next call. */
  private take(): Uint8Array {
    return this.view().slice();
  }

  private takeText(): string {
    return this.decoder.decode(this.view());
  }
}

export async function instantiate(module: WebAssembly.Module): Promise<Exports> {
  return (await WebAssembly.instantiate(module, {})).exports as unknown as Exports;
}

function withoutSeparator(text: string): string {
  return text.replaceAll(separator, "");
}
