// Who has signed on this tablet, to be offered again. Of one board; it stays on the device until somebody says "forget".
// SPDX-License-Identifier: MIT
import { readText, write } from "./device";
import { type Identity, organisationKinds } from "./identity";

/** A table's. Whoever signed longest ago makes room. */
const signersMax = 24;
const key = (board: string) => `atelier.signers.${board}`;

/** In the order in which they came. */
export function signersOn(board: string): Identity[] {
  try {
    const stored: unknown = JSON.parse(readText(key(board)) || "[]");
    return Array.isArray(stored) ? stored.flatMap(signer) : [];
  } catch {
    return [];
  }
}

export function rememberSigner(board: string, who: Identity): void {
  const known = signersOn(board);
  if (known.some((one) => isSame(one, who))) return;
  write(key(board), JSON.stringify([...known, who].slice(-signersMax)));
}

export function forgetSigners(board: string): void {
  write(key(board), "");
}

export function isSame(a: Identity, b: Identity): boolean {
  return a.name === b.name && a.organisation === b.organisation && a.kind === b.kind;
}

function signer(stored: Partial<Identity> | null): Identity[] {
  const { name, organisation, kind } = stored ?? {};
  if (typeof name !== "string" || typeof organisation !== "string") return [];
  return [{ name, organisation, kind: organisationKinds.find((known) => known === kind) }];
}
