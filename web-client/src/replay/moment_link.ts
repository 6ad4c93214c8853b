// A moment as a link: `&at=<position>` and, with a card open, `&card=<its name>`, behind what lets a person in.
// SPDX-License-Identifier: MIT

export interface Moment {
  at: number;
  /** `<16 hex>-<counter>`; "" = no card is open. */
  card: string;
}

/** Undefined when the link leads to no moment. */
export function readMoment(hash: string): Moment | undefined {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const at = parts.get("at") ?? "";
  if (!/^\d{1,15}$/.test(at)) return undefined;
  const card = parts.get("card") ?? "";
  return { at: Number(at), card: /^[0-9a-f]{16}-\d{1,20}$/.test(card) ? card : "" };
}

/** The tour that the link begins; "" = none. */
export function readTour(hash: string): string {
  const tour = new URLSearchParams(hash.replace(/^#/, "")).get("tour") ?? "";
  return /^[0-9a-f]{16}$/.test(tour) ? tour : "";
}

/** The same link, beginning a tour. */
export function writeTour(hash: string, tour: string): string {
  const parts = new URLSearchParams(writeMoment(hash, undefined).slice(1));
  parts.set("tour", tour);
  return `#${parts}`;
}

/** The same link, leading there; without a moment, to the board as it is now. */
export function writeMoment(hash: string, moment: Moment | undefined): string {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  parts.delete("at");
  parts.delete("card");
  parts.delete("tour");
  if (moment !== undefined) parts.set("at", String(moment.at));
  if (moment !== undefined && moment.card !== "") parts.set("card", moment.card);
  return `#${parts}`;
}
