// The words about links, threads and gaps, in English.
// SPDX-License-Identifier: MIT
import type { tiesFr } from "./ties_fr";

const few = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

export const tiesEn: typeof tiesFr = {
  link: "Link…",
  linkTitle: "Link the card",
  search: "Find the other card",
  found: (count) => few(count, "card", "cards"),
  foundMore: (shown, count) => `The first ${shown} cards of ${count}: narrow the search.`,
  onBoard: "Choose on the board",
  boardHint: (text) => `Choose the card to link with “${text}”.`,
  backToSearch: "Find it in a list",
  verbTitle: "What does one do to the other?",
  flip: "Turn it round",
  direction: (from, to) => `From “${from}” to “${to}”.`,
  exists: "there already",
  otherCard: "Choose another card",
  links: "Links of the card",
  inverse: {
    1: "is answered by",
    2: "is blocked by",
    3: "is caused by",
    4: "is illustrated by",
    5: "is contradicted by",
    6: "is completed by",
  },
  end: (verb, text) => `${verb} “${text}”`,
  unlink: (what) => `Remove the link: ${what}`,
  saidLinked: (what) => `Link made: ${what}.`,
  saidUnlinked: (what) => `Link removed: ${what}.`,

  thread: "Thread…",
  threadTitle: (count) => (count === 1 ? "Put the card into a thread" : `Put ${count} cards into a thread`),
  threadHint: "A card can be in several threads. It stays in its column.",
  otherCards: "Choose other cards first",
  newThread: "Name of the new thread",
  makeThread: "Make the thread",
  existing: "Or into a thread that is there",
  nameFirst: "Give the thread a name first.",
  allInside: (name) => `${name}: already in it`,
  inThread: (name) => `thread “${name}”`,
  threadsOf: "Threads of the card",
  release: (name) => `Take out of the thread “${name}”`,
  threads: (count) => (count === 1 ? `Thread (${count})` : `Threads (${count})`),
  threadsHint: "A thread gathers cards without moving them.",
  unnamed: "(thread without a name)",
  bornAt: (board) => `born at ${board}`,
  cards: (count) => few(count, "card", "cards"),
  seeCards: "See",
  seeCardsOf: (name) => `See the cards of the thread “${name}”`,
  rename: "Rename",
  renameOf: (name) => `Rename the thread “${name}”`,
  name: "Name of the thread",
  save: "Keep this name",
  unite: "Unite with…",
  uniteOf: (name) => `Unite with… (thread “${name}”)`,
  uniteInto: (name) => `Put all into “${name}”`,
  dissolve: "Dissolve",
  dissolveOf: (name) => `Dissolve the thread “${name}”`,
  saidGathered: (count, name) => `${few(count, "card is", "cards are")} in the thread “${name}”.`,
  saidReleased: (name) => `The card is no longer in the thread “${name}”.`,
  saidRenamed: (name) => `The thread is now called “${name}”.`,
  saidUnited: (from, into) => `The cards of the thread “${from}” are in “${into}”.`,
  saidDissolved: (name) => `The thread “${name}” is dissolved, its cards stay.`,
  undoneThread: (name, removed) =>
    removed ? `the thread “${name}” is gone.` : `the thread “${name}” is there.`,
  undoneName: (name) => `name of the thread “${name}”.`,
  undoneMembers: (names) => `cards of ${names}.`,

  gaps: (needs, barriers) =>
    [
      needs === 0 ? "" : few(needs, "need without a solution", "needs without a solution"),
      barriers === 0 ? "" : few(barriers, "barrier without a story", "barriers without a story"),
    ]
      .filter((part) => part !== "")
      .join(", "),
};
