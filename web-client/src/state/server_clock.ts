// The server's clock as this device knows it, so that all devices see one deadline, whatever their own clocks say.
// A frame is never early: each tells a time that was already past when it came. The latest such time, seen from a clock that
// only goes forward, is the nearest to the truth.
// SPDX-License-Identifier: MIT

export class ServerClock {
  /** Server time minus own time, at most; undefined before the server spoke. */
  private offset: number | undefined;
  private readonly own: () => number;

  /** `own`: monotonic milliseconds from any start. */
  constructor(own: () => number = () => performance.now()) {
    this.own = own;
  }

  /** `anew`: on a new connection; a device that slept may have lost the time between. */
  heard(serverMs: number, anew: boolean): void {
    const offset = serverMs - this.own();
    this.offset = anew ? offset : Math.max(this.offset ?? offset, offset);
  }

  /** Milliseconds, as the server counts them; undefined before it spoke. */
  now(): number | undefined {
    return this.offset === undefined ? undefined : this.own() + this.offset;
  }
}
