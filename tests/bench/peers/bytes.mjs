// Varints, which Protobuf and Yjs write alike, and the little of Protobuf that the load generator speaks.
// SPDX-License-Identifier: MIT

export function varint(value) {
  const bytes = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) | 0x80);
  }
}

export class Reader {
  at = 0;

  constructor(bytes) {
    this.bytes = bytes;
  }

  get done() {
    return this.at >= this.bytes.length;
  }

  varint() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.bytes[this.at];
      this.at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  // `length` bytes, or as many as the varint here says.
  take(length = this.varint()) {
    const from = this.at;
    this.at += length;
    return this.bytes.subarray(from, this.at);
  }
}

// Fields of a Protobuf message: [number, value], a value being a number or bytes.
export function* fields(bytes) {
  const reader = new Reader(bytes);
  while (!reader.done) {
    const tag = reader.varint();
    const kind = tag & 7;
    if (kind === 0) yield [tag >> 3, reader.varint()];
    else if (kind === 1) yield [tag >> 3, reader.take(8)];
    else if (kind === 2) yield [tag >> 3, reader.take()];
    else throw new Error('a field of a kind that the protocol does not have');
  }
}

export function numberField(number, value) {
  return [...varint(number * 8), ...varint(value)];
}

export function bytesField(number, bytes) {
  return [...varint(number * 8 + 2), ...varint(bytes.length), ...bytes];
}

export function fixedField(number, bytes) {
  return [...varint(number * 8 + 1), ...bytes];
}
