// What the merge core says about a board, as it crosses the wasm border (server/client/wasm_abi.h).
// SPDX-License-Identifier: MIT

/** A card or a thread: small, positive, stable for the life of the session. 0 = none. */
export type Handle = number;

/** Wire values of the five kinds of card, in the order of the columns. */
export const kinds = [1, 2, 3, 4, 5] as const;
export type Kind = (typeof kinds)[number];

/** How safe our latest change of an item is: on this device, sent, kept on the server's disk. */
export type Mark = 0 | 1 | 2;
export const marks = { device: 0, sent: 1, kept: 2 } as const satisfies Record<string, Mark>;

/** Wire values; 0 = not known yet. */
export const roles = { participant: 1, facilitator: 2, screen: 3, observer: 4, tablet: 5 } as const;
/** A tablet lies on a table: those around it write on it in turn. */
export const mayWrite = (role: number) => role < roles.screen || role === roles.tablet;

export type Link = "offline" | "joining" | "live" | "refused";
/** Wire values of what a link says: answers, blocks, causes, illustrates, contradicts, completes. */
export const verbs = [1, 2, 3, 4, 5, 6] as const;
export type Verb = (typeof verbs)[number];

interface ItemBase {
  h: Handle;
  id: string;
  text: string;
  order: string;
  /** Where it lies on the wall, in board units; both 0 = nobody laid it anywhere. */
  x: number;
  y: number;
  removed: boolean;
  organisation: string;
  mine: boolean;
  mark: Mark;
  /** When it was put on the screen, in the server's milliseconds. */
  focus?: number;
  /** Where it was brought from (state/origin.ts). */
  origin?: string;
  /** When its content was removed for good, in the server's milliseconds: its text is nothing, or in the past what stands for it. */
  erased?: number;
}

/** How a card was made from others, as wire values. */
export const derivedBy = { merge: 1, split: 2, reword: 3 } as const;
export type DerivedBy = keyof typeof derivedBy;
/** `union`: votes on the originals count too, each voter once. `reset`: counting began anew, and the page says so. */
export const voteRules = { union: 1, reset: 2 } as const;
export type VoteRule = keyof typeof voteRules;

export interface Card extends ItemBase {
  item: "card";
  kind: Kind;
  threads: Handle[];
  links: { to: Handle; verb: Verb }[];
  /** What it was made from, if it was. */
  derived?: { how: DerivedBy; votes: VoteRule; from: Handle[] };
  /** Cards that stand in its place, if any. */
  folded?: Handle[];
  /** Not 0: shown although its phase hides; closed to participants; out of the columns; above the others. */
  revealed?: number;
  locked?: number;
  parked?: number;
  pinned?: number;
  /** What facilitators ask its author. */
  note?: string;
  /** One's own: number of the poll, value, and so on (state/votes.ts). */
  votes: number[];
  /** Everybody's, as the server counted them; the room's, as facilitators did. JSON (docs/votes.md). */
  tally?: string;
  roomVotes?: string;
}

export interface Thread extends ItemBase {
  item: "thread";
  cards: Handle[];
}

export type Item = Card | Thread;

export interface Status {
  link: Link;
  /** One of `roles`. */
  role: 0 | 1 | 2 | 3 | 4 | 5;
  /** Whose ops this device signs: 16 hexadecimal digits. */
  actor: string;
  pendingOps: number;
  pendingItems: number;
  /** There may be something of ours to take back, or to put forth again. */
  canUndo: boolean;
  canRedo: boolean;
  connected: number;
  position: number;
  /** The server's clock when it spoke last, in milliseconds; 0 before. */
  serverTime: number;
  /** Items of others that are hidden from us for now: threads, then cards by kind. */
  silhouettes: number[];
  /** The host should close the connection and open a new one. */
  reconnect: boolean;
  title: string;
  atelier: string;
  programme: string;
  organisations: string[];
}

/** How the room plays (server/board/MERGE.md, M13). */
export interface Settings {
  /** Run of show, JSON (docs/run-of-show.md); "" = none. */
  show: string;
  /** From 1; 0 = none is on. */
  phase: number;
  /** Server time in milliseconds; 0 = no timer. */
  timerEnd: number;
  /** Bits `1 << kind`. */
  revealed: number;
  /** Closed to participants: bit 0 all of it, `1 << kind` a column. */
  locked: number;
  /** Not 0: the screen shows the way in. */
  entrance: number;
  /** Numbers of the votes whose ballots are out of the record, as a JSON array; "" = none. They take no more. */
  closed: string;
  /** What was put on the screen then or before is there no more. */
  focus: number;
  /** What the screen shows instead, if nothing was put there since: a stop of a tour (state/focus.ts); "" = the board. */
  stop: string;
}

/** Of a board for which nothing was ever set. */
export const noSettings: Settings = {
  show: "",
  phase: 0,
  timerEnd: 0,
  revealed: 0,
  locked: 0,
  entrance: 0,
  closed: "",
  focus: 0,
  stop: "",
};

/** Wire values of `SettingKey` (board.proto). */
export const settingKeys = {
  show: 1,
  phase: 2,
  timerEnd: 3,
  revealed: 4,
  locked: 5,
  entrance: 6,
  focus: 7,
  parked: 8,
  pinned: 9,
  note: 10,
  origin: 11,
  roomVotes: 13,
  revealedTable: 15,
} as const;
export type SettingKey = keyof typeof settingKeys;

export interface Refusal {
  reason: string;
  /** A sentence in the person's language. */
  message: string;
  h: Handle;
  /** Text that would be lost with the refused op. */
  draft: string;
  closing: boolean;
}

export interface Changes {
  /** Forget every item first: a snapshot came in. */
  everything?: boolean;
  status?: Partial<Status>;
  /** Of the board itself. */
  settings?: Settings;
  items?: Item[];
  refusals?: Refusal[];
}

export interface JoinOptions {
  /** 32 hexadecimal digits. */
  board: string;
  token: string;
  language: string;
  name: string;
  organisation: string;
  /** Frames in gzip are unpacked before they come to the core (W30). */
  gzip: boolean;
}

/** A saved life of the session: identity and outbox, opaque. */
export interface Save {
  version: number;
  bytes: Uint8Array;
}

/** What undo or redo changed; `nothing` also when others had made it pointless. */
export const undone = {
  nothing: 0,
  text: 1,
  card: 2,
  place: 3,
  label: 4,
  link: 5,
  thread: 6,
  vote: 7,
} as const;
export type Undone = Exclude<keyof typeof undone, "nothing">;

/** A gesture's answer: >= 0 done (a handle where one is made), else -ErrorCode. */
export type Outcome = number;

/** One session on one board. Calls are synchronous; any of them may throw `WebAssembly.RuntimeError`, which ends it. */
export interface Core {
  /** False when the bytes cannot be read: the session is then as new. */
  restore(saved: Uint8Array): boolean;
  connected(): void;
  disconnected(): void;
  frame(bytes: Uint8Array): Outcome;
  nextFrame(): Uint8Array | null;
  takeSave(): Save | null;
  saved(version: number): void;
  /** What is added from here on says that of its author. */
  signAs(label: string): void;
  /** `organisation`: whom a card that is brought from elsewhere speaks for; otherwise whom this session does. */
  addCard(kind: Kind, text: string, organisation?: string): Outcome;
  /** A merge and a rewording have one text, a split two or more: one for each new card. All of them or none. */
  derive(how: DerivedBy, votes: VoteRule, sources: readonly Handle[], texts: readonly string[]): Outcome;
  edit(item: Handle, at: number, units: number, text: string): Outcome;
  move(card: Handle, kind: Kind, before: Handle): Outcome;
  /** Lays it somewhere on the wall; its column and rank stay. */
  place(card: Handle, x: number, y: number): Outcome;
  setRemoved(item: Handle, removed: boolean): Outcome;
  /** `null` takes one's vote back. `group`: whom one speaks for, 0 = not said. */
  vote(card: Handle, value: number | null, poll: number, group: number): Outcome;
  /** Facilitators only, but for the origin of what one has brought; not among what undo takes back. `item` 0 = the board;
   * `text` is that of a run of show, a note, an origin or the room's votes. */
  set(item: Handle, key: SettingKey, number: number, text: string): Outcome;
  addThread(name: string): Outcome;
  addLink(from: Handle, to: Handle, verb: Verb): Outcome;
  removeLink(from: Handle, to: Handle, verb: Verb): Outcome;
  joinThread(thread: Handle, card: Handle): Outcome;
  leaveThread(thread: Handle, card: Handle): Outcome;
  /** Monotonic milliseconds, before each gesture: those less than half a second apart are undone together. */
  time(nowMs: number): void;
  /** One of `undone`, or -ErrorCode. One's own work only. */
  undo(): Outcome;
  redo(): Outcome;
  changes(): Changes | null;
  hash(): string;
}
