// What a player was where pieces of the past begin, so that it goes back there without reading the piece's state again: the core's
// memory then, and the board as it stood. As many as fit into so many bytes; those used last stay.
// SPDX-License-Identifier: MIT
import type { Kept } from "./scene";
import type { Segment } from "./segment";

export interface Checkpoint {
  memory: Uint8Array;
  scene: Kept;
  /** How many handles had been given. */
  named: number;
}

export class Checkpoints {
  private readonly bytesMax: number;
  private bytes = 0;
  /** By segment, used last, last. */
  private readonly kept = new Map<string, Checkpoint>();

  constructor(bytesMax: number) {
    this.bytesMax = bytesMax;
  }

  /** `make` is called where any are kept. */
  keep(segment: Segment, make: () => Checkpoint): void {
    if (this.bytesMax === 0) return;
    this.drop(nameOf(segment));
    const checkpoint = make();
    this.kept.set(nameOf(segment), checkpoint);
    this.bytes += checkpoint.memory.length;
    for (const oldest of this.kept.keys()) {
      if (this.bytes <= this.bytesMax) break;
      this.drop(oldest);
    }
  }

  find(segment: Segment): Checkpoint | undefined {
    const name = nameOf(segment);
    const found = this.kept.get(name);
    if (found === undefined) return undefined;
    this.kept.delete(name);
    this.kept.set(name, found);
    return found;
  }

  clear(): void {
    this.kept.clear();
    this.bytes = 0;
  }

  private drop(name: string): void {
    this.bytes -= this.kept.get(name)?.memory.length ?? 0;
    this.kept.delete(name);
  }
}

function nameOf({ from, to }: Segment): string {
  return `${from}-${to}`;
}
