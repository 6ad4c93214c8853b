// Counted votes in words, as they stand at the foot of a card.
// SPDX-License-Identifier: MIT
import type { Card } from "../core/types";
import { words } from "../i18n/language";
import { formOf, readRoomVotes, readTallies, roundOf, type Tally } from "../state/votes";

/** "12 for, 3 against"; of several votes one after the other; "" while nobody voted. */
export function tallyOf(card: Pick<Card, "tally" | "roomVotes">): string {
  const told = tallyWords(card.tally);
  const room = readRoomVotes(card.roomVotes).map(countsIn);
  return [told, room.length > 0 ? words().roomTally(room.join(", ")) : ""]
    .filter((part) => part !== "")
    .join(" · ");
}

/** Of the text of a tally alone. */
export function tallyWords(text: string | undefined): string {
  return readTallies(text)
    .map((tally) =>
      [countsIn(tally), tally.disagree ? words().disagreement : ""].filter((part) => part !== "").join(", "),
    )
    .join(" · ");
}

/** The counts of one vote, and which round it was where there were several. */
export function countsIn({ poll, counts }: Tally): string {
  const said = words().counts[formOf(poll)](...counts);
  const round = roundOf(poll);
  return round === 1 ? said : `${said} (${words().voteRound(round)})`;
}
