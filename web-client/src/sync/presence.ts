// Presence (proto/PROTOCOL.md, W23 and W33), read and written beside the core: nothing of it is part of the board.
// SPDX-License-Identifier: MIT

/** What the server says of who is there, as far as every page needs it. */
export interface Heard {
  /** Names the question whether everybody is here; 0 = none is open. */
  rollCall: number;
  /** `Crowd` of wire.proto, for facilitators only. */
  crowd: Uint8Array | null;
  /** How many boards of their own the sub-groups of this board have. */
  tables: number;
  /** This board is one of those. */
  isTable: boolean;
}

/** Before the server has said anything. */
export const nothingHeard: Heard = { rollCall: 0, crowd: null, tables: 0, isTable: false };

export interface Self {
  name: string;
  organisation: string;
  /** Cards and threads with something that has not arrived. */
  waiting: number;
  /** The roll call that was answered; 0 = none. */
  here: number;
}

/** Wire `RollCall`. */
export const rollCall = { no: 0, begin: 1, end: 2 } as const;
export type AsksRollCall = (typeof rollCall)[keyof typeof rollCall];

/** `Frame.presence`, as it begins a frame. */
const frameKey = 0x22;
const nothing = new Uint8Array();

/** The fields of a protobuf message: number, value of a varint, bytes of what has a length. Others are passed over. */
export function* fieldsOf(message: Uint8Array): Generator<[number, number, Uint8Array]> {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = message[at++] ?? 0;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const key = varint();
    const wire = key & 7;
    if (wire === 0) yield [key >>> 3, varint(), nothing];
    else if (wire === 2) {
      const length = varint();
      const from = at;
      at += length;
      yield [key >>> 3, 0, message.subarray(from, at)];
    } else at += wire === 1 ? 8 : 4;
  }
}

/** Null for every other frame. */
export function readPresence(frame: Uint8Array): Heard | null {
  if (frame[0] !== frameKey) return null;
  const heard = { ...nothingHeard };
  for (const [, , presence] of fieldsOf(frame)) {
    for (const [field, value, bytes] of fieldsOf(presence)) {
      switch (field) {
        case 5:
          heard.rollCall = value;
          break;
        case 6:
          heard.crowd = bytes;
          break;
        case 8:
          heard.tables = value;
          break;
        case 9:
          heard.isTable = true;
      }
    }
  }
  return heard;
}

export function writePresence(self: Self, asks: AsksRollCall): Uint8Array {
  const person = [
    ...text(2, self.name),
    ...text(3, self.organisation),
    ...number(4, self.waiting),
    ...number(5, self.here),
  ];
  return Uint8Array.from(part(4, [...part(1, person), ...number(7, asks)]));
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

function number(field: number, value: number): number[] {
  return value === 0 ? [] : [field * 8, ...varint(value)];
}

function part(field: number, bytes: ArrayLike<number>): number[] {
  return [field * 8 + 2, ...varint(bytes.length), ...Array.from(bytes)];
}

function text(field: number, value: string): number[] {
  return value === "" ? [] : part(field, new TextEncoder().encode(value));
}
