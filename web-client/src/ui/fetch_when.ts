// Parts of the page that few need are fetched when somebody does.
// SPDX-License-Identifier: MIT
import { type Accessor, type Component, createEffect, createSignal } from "solid-js";

/** Undefined until it is wanted and there. What could not be fetched is asked for again when it is wanted anew. */
export function fetchWhen<Props extends object>(
  isWanted: () => boolean,
  fetch: () => Promise<Component<Props>>,
): Accessor<Component<Props> | undefined> {
  const [part, setPart] = createSignal<Component<Props>>();
  createEffect(() => {
    if (isWanted() && part() === undefined) {
      fetch()
        .then((one) => setPart(() => one))
        .catch(() => undefined);
    }
  });
  return part;
}
