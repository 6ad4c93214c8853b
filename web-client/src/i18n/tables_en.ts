// The words about the tables of a board, in English.
// SPDX-License-Identifier: MIT
import type { TablesWords } from "./tables_fr";

const cards = (count: number) => (count === 1 ? "1 card" : `${count} cards`);

export const tablesEn: TablesWords = {
  tables: (count) => `Tables (${count})`,
  title: "Tables",
  back: "Back to the shared board",
  intro:
    "Each table works on a board of its own. What matters is then brought here, and says where it comes from.",
  go: (table) => `Go to ${table}`,
  here: (table) => `${table}: you are here`,
  noTables: "There are no tables yet.",
  failed: "The tables could not be read.",
  bring: "Bring…",
  bringFrom: (table) => `Bring from ${table}`,
  phase: "Phase of the tables",
  noPhase: "No phase",
  beginPhase: (count) => (count < 2 ? "Begin it at the table" : `Begin it at the ${count} tables`),
  phaseBegun: (phase) => `At the tables: ${phase}.`,
  phaseMissed: (tables) => `The phase could not be begun at: ${tables}.`,
  makeTitle: "Make tables",
  makeHint: "Empty boards of the same workshop, with the same run of show and the same organisations.",
  count: "How many",
  name: (number) => `Table ${number}`,
  nameOf: (number) => `Name of table ${number}`,
  make: (count) => (count === 1 ? "Make the table" : `Make ${count} tables`),
  made: (count) => (count === 1 ? "The table is made." : `${count} tables are made.`),
  makeFailed: "The tables could not be made.",
  twice: "Two tables cannot have the same name.",
  all: "All",
  none: "None",
  nothing: "There is nothing to bring from this table.",
  hidden: "What a phase still hides from that table is not shown.",
  threads: "Threads",
  unnamed: "unnamed",
  kind: (name, count) => `${name} (${count})`,
  thread: (name, count) => `${name} (${cards(count)})`,
  already: "brought already",
  notNow: "not in this phase",
  chooseFirst: "Tick some cards first.",
  bringCards: (count) => (count === 0 ? "Bring" : `Bring ${cards(count)}`),
  again: (count) =>
    count === 1
      ? "One ticked card is here already: it will be here twice."
      : `${count} ticked cards are here already: they will be here twice.`,
  brought: (count, table) =>
    count === 1 ? `One card is brought from ${table}.` : `${count} cards are brought from ${table}.`,
  backToTables: "The tables",
  close: "Close",
  atTables: "At the tables",
  atTablesDo: (phase) => `At the tables: ${phase}`,
  cards,
  who: (people, tablets) =>
    people === 0 && tablets > 0 ? "tablet" : people === 1 ? "1 person" : `${people} people`,
};
