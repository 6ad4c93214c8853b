// A long-poll body (W2): entries of a varint length and a frame.
// SPDX-License-Identifier: MIT

export function joinEntries(frames: readonly Uint8Array[]): Uint8Array {
  const parts: number[] = [];
  for (const frame of frames) {
    let rest = frame.length;
    while (rest > 0x7f) {
      parts.push((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    parts.push(rest);
    for (const byte of frame) parts.push(byte);
  }
  return Uint8Array.from(parts);
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
