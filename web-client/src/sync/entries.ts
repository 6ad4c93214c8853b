// A long-poll body (W2): entries of a varint length and a frame.
// SPDX-License-Identifier: MIT

export function joinEntries(frames: readonly Uint8Array[]): Uint8Array {
  const lengths = frames.map((frame) => encodeLength(frame.length));
  const body = new Uint8Array([...lengths, ...frames].reduce((size, part) => size + part.length, 0));
  let at = 0;
  frames.forEach((frame, index) => {
    const length = lengths[index] ?? [];
    body.set(length, at);
    body.set(frame, at + length.length);
    at += length.length + frame.length;
  });
  return body;
}

function encodeLength(length: number): number[] {
  const bytes: number[] = [];
  let rest = length;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
}

/** The frames of a body, or null when it is cut short or a length takes more than four bytes. */
export function splitEntries(body: Uint8Array): Uint8Array[] | null {
  const frames: Uint8Array[] = [];
  let at = 0;
  while (at < body.length) {
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = body[at++];
      if (byte === undefined || shift > 21) return null;
      size |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    if (at + size > body.length) return null;
    frames.push(body.subarray(at, at + size));
    at += size;
  }
  return frames;
}
