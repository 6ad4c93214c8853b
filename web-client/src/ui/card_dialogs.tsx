// Dialogs about cards, in one piece: fetched behind all that a first visit needs.
// SPDX-License-Identifier: MIT
import { Show } from "solid-js";
import { useBoard } from "./board_context";
import { LinkDialog } from "./link_dialog";
import { MoveDialog } from "./move_dialog";
import { ThreadDialog } from "./thread_dialog";

export function CardDialogs() {
  const { linking, movingCard, threading } = useBoard();
  return (
    <>
      <Show when={linking.stage() !== undefined && !linking.isOnBoard()}>
        <LinkDialog />
      </Show>
      <Show when={threading.cards()}>{(cards) => <ThreadDialog cards={cards()} />}</Show>
      <Show when={movingCard() !== 0}>
        <MoveDialog card={movingCard()} />
      </Show>
    </>
  );
}
