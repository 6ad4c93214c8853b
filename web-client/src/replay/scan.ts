// Reads the whole past once, from its first commit to its last, with a core of its own, in slices that leave the page its
// time. Can be given up at any moment.
// SPDX-License-Identifier: MIT
import type { HistoryIndex } from "./history_index";
import { Lives } from "./lives";
import type { Player } from "./player";

export interface ScanParts {
  /** Its own: nothing else may move it meanwhile. */
  player: Player;
  /** Resolves when the page has time, with the milliseconds it gives. */
  idle(): Promise<number>;
  now(): number;
  /** From 0 to 1. */
  onProgress(part: number): void;
}

/** Fails as Player.stand does. */
export async function scanLives(
  index: HistoryIndex,
  { player, idle, now, onProgress }: ScanParts,
  signal: AbortSignal,
): Promise<Lives> {
  const lives = new Lives();
  const end = index.segments[index.segments.length - 1]?.to ?? 0;
  let at = 0;
  await player.stand(index, 0, signal);
  while (at < end) {
    const until = now() + (await idle());
    do {
      const next = nextPosition(player, at);
      const passage = await player.stand(index, next, signal);
      for (const told of passage.told) lives.add(told);
      // Never twice the same place, whatever the server says about its segments.
      at = Math.max(passage.position, next);
    } while (at < end && now() < until);
    onProgress(Math.min(1, at / Math.max(1, end)));
  }
  return lives;
}

/** The next commit's; the first of the segment after this one when it is over. */
function nextPosition(player: Player, at: number): number {
  const { place } = player;
  return place?.segment.positions[place.done] ?? at + 1;
}
