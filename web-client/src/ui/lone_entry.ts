// Cards without an author, on the board page: sent when there is a line, and the list of them fetched once it is needed.
// SPDX-License-Identifier: MIT
import { type Accessor, type Component, createEffect } from "solid-js";
import type { Kind } from "../core/types";
import type { BoardStore } from "../state/board_store";
import type { JoinLink } from "../state/join_link";
import { type LoneCards, openLoneCards } from "../sync/lone_cards";
import { fetchWhen } from "./fetch_when";

export interface Lone extends LoneCards {
  /** Undefined until it is there. */
  list: Accessor<Component<{ kind: Kind }> | undefined>;
  /** Of that kind, how many the server has and does not show this device: the person knows what is in them. */
  unseen(kind: Kind): number;
}

export function createLone(board: BoardStore, link: JoinLink, hidesAuthor: () => boolean): Lone {
  const lone = openLoneCards(link);
  const isLive = () => board.status.link === "live";
  createEffect(() => {
    if (isLive()) lone.send();
  });
  // Without it cards are sent all the same; the next time the line is there it is tried again.
  const list = fetchWhen<{ kind: Kind }>(
    () => isLive() && (hidesAuthor() || lone.cards().length > 0),
    () => import("./lone/lone_list").then(({ LoneList }) => LoneList),
  );
  return {
    ...lone,
    list,
    unseen: (kind) => {
      const sent = lone.cards().filter((card) => card.kind === kind && card.item !== "");
      if (sent.length === 0) return 0;
      board.changeCount();
      const seen = new Set([...board.all().values()].map(({ id }) => id));
      return sent.filter(({ item }) => !seen.has(item)).length;
    },
  };
}
