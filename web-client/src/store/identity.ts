// Whom the person speaks for, remembered once they joined; nothing is written before (P7).
// SPDX-License-Identifier: MIT
import { readText, write } from "./device";

/** Kinds of organisation, as the server lists them; what a ballot says is the place in this list, from 1. */
export const organisationKinds = ["collectivite", "entreprise", "institution", "other"] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

export interface Identity {
  name: string;
  organisation: string;
  /** Undefined where it was not said. */
  kind?: OrganisationKind | undefined;
}

/** As a ballot says it: 0 where it was not said. */
export function groupOf({ kind }: Identity): number {
  return kind === undefined ? 0 : organisationKinds.indexOf(kind) + 1;
}

interface Stored extends Identity {
  boards: string[];
}

const key = "atelier.identity";

function read(): Stored {
  try {
    const stored = JSON.parse(readText(key) || "{}") as Partial<Stored>;
    const kind = organisationKinds.find((known) => known === stored.kind);
    return {
      name: stored.name ?? "",
      organisation: stored.organisation ?? "",
      kind,
      boards: stored.boards ?? [],
    };
  } catch {
    return { name: "", organisation: "", boards: [] };
  }
}

/** What was typed last, to be offered again. */
export function lastIdentity(): Identity {
  const { name, organisation, kind } = read();
  return { name, organisation, kind };
}

/** The identity of someone who joined this board on this device before. */
export function identityOn(board: string): Identity | null {
  return read().boards.includes(board) ? lastIdentity() : null;
}

export function rememberIdentity(board: string, identity: Identity): void {
  const boards = [...read().boards.filter((other) => other !== board), board];
  write(key, JSON.stringify({ ...identity, boards }));
}
