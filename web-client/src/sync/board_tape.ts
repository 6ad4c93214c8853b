// What the server said of a board, kept as it came: the answer that brought its state, and the commits behind it. Played to a
// core it is the board again. Nothing is decided here; frames are taken apart and put together (proto/atelier/v1/wire.proto).
// SPDX-License-Identifier: MIT

/** The first byte of a frame that holds that. */
const kinds = { hello: 0x0a, welcome: 0x42, committed: 0x4a };
const welcome = {
  actor: 3,
  nextCounter: 7,
  position: 9,
  tail: 10,
  snapshot: 11,
  stateHash: 14,
  yours: 15,
  mark: 16,
};
const veiled = 17;
const ballots = 18;
const hello = { actor: 8, position: 10, unacknowledged: 14 };
const varintWire = 0;
const fixedWire = 1;
const bytesWire = 2;

/** A state that is larger is not kept. */
const baseBytesMax = 2_000_000;
/** Behind it so much is kept; then the state is asked for anew at the next visit. */
const commitBytesMax = 512_000;

interface Field {
  field: number;
  /** With its key, as it stands in the message. */
  raw: Uint8Array;
  value: Uint8Array;
}

function fieldsOf(message: Uint8Array): Field[] {
  const found: Field[] = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; at < message.length; scale *= 128) {
      const byte = message[at++] ?? 0;
      value += (byte & 127) * scale;
      if (byte < 128) break;
    }
    return value;
  };
  while (at < message.length) {
    const begin = at;
    const key = varint();
    let from = at;
    if ((key & 7) === varintWire) varint();
    else if ((key & 7) === bytesWire) {
      const length = varint();
      from = at;
      at += length;
    } else at += (key & 7) === fixedWire ? 8 : 4;
    found.push({ field: key >>> 3, raw: message.subarray(begin, at), value: message.subarray(from, at) });
  }
  return found;
}

/** What the one field of a frame holds. */
function bodyOf(frame: Uint8Array): Field[] {
  return fieldsOf(fieldsOf(frame)[0]?.value ?? new Uint8Array());
}

export class BoardTape {
  private base: Uint8Array[] = [];
  /** What a later answer says anew of who one is here. */
  private latest: Uint8Array[] = [];
  private commits: Uint8Array[] = [];
  private commitBytes = 0;
  private isFull = false;
  private asksForAll = true;
  /** How often it holds something else, and how often another state. */
  changes = 0;
  states = 0;

  /** Goes on from what was kept at another visit. `isOurs`: of the actor that one is. */
  start(kept: Uint8Array, isOurs: boolean): void {
    const fields = fieldsOf(kept);
    this.base = fields
      .filter(({ field }) => field !== welcome.tail && (isOurs || field !== ballots))
      .map(({ raw }) => raw);
    for (const { field, value } of fields) if (field === welcome.tail) this.commit(value);
    this.changes = 0;
  }

  sent(frame: Uint8Array): void {
    if (frame[0] !== kinds.hello) return;
    const position = bodyOf(frame).find(({ field }) => field === hello.position);
    this.asksForAll = position === undefined;
  }

  heard(frame: Uint8Array): void {
    if (frame[0] === kinds.welcome) this.answer(bodyOf(frame));
    else if (frame[0] === kinds.committed) for (const { value } of bodyOf(frame)) this.commit(value);
  }

  /** For the device; null when there is nothing to keep. `hash`: of the state now, 16 digits; "" when others have another. */
  kept(hash: string): Uint8Array | null {
    if (this.base.length === 0) return null;
    const digits = hash.match(/../g) ?? [];
    const ending = digits.length === 8 ? [fixed(welcome.stateHash, bytesOf(digits))] : [];
    const said = [...this.base, ...this.latest, ...ending].flatMap(fieldsOf);
    const last = new Map(said.map(({ field, raw }) => [field, raw]));
    return joined([...last.values(), ...this.commits]);
  }

  /** Something of others was withheld when the server answered last. */
  get isVeiled(): boolean {
    const said = [...this.base, ...this.latest].flatMap((raw) => fieldsOf(raw));
    return said.filter(({ field }) => field === veiled).at(-1)?.value[0] === 1;
  }

  private answer(fields: readonly Field[]): void {
    const isWhole = this.asksForAll || fields.some(({ field }) => field === welcome.snapshot);
    if (isWhole) {
      const { tail, yours } = welcome;
      const base = fields
        .filter(({ field }) => field !== tail && field !== yours)
        .map(({ raw }) => raw.slice());
      this.base = sum(base) > baseBytesMax ? [] : base;
      this.latest = [];
      this.commits = [];
      this.commitBytes = 0;
      this.isFull = false;
      this.states += 1;
    } else {
      const { position, tail, stateHash, yours, mark } = welcome;
      const ofState: readonly number[] = [position, tail, stateHash, yours, mark, ballots];
      this.latest = fields.filter(({ field }) => !ofState.includes(field)).map(({ raw }) => raw.slice());
    }
    for (const { field, value } of fields) if (field === welcome.tail) this.commit(value);
    this.changes += 1;
  }

  private commit(commit: Uint8Array): void {
    if (this.base.length === 0 || this.isFull) return;
    this.commitBytes += commit.length;
    this.isFull = this.commitBytes > commitBytesMax;
    if (this.isFull) return;
    this.commits.push(joined([key(welcome.tail, bytesWire), varint(commit.length), commit]));
    this.changes += 1;
  }
}

/** A kept board as the answer to the Hello of a core that has nothing yet: what it has not sent counts from where it says. */
export function asAnswer(kept: Uint8Array, asked: Uint8Array): Uint8Array {
  const said = new Map(bodyOf(asked).map(({ field, value }) => [field, value]));
  const actor = said.get(hello.actor);
  const counter = said.get(hello.unacknowledged);
  const body = [kept, fixed(welcome.actor, actor ?? new Uint8Array(8))];
  // 0: not known to that life.
  if (counter?.some((byte) => byte % 128 > 0)) body.push(key(welcome.nextCounter, varintWire), counter);
  // Votes are their voter's.
  if (actor === undefined) body.push(key(ballots, bytesWire), varint(0));
  return joined([Uint8Array.of(kinds.welcome), varint(sum(body)), ...body]);
}

/** The actor that a Hello comes as, "" = none yet. */
export function actorOf(asked: Uint8Array): string {
  return String(bodyOf(asked).find(({ field }) => field === hello.actor)?.value ?? "");
}

function key(field: number, wire: number): Uint8Array {
  return varint(field * 8 + wire);
}

function fixed(field: number, bytes: Uint8Array): Uint8Array {
  return joined([key(field, fixedWire), bytes]);
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let left = value;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  return Uint8Array.from([...bytes, left]);
}

/** Digits are written the large end first, the wire has the small one first. */
function bytesOf(digits: readonly string[]): Uint8Array {
  return Uint8Array.from(digits, (two) => Number.parseInt(two, 16)).reverse();
}

function sum(parts: readonly Uint8Array[]): number {
  return parts.reduce((total, { length }) => total + length, 0);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(sum(parts));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
