// One card in a column. At rest it is three elements: the item, its face (a button for who may write), its foot, which is one
// text. What somebody may press about a card is on the open one.
// SPDX-License-Identifier: MIT
import { Show } from "solid-js";
import { type Card, type Handle, marks } from "../core/types";
import { words } from "../i18n/language";
import { readOrigin } from "../state/origin";
import { useBoard } from "./board_context";
import { cardElementId } from "./card_focus";
import { LinkButtons, useTieWords } from "./card_ties";
import { OpenCard } from "./open_card";
import { Originals } from "./originals";
import { VoteEntry } from "./vote_entry";
import { tallyOf } from "./vote_words";
import { whose } from "./whose";

/** `withKind`: where its column does not say of which kind it is. */
export function CardItem(props: { handle: Handle; withKind: boolean | undefined }) {
  const { board, linking, stage, openCard, reworking, viewing } = useBoard();
  // A card is dragged between columns of kinds or of threads; the wall has its own way.
  const mayDrag = () => {
    const card = board.card(props.handle);
    if (card === undefined || viewing.layout() === "wall") return false;
    return viewing.hasKindColumns()
      ? stage.mayMove(card)
      : viewing.grouping() === "thread" && stage.may("thread");
  };
  return (
    <li
      id={cardElementId(props.handle)}
      data-card={props.handle}
      class="card"
      data-kind={props.withKind ? board.card(props.handle)?.kind : undefined}
      draggable={
        mayDrag() && openCard() !== props.handle && reworking.picked() === undefined && !linking.isOnBoard()
      }
      classList={{
        card_open: openCard() === props.handle,
        card_erased: Boolean(board.card(props.handle)?.erased),
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
            <VoteEntry card={card()} />
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

function originWords(card: Card): string {
  const origin = readOrigin(card.origin);
  return origin === undefined ? "" : words().bornAt(origin.title);
}

/** Stays with what is before it. */
const separator = "\u00a0· ";

function CardFoot(props: { card: Card; withKind: boolean | undefined }) {
  const { canWrite, isPast, openCard, viewing } = useBoard();
  const tieWords = useTieWords();
  const isWaiting = () => !isPast && props.card.mark !== marks.kept;
  // Who can open a card finds the way along its links there.
  const opens = () => isPast || canWrite();
  const line = () => {
    const { card } = props;
    const facts = [
      isPast || isWaiting() ? "" : words().marks[marks.kept],
      props.withKind ? words().kinds[card.kind].one : "",
      whose(card.organisation),
      originWords(card),
      tallyOf(card),
      card.locked ? words().lockedCard : "",
      card.pinned ? words().pinnedCard : "",
    ];
    const tied = openCard() === card.h ? [] : tieWords(card.h, opens());
    // Where a card is narrow, each tie has a line of its own.
    const between = viewing.layout() === "columns" ? "\n" : separator;
    return [facts.filter((fact) => fact !== "").join(separator), ...tied]
      .filter((part) => part !== "")
      .join(between);
  };
  const rest = () => (isWaiting() && line() !== "" ? `${separator}${line()}` : line());
  return (
    <small class="card_foot" data-mark={props.card.mark}>
      <Show when={isWaiting()}>
        <b>{words().marks[props.card.mark]}</b>
      </Show>
      {rest()}
      <Show when={!opens()}>
        <LinkButtons card={props.card} />
      </Show>
    </small>
  );
}
