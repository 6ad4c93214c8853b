// What the browser says of the network. Without it nothing can be reached; with it, the server may still not answer.
// SPDX-License-Identifier: MIT
import { type Accessor, createSignal, onCleanup } from "solid-js";

/** REQUIRES: an owner. */
export function createOnline(): Accessor<boolean> {
  const [isOnline, setOnline] = createSignal(navigator.onLine);
  const stop = new AbortController();
  for (const event of ["online", "offline"]) {
    addEventListener(event, () => setOnline(navigator.onLine), { signal: stop.signal });
  }
  onCleanup(() => stop.abort());
  return isOnline;
}
