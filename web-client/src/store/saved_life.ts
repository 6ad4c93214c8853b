// `SavedClient` of wire.proto, as far as a page needs it: who signs, and the proof of it. The core writes and reads the rest.
// SPDX-License-Identifier: MIT
import { fieldsOf } from "../sync/presence";

/** What a core takes up as the life of this actor, who votes as `voter`; all in hexadecimal digits. */
export function savedLife(actor: string, key: string, voter: string): Uint8Array {
  const proof = bytesOf(key);
  return Uint8Array.from([
    ...[0x09, ...bytesOf(actor).reverse()],
    ...[0x12, proof.length, ...proof],
    ...[0x19, ...bytesOf(voter).reverse()],
  ]);
}

/** The proof in a saved life, in hexadecimal digits; "" when there is none. */
export function proofOf(saved: Uint8Array): string {
  for (const [field, , bytes] of fieldsOf(saved)) {
    if (field === 2) return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  return "";
}

function bytesOf(digits: string): number[] {
  return (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}
