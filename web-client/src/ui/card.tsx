// One card in a column. At rest it is three elements: the item, its face (a button for who may write), its foot.
// SPDX-License-Identifier: MIT
import { Show } from "solid-js";
import { type Card, type Handle, marks } from "../core/types";
import { words } from "../i18n/language";
import { useBoard } from "./board_context";
import { cardElementId } from "./card_focus";
import { FootTies } from "./card_ties";
import { tallyOf, VoteButtons } from "./card_votes";
import { OpenCard } from "./open_card";
import { Originals } from "./originals";

/** `withKind`: where its column does not say of which kind it is. */
export function CardItem(props: { handle: Handle; withKind?: boolean }) {
  const { board, linking, stage, openCard, reworking, viewing } = useBoard();
  // A card is dragged between columns of kinds; the wall has its own way.
  const isDraggable = () => viewing.layout() !== "wall" && viewing.hasKindColumns();
  const mayMove = () => {
    const card = board.card(props.handle);
    return card !== undefined && stage.mayMove(card);
  };
  return (
    <li
      id={cardElementId(props.handle)}
      data-card={props.handle}
      class="card"
      data-kind={props.withKind ? board.card(props.handle)?.kind : undefined}
      draggable={
        isDraggable() &&
        mayMove() &&
        openCard() !== props.handle &&
        reworking.picked() === undefined &&
        !linking.isOnBoard()
      }
      classList={{
        card_open: openCard() === props.handle,
        card_picked:
          (reworking.picked()?.includes(props.handle) ?? false) ||
          (linking.isOnBoard() && linking.stage()?.card === props.handle),
      }}
    >
      <Show when={board.card(props.handle)}>
        {(card) => (
          <>
            <Show when={openCard() === props.handle} fallback={<CardFace card={card()} />}>
              <OpenCard card={card()} />
            </Show>
            <Show when={(card().mine || stage.isFacilitator()) && card().note}>
              {(note) => <p class="card_note">{words().noteAsks(note())}</p>}
            </Show>
            <VoteButtons card={card()} />
            <CardFoot card={card()} withKind={props.withKind} />
            <Originals card={card()} />
          </>
        )}
      </Show>
    </li>
  );
}

function CardFace(props: { card: Card }) {
  const { canWrite, isPast, linking, open, reworking } = useBoard();
  const isPicked = () => reworking.picked()?.includes(props.card.h);
  const press = (event: MouseEvent) => {
    const adds = event.ctrlKey || event.metaKey || event.shiftKey;
    if (linking.isOnBoard()) linking.choose(props.card.h);
    else if (adds || reworking.picked() !== undefined) reworking.pick(props.card.h);
    else open(props.card.h);
  };
  const text = () => props.card.text || words().emptyCard;
  return (
    <Show when={isPast || canWrite()} fallback={<p class="card_face">{text()}</p>}>
      <button type="button" class="card_face" aria-pressed={isPicked()} onClick={press}>
        {text()}
      </button>
    </Show>
  );
}

function CardFoot(props: { card: Card; withKind: boolean | undefined }) {
  const { isPast, openCard } = useBoard();
  const facts = () =>
    [
      props.withKind ? words().kinds[props.card.kind].one : "",
      props.card.organisation,
      tallyOf(props.card),
      props.card.locked ? words().lockedCard : "",
      props.card.pinned ? words().pinnedCard : "",
    ]
      .filter((part) => part !== "")
      .join(" · ");
  return (
    <small class="card_foot" data-mark={props.card.mark}>
      <Show when={!isPast}>
        <Show when={props.card.mark !== marks.kept} fallback={words().marks[marks.kept]}>
          <b>{words().marks[props.card.mark]}</b>
        </Show>
        {facts() === "" ? "" : " · "}
      </Show>
      {facts()}
      <Show when={openCard() !== props.card.h}>
        <FootTies card={props.card} />
      </Show>
    </small>
  );
}
