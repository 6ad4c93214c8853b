// The words about the tables of a board, in French.
// SPDX-License-Identifier: MIT

const cards = (count: number) => (count < 2 ? `${count}\u00a0carte` : `${count}\u00a0cartes`);

export const tablesFr = {
  tables: (count: number) => `Tables (${count})`,
  title: "Les tables",
  back: "Retour au tableau commun",
  intro:
    "Chaque table travaille sur un tableau à elle. Ce qui compte est ensuite apporté ici, et dit d’où il vient.",
  go: (table: string) => `Aller à ${table}`,
  here: (table: string) => `${table} : vous y êtes`,
  noTables: "Il n’y a pas encore de table.",
  failed: "Les tables n’ont pas pu être lues.",
  bring: "Apporter…",
  bringFrom: (table: string) => `Apporter de ${table}`,
  phase: "Étape des tables",
  noPhase: "Aucune étape",
  beginPhase: (count: number) => (count < 2 ? "Lancer à la table" : `Lancer aux ${count} tables`),
  phaseBegun: (phase: string) => `Aux tables : ${phase}.`,
  phaseMissed: (tables: string) => `L’étape n’a pas pu être lancée à : ${tables}.`,
  makeTitle: "Faire des tables",
  makeHint: "Des tableaux vides du même atelier, avec le même déroulé et les mêmes organisations.",
  count: "Combien",
  name: (number: number) => `Table ${number}`,
  nameOf: (number: number) => `Nom de la table ${number}`,
  make: (count: number) => (count < 2 ? "Faire la table" : `Faire ${count} tables`),
  made: (count: number) => (count < 2 ? "La table est faite." : `${count} tables sont faites.`),
  makeFailed: "Les tables n’ont pas pu être faites.",
  twice: "Deux tables ne peuvent pas avoir le même nom.",
  all: "Tout",
  none: "Rien",
  nothing: "Il n’y a rien à apporter de cette table.",
  hidden: "Ce qu’une étape cache encore à cette table n’est pas montré.",
  threads: "Fils communs",
  unnamed: "sans nom",
  kind: (name: string, count: number) => `${name} (${count})`,
  thread: (name: string, count: number) => `${name} (${cards(count)})`,
  already: "déjà apportée",
  notNow: "pas dans cette étape",
  chooseFirst: "Cochez d’abord des cartes.",
  bringCards: (count: number) => (count === 0 ? "Apporter" : `Apporter ${cards(count)}`),
  again: (count: number) =>
    count < 2
      ? "Une carte cochée est déjà ici : elle y sera deux fois."
      : `${count} cartes cochées sont déjà ici : elles y seront deux fois.`,
  brought: (count: number, table: string) =>
    count < 2 ? `Une carte est apportée de ${table}.` : `${count} cartes sont apportées de ${table}.`,
  backToTables: "Les tables",
  close: "Fermer",
  atTables: "Aux tables",
  atTablesDo: (phase: string) => `Aux tables : ${phase}`,
  cards,
  /** Who is at a table: of those around a tablet nobody knows how many they are. */
  who: (people: number, tablets: number) =>
    people === 0 && tablets > 0
      ? "tablette"
      : people < 2
        ? `${people}\u00a0personne`
        : `${people}\u00a0personnes`,
};

export type TablesWords = typeof tablesFr;
