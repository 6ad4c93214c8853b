// What the server tells of the tables of a board (docs/rest.md), and what of it is the same at all of them. Pure.
// SPDX-License-Identifier: MIT

export interface TablePhase {
  /** From 1, of as many. */
  number: number;
  of: number;
  title: string;
  /** Of the server's clock, milliseconds; 0 = no timer. */
  ends: number;
}

/** Without figures where the server could not look in time. */
export interface TableNow {
  board: string;
  title: string;
  people?: number;
  tablets?: number;
  cards?: number;
  phase?: TablePhase;
}

/** A phase is on at one of them, and somebody is at one of them: the room works there now. */
export function isRoomAtTables(tables: readonly TableNow[]): boolean {
  return (
    tables.some(({ phase }) => phase !== undefined) &&
    tables.some(({ people = 0, tablets = 0 }) => people + tablets > 0)
  );
}

/** Begun at all tables by one press, they end within so much of each other. */
const togetherMs = 5_000;

/** What is said once instead of at each: the title of the phase that is on wherever one is, and when all of them end. */
export interface Common {
  title?: string;
  ends?: number;
}

export function commonOf(tables: readonly TableNow[]): Common {
  const phases = tables.flatMap(({ phase }) => (phase === undefined ? [] : [phase]));
  const [first] = phases;
  if (first === undefined || phases.length < tables.length) return {};
  const ends = phases.map((phase) => phase.ends);
  const [earliest, latest] = [Math.min(...ends), Math.max(...ends)];
  return {
    ...(phases.every(({ title }) => title === first.title) && { title: first.title }),
    ...(latest - earliest <= togetherMs && { ends: latest }),
  };
}
