// Items as they are, each told of as a whole: for a board of which most changes at once, and little is drawn. What nobody has
// drawn yet costs nothing.
// SPDX-License-Identifier: MIT
import { createSignal, getListener } from "solid-js";
import type { Handle, Item } from "../core/types";
import type { Shelf } from "./board_store";

interface Bell {
  listen(): unknown;
  ring(): void;
}

export function wholeShelf(known: ReadonlyMap<Handle, Item>): Shelf {
  const bells = new Map<Handle, Bell>();
  const bellOf = (handle: Handle) => {
    const bell = bells.get(handle) ?? makeBell();
    bells.set(handle, bell);
    return bell;
  };
  return {
    get: (handle) => {
      if (getListener() !== null) bellOf(handle).listen();
      return known.get(handle);
    },
    put: ({ h }) => bells.get(h)?.ring(),
    drop: (handle) => bells.get(handle)?.ring(),
  };
}

function makeBell(): Bell {
  const [listen, ring] = createSignal(undefined, { equals: false });
  return { listen, ring: () => ring() };
}
