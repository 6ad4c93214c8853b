// Which cards of a long list are drawn, and how much room the others keep. Arithmetic in CSS pixels, without a page.
// SPDX-License-Identifier: MIT
import type { Handle } from "../core/types";

/** What stands in a list, from top to bottom: a card with its rank, or the room of cards that are not drawn. */
export type Row = { card: Handle; rank: number } | { room: number };

/** The part of a list that is drawn, from its upper edge, and what is between two cards. */
export interface Sight {
  from: number;
  to: number;
  gap: number;
}

/** The part moves by so much at once, so that scrolling by a line changes nothing. */
const step = 200;
/** Drawn above and below what is seen, in heights of the window: as far as one scrolls before it is drawn anew. */
const marginScreens = 0.75;

/** `top`: of the list, from the window's upper edge; `isHurried`: nothing but what is seen. */
export function partNear(top: number, windowHeight: number, isHurried = false): Pick<Sight, "from" | "to"> {
  const margin = isHurried ? 0 : Math.max(2 * step, windowHeight * marginScreens);
  return {
    from: Math.floor((-top - margin) / step) * step,
    to: Math.ceil((windowHeight - top + margin) / step) * step,
  };
}

/** Cards that touch the part in sight, and those that are kept wherever they stand. */
export function rowsIn(
  cards: readonly Handle[],
  heightOf: (card: Handle) => number,
  { from, to, gap }: Sight,
  isKept: (card: Handle) => boolean,
): Row[] {
  const rows: Row[] = [];
  let edge = 0;
  let room = 0;
  const endRoom = () => {
    // The list adds a gap below it.
    if (room > 0) rows.push({ room: room - gap });
    room = 0;
  };
  cards.forEach((card, rank) => {
    const height = heightOf(card);
    if ((edge <= to && edge + height >= from) || isKept(card)) {
      endRoom();
      rows.push({ card, rank });
    } else room += height + gap;
    edge += height + gap;
  });
  endRoom();
  return rows;
}

/** A card without text: its edges, its mark, what it is tied to. */
const emptyHeight = 80;
/** Before any was drawn. */
const firstPerUnit = 1;

/** How high cards are: measured, or, for one that was never drawn, what those of its length are. */
export class CardHeights {
  private readonly measured = new Map<Handle, number>();
  private readonly lengthOf: (card: Handle) => number;
  /** Pixels for each UTF-16 unit of text, 0 = not known. It stays as it was found first, or what is scrolled by would jump. */
  perUnit = 0;

  constructor(lengthOf: (card: Handle) => number) {
    this.lengthOf = lengthOf;
  }

  of(card: Handle): number {
    const height = this.measured.get(card);
    return height ?? Math.round(emptyHeight + (this.perUnit || firstPerUnit) * this.lengthOf(card));
  }

  /** `heights`: as drawn just now. */
  take(heights: ReadonlyMap<Handle, number>): void {
    for (const [card, height] of heights) this.measured.set(card, height);
    if (this.perUnit !== 0) return;
    let units = 0;
    let over = 0;
    for (const [card, height] of heights) {
      units += this.lengthOf(card);
      over += height - emptyHeight;
    }
    if (units > 0) this.perUnit = Math.max(over / units, Number.EPSILON);
  }

  /** All are drawn anew, as where a window has another width. */
  clear(): void {
    this.measured.clear();
    this.perUnit = 0;
  }
}
