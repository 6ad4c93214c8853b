// Votes: their forms, one's own, and what the server and the facilitators counted (docs/votes.md).
// SPDX-License-Identifier: MIT
import type { Card, Item } from "../core/types";

/** In the order of their numbers. */
export const voteForms = ["opinion", "dots", "scale", "carry"] as const;
export type VoteForm = (typeof voteForms)[number];

/** What a phase says of its vote. */
export interface Voting {
  form: VoteForm;
  /** From 1; another one begins anew. */
  round: number;
  /** What each voter has to give, where the form is dots. */
  dots: number;
}

export const usualVoting: Voting = { form: "opinion", round: 1, dots: 5 };
export const dotsMax = 100;
export const roundsMax = 16;

/** Values of the forms that have a few, as they are offered. */
export const choices = { opinion: [1, 0, -1], scale: [2, 1, -1, -2], carry: [1] } as const;

export function pollOf({ form, round }: Voting): number {
  return voteForms.indexOf(form) + voteForms.length * (round - 1);
}

export function formOf(poll: number): VoteForm {
  return voteForms[poll % voteForms.length] ?? "opinion";
}

export function roundOf(poll: number): number {
  return Math.floor(poll / voteForms.length) + 1;
}

/** One's own vote; null = none. */
export function ownVote(card: Pick<Card, "votes">, poll: number): number | null {
  for (let at = 0; at < card.votes.length; at += 2) {
    if (card.votes[at] === poll) return card.votes[at + 1] ?? null;
  }
  return null;
}

/** One's own dots that lie on cards which are there to be voted on. */
export function dotsOn(items: Iterable<Item>, poll: number): number {
  let sum = 0;
  for (const item of items) {
    if (item.item === "card" && !item.removed && item.folded === undefined) sum += ownVote(item, poll) ?? 0;
  }
  return sum;
}

export interface Tally {
  poll: number;
  /** An opinion: against, none, for. Dots: dots, people. A scale: -2, -1, 1, 2. "I can carry this": people. */
  counts: number[];
  /** The same by kind of organisation, from 1 (store/identity.ts); 0 = not said. */
  groups?: Record<string, number[]>;
  disagree?: boolean;
}

/** What does not parse is nothing: an older page must show the rest of a newer board. */
export function readTallies(text: string | undefined): Tally[] {
  return text === undefined ? [] : parsed<Tally[]>(text, []);
}

export function readRoomVotes(text: string | undefined): Tally[] {
  const byPoll = text === undefined ? {} : parsed<Record<string, number[]>>(text, {});
  return Object.entries(byPoll).map(([poll, counts]) => ({ poll: Number(poll), counts }));
}

/** Whether that poll is one of `Settings.closed`. */
export function isClosed(closed: string, poll: number): boolean {
  return closed !== "" && parsed<number[]>(closed, []).includes(poll);
}

export function peopleOf({ poll, counts }: Tally): number {
  return formOf(poll) === "dots" ? (counts[1] ?? 0) : counts.reduce((sum, count) => sum + count, 0);
}

function parsed<T>(text: string, otherwise: T): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    return otherwise;
  }
}
