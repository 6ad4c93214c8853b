// What this page has fetched so far, as the browser counts it, with what the board's messages came to.
// SPDX-License-Identifier: MIT
import { traffic } from "../../sync/traffic";

export interface Cost {
  minutes: number;
  /** Bytes of files and answers over the network, headers included. */
  files: number;
  /** Bytes of messages. */
  received: number;
  sent: number;
  messages: number;
  requests: number;
  /** Taken from the device. */
  reused: number;
}

/** `timings`: of the page and all it fetched. Long-polling is messages of the board, which are counted there. */
export function costOf(
  timings: readonly Pick<PerformanceResourceTiming, "name" | "transferSize">[],
  elapsedMs: number,
): Cost {
  const fetched = timings.filter(({ transferSize }) => transferSize > 0);
  const files = fetched.filter(({ name }) => !name.endsWith("/sync"));
  return {
    minutes: Math.floor(elapsedMs / 60_000),
    files: files.reduce((sum, { transferSize }) => sum + transferSize, 0),
    ...traffic,
    requests: fetched.length,
    reused: timings.length - fetched.length,
  };
}

export function costHere(): Cost {
  const timings = ["navigation", "resource"].flatMap(
    (type) => performance.getEntriesByType(type) as PerformanceResourceTiming[],
  );
  return costOf(timings, performance.now());
}
