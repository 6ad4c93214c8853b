// The life of the card or thread that is open: found by one reading of the whole past, begun when somebody first asks.
// SPDX-License-Identifier: MIT
import { type Accessor, createEffect, createSignal, onCleanup, untrack } from "solid-js";
import type { Lives } from "../../replay/lives";
import { scanLives } from "../../replay/scan";
import type { Line } from "../../replay/transcript";
import type { Replaying } from "./replaying";

export interface Life {
  /** Lasting name of the card or thread; "" = none is open. */
  id: Accessor<string>;
  open(id: string): void;
  close(): void;
  /** From its beginning; undefined while the past is being read. */
  lines: Accessor<readonly Line[] | undefined>;
  /** How far the reading is, from 0 to 1. */
  progress: Accessor<number>;
  hasFailed: Accessor<boolean>;
}

/** What is left of a frame, at least this much: else a busy page would never come to the end. */
const sliceMsMin = 4;

export function createLife(replaying: Replaying): Life {
  const [id, setId] = createSignal("");
  const [lives, setLives] = createSignal<Lives>();
  const [progress, setProgress] = createSignal(0);
  const [hasFailed, setFailed] = createSignal(false);
  const over = new AbortController();
  let reading = false;
  onCleanup(() => over.abort());

  const read = async () => {
    const index = replaying.index();
    if (index === undefined || reading || lives() !== undefined) return;
    reading = true;
    setFailed(false);
    const parts = {
      player: replaying.another(),
      idle,
      now: () => performance.now(),
      onProgress: setProgress,
    };
    try {
      setLives(await scanLives(index, parts, over.signal));
    } catch {
      if (!over.signal.aborted) setFailed(true);
    }
    reading = false;
  };

  createEffect(() => {
    if (id() !== "" && replaying.index() !== undefined) void untrack(read);
  });
  return {
    id,
    open: setId,
    close: () => setId(""),
    lines: () => lives()?.of(id()),
    progress,
    hasFailed,
  };
}

function idle(): Promise<number> {
  return new Promise((resolve) => {
    // Safari has no such callback.
    if (typeof requestIdleCallback !== "function") setTimeout(() => resolve(sliceMsMin * 2), 0);
    else
      requestIdleCallback((deadline) => resolve(Math.max(sliceMsMin, deadline.timeRemaining())), {
        timeout: 200,
      });
  });
}
