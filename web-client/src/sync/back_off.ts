// How long to wait before the next try (PROTOCOL.md W22): 0.5 s, doubling to 15 s, with jitter, so that a room whose
// server restarts does not come back as one wave.
// SPDX-License-Identifier: MIT

const firstMs = 500;
const maxMs = 15_000;

export class BackOff {
  private failures = 0;
  private readonly random: () => number;

  constructor(random: () => number = Math.random) {
    this.random = random;
  }

  /** Milliseconds to wait now: between half of the step and the whole of it. */
  next(): number {
    const step = Math.min(maxMs, firstMs * 2 ** this.failures);
    this.failures += 1;
    return step * (0.5 + this.random() / 2);
  }

  reset(): void {
    this.failures = 0;
  }
}
