// What a player was where pieces of the past begin and at stops within them, so that it goes back there without reading the piece's
// state or walking there again: the core's memory then, and the board as it stood. The memory at a stop is what differs from where
// its piece begins. As many as fit into so many bytes; the pieces used last stay.
// SPDX-License-Identifier: MIT
import type { Pages } from "./memory_pages";
import type { Kept } from "./scene";
import type { Segment } from "./segment";

export interface Checkpoint {
  /** Stops of the piece that the core has. */
  done: number;
  scene: Kept;
  /** How many handles had been given. */
  named: number;
  /** The memory where the piece begins, and what differs from it here. */
  memory: Uint8Array;
  pages?: Pages;
}

interface Piece {
  /** The latest first. */
  kept: Checkpoint[];
  bytes: number;
}

/** So many stops from one to the next. */
export const spacing = 512;

export class Checkpoints {
  private readonly bytesMax: number;
  private bytes = 0;
  /** By segment, used last, last. */
  private readonly pieces = new Map<string, Piece>();

  constructor(bytesMax: number) {
    this.bytesMax = bytesMax;
  }

  /** Where the piece begins. `make` is called where any are kept. */
  begin(segment: Segment, make: () => Checkpoint): void {
    if (this.bytesMax === 0) return;
    this.drop(nameOf(segment));
    this.pieces.set(nameOf(segment), { kept: [], bytes: 0 });
    this.add(segment, make());
  }

  /** Where one is to be kept on the way to so many stops, and is not yet; undefined = nowhere. */
  wanted(segment: Segment, stops: number): number | undefined {
    const done = stops - (stops % spacing);
    const kept = this.pieces.get(nameOf(segment))?.kept;
    return done === 0 || kept === undefined || kept.some((one) => one.done === done) ? undefined : done;
  }

  /** REQUIRES: the piece was begun. */
  add(segment: Segment, checkpoint: Checkpoint): void {
    const piece = this.use(segment);
    if (piece === undefined) return;
    const bytes = bytesOf(checkpoint);
    if (piece.bytes + bytes > this.bytesMax && piece.kept.length > 0) return;
    piece.kept.push(checkpoint);
    piece.kept.sort((a, b) => b.done - a.done);
    piece.bytes += bytes;
    this.bytes += bytes;
    for (const oldest of this.pieces.keys()) {
      if (this.bytes <= this.bytesMax) break;
      this.drop(oldest);
    }
  }

  /** The latest with at most so many stops. */
  find(segment: Segment, stops: number): Checkpoint | undefined {
    return this.use(segment)?.kept.find(({ done }) => done <= stops);
  }

  clear(): void {
    this.pieces.clear();
    this.bytes = 0;
  }

  private use(segment: Segment): Piece | undefined {
    const name = nameOf(segment);
    const piece = this.pieces.get(name);
    if (piece === undefined) return undefined;
    this.pieces.delete(name);
    this.pieces.set(name, piece);
    return piece;
  }

  private drop(name: string): void {
    this.bytes -= this.pieces.get(name)?.bytes ?? 0;
    this.pieces.delete(name);
  }
}

/** The memory where a piece begins counts once. */
function bytesOf({ memory, pages }: Checkpoint): number {
  return pages === undefined ? memory.length : pages.at.byteLength + pages.words.byteLength;
}

function nameOf({ from, to }: Segment): string {
  return `${from}-${to}`;
}
