// Events and summaries as sentences, in the language of the page.
// SPDX-License-Identifier: MIT
import type { Kind } from "../../core/types";
import { words } from "../../i18n/language";
import type { Flagged, HistoryEvent, Ref } from "../../replay/events";
import { counted, type Summary } from "../../replay/summary";
import type { Line } from "../../replay/transcript";
import { tallyWords } from "../vote_words";
import { replayWords } from "./replay_words";

/** `clock`: how a clock time is said. */
export function lineWords(line: Line, clock: (time: number) => string): string {
  if (line.passed !== undefined) return summaryWords(line.passed);
  return line.event === undefined ? "" : eventWords(line.event, clock);
}

export function summaryWords(summary: Summary): string {
  const parts = counted.flatMap((what) => {
    const count = summary[what] ?? 0;
    return count > 0 ? [replayWords().counted[what](count)] : [];
  });
  return replayWords().passed(parts.join(", "));
}

export function cardWords({ text, kind }: Pick<Ref, "text" | "kind">): string {
  return words().quote(text || (kind === 0 ? words().ties.unnamed : words().emptyCard));
}

type Of<What extends HistoryEvent["what"]> = Extract<HistoryEvent, { what: What }>;
type Tellers = {
  [What in HistoryEvent["what"]]: (event: Of<What>, clock: (time: number) => string) => string;
};

const tellers: Tellers = {
  written: ({ card, from }) =>
    from === undefined
      ? said().written(cardWords(card), columnOf(card))
      : said().brought(cardWords(card), columnOf(card), from),
  edited: ({ card }) => said().edited(cardWords(card)),
  moved: ({ card, from }) => said().moved(cardWords(card), words().kinds[from].many, columnOf(card)),
  ranked: ({ card }) => said().ranked(cardWords(card), columnOf(card)),
  laid: ({ card }) => said().laid(cardWords(card)),
  removed: ({ card }) => said().removed(cardWords(card)),
  restored: ({ card }) => said().restored(cardWords(card)),
  derived: ({ how, made, from }) => said()[how](listed(made), listed(from), from.length),
  linked: ({ card, to, verb }) => said().linked(cardWords(card), words().verbs[verb], cardWords(to)),
  unlinked: ({ card, to, verb }) => said().unlinked(cardWords(card), words().verbs[verb], cardWords(to)),
  voted: ({ card, more, tally }) =>
    said().voted(cardWords(card), more, tallyWords(tally) || replayWords().noVotes),
  locked: tellFlag,
  unlocked: tellFlag,
  shown: tellFlag,
  parked: tellFlag,
  unparked: tellFlag,
  pinned: tellFlag,
  unpinned: tellFlag,
  on_screen: tellFlag,
  asked: tellFlag,
  gathered: ({ thread }) => said().gathered(cardWords(thread)),
  renamed: ({ thread, before }) => said().renamed(cardWords(thread), cardWords({ text: before, kind: 0 })),
  dissolved: ({ thread }) => said().dissolved(cardWords(thread)),
  brought_back: ({ thread }) => said().brought_back(cardWords(thread)),
  joined: ({ card, thread }) => said().joined(cardWords(card), cardWords(thread)),
  left: ({ card, thread }) => said().left(cardWords(card), cardWords(thread)),
  phase: ({ number, title }) => said().phase(number, title),
  phases_over: () => said().phases_over,
  show: () => said().show,
  revealed: ({ kinds, votes }) => {
    const columns = kinds.length === 0 ? [] : [columnsOf(kinds)];
    return said().revealed([...columns, ...(votes ? [said().votes] : [])].join(", "));
  },
  timer: ({ until }, clock) => said().timer(clock(until)),
  closed: ({ kinds }) => said().closed(columnsOf(kinds)),
  opened: ({ kinds }) => said().opened(columnsOf(kinds)),
};

function eventWords(event: HistoryEvent, clock: (time: number) => string): string {
  const teller = tellers[event.what] as (event: HistoryEvent, clock: (time: number) => string) => string;
  return teller(event, clock);
}

function tellFlag({ what, card }: { what: Flagged; card: Ref }): string {
  return said()[what](cardWords(card));
}

function columnsOf(kinds: readonly Kind[]): string {
  return kinds.map((kind) => words().kinds[kind].many).join(", ");
}

function said() {
  return replayWords().said;
}

function columnOf({ kind }: Ref): string {
  return kind === 0 ? "" : words().kinds[kind as Kind].many;
}

function listed(refs: readonly Ref[]): string {
  return new Intl.ListFormat(words().language, { type: "conjunction" }).format(refs.map(cardWords));
}
