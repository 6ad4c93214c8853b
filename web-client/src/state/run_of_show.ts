// The phases of a day, as a board's setting holds them (docs/run-of-show.md). The server decides by it; the page shows it, and
// offers what will be let through.
// SPDX-License-Identifier: MIT
import type { Kind } from "../core/types";
import { usualVoting, type Voting, voteForms } from "./votes";

export const format = "atelier-run-of-show/1";

/** What a phase can let participants do, in the words and the order of the format. */
export const acts = [
  "fear",
  "barrier",
  "need",
  "story",
  "solution",
  "edit_own",
  "edit_others",
  "move",
  "link",
  "thread",
  "vote",
] as const;
export type Act = (typeof acts)[number];

export const addingOf: Record<Kind, Act> = { 1: "fear", 2: "barrier", 3: "need", 4: "story", 5: "solution" };

export interface Phase {
  title: string;
  instruction: string;
  /** Planned; 0 = open end. */
  minutes: number;
  may: Act[];
  /** Of others' work: all, or nothing of what they make in this phase until it is revealed. */
  sees: Sight;
  /** How much of its author a card says. */
  anonymity: Anonymity;
  /** How they vote, where they may. */
  voting: Voting;
}

/** Each says less than the one before. In the two last, nothing ties a card to its author's other ones. */
export const anonymities = ["named", "organisation", "kind", "nothing"] as const;
export type Anonymity = (typeof anonymities)[number];

/** Where nothing else is said. */
export const usualAnonymity: Anonymity = "organisation";

/** `approved`: new cards only once a facilitator let them through. */
export const sights = ["all", "own", "approved"] as const;
export type Sight = (typeof sights)[number];

export interface RunOfShow {
  title: string;
  phases: Phase[];
}

/** Undefined when there is none, or none that this page can read: the server let through only what it understood itself. */
export function readShow(text: string): RunOfShow | undefined {
  try {
    const json = JSON.parse(text) as { format?: unknown; title?: unknown; phases?: unknown };
    if (json.format !== format || !Array.isArray(json.phases) || json.phases.length === 0) return undefined;
    return { title: textOf(json.title), phases: json.phases.map(readPhase) };
  } catch {
    return undefined;
  }
}

export function writeShow(show: RunOfShow): string {
  return JSON.stringify({ format, ...show, phases: show.phases.map(writePhase) });
}

/** A vote's form is a field of the phase in the format, and goes without saying where it is the usual one. */
function writePhase({ voting, ...phase }: Phase): object {
  const { form, round, dots } = voting;
  return {
    ...phase,
    ...(form === usualVoting.form ? {} : { vote: form }),
    ...(form === "dots" ? { dots } : {}),
    ...(round === 1 ? {} : { round }),
  };
}

/** The phase that is on. A number beyond the last phase is the last one, as on the server. */
export function phaseAt(show: RunOfShow | undefined, number: number): Phase | undefined {
  return number < 1 ? undefined : show?.phases[Math.min(number, show.phases.length) - 1];
}

type PhaseJson = Partial<Record<Exclude<keyof Phase, "voting"> | "vote" | "dots" | "round", unknown>>;

function readVoting(json: PhaseJson): Voting {
  const form = voteForms.find((one) => one === json.vote) ?? usualVoting.form;
  const whole = (value: unknown, usual: number) => (typeof value === "number" ? value : usual);
  return { form, round: whole(json.round, 1), dots: whole(json.dots, usualVoting.dots) };
}

function readPhase(json: PhaseJson): Phase {
  const may = Array.isArray(json.may) ? acts.filter((act) => (json.may as unknown[]).includes(act)) : [];
  const minutes = typeof json.minutes === "number" ? json.minutes : 0;
  const sees = sights.find((sight) => sight === json.sees) ?? "all";
  const anonymity = anonymities.find((level) => level === json.anonymity) ?? usualAnonymity;
  return {
    title: textOf(json.title),
    instruction: textOf(json.instruction),
    minutes,
    may,
    sees,
    anonymity,
    voting: readVoting(json),
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
