// Many cards from far: painted, not drawn as elements, since nothing on them can be read. A card is its kind's colour and shape; one's
// own have a thick edge, chosen ones a frame, and what the one that is pointed at says stands beside it. Names, outlines, tools and keys are
// as they are from near; a card that has the focus is an element, in the size that it is read in.
// SPDX-License-Identifier: MIT
import { createEffect, createSignal, onCleanup, onMount, Show } from "solid-js";
import { words } from "../../i18n/language";
import { type FarCards, farCards } from "../../state/wall_far";
import { curveBetween } from "../../state/wall_shapes";
import { useBoard } from "../board_context";
import { type Look, paintFar, readLook } from "./far_paint";
import type { Sight } from "./sight";
import type { WallControl } from "./wall_control";
import { wallWords } from "./wall_words";

interface FarProps {
  wall: WallControl;
  sight: Sight;
}

export function FarView(props: FarProps) {
  const { board, reworking, ties } = useBoard();
  const [look, setLook] = createSignal<Look>();
  const isOwn = (card: number) => board.all().get(card)?.mine === true;
  let canvas: HTMLCanvasElement | undefined;
  let asked = 0;

  const cards = (): FarCards | undefined => {
    const part = props.sight.part();
    return part && farCards(props.wall.rects(), part, board.column, isOwn, reworking.picked() ?? []);
  };
  const links = () =>
    ties().links.flatMap(({ from, to }) => {
      const [a, b] = [props.wall.rects().get(from), props.wall.rects().get(to)];
      return a === undefined || b === undefined ? [] : curveBetween(a, b).path;
    });
  createEffect(() => {
    const [view, size, now] = [props.wall.view(), props.wall.size(), look()];
    const [shown, curves] = [cards(), links()];
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => {
      if (canvas && shown && now) paintFar(canvas, view, size, shown, curves, now);
    });
  });
  onMount(() => {
    const root = canvas?.closest<HTMLElement>(".columns");
    if (!root) return;
    const stop = new AbortController();
    const { signal } = stop;
    const readAgain = () => setLook(readLook(root));
    readAgain();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", readAgain, { signal });
    const { setNear, cardUnder } = props.wall;
    root.addEventListener(
      "pointermove",
      ({ target, buttons, clientX, clientY }) => {
        if (buttons !== 0 || !(target instanceof Element) || !target.matches(".wall_ground")) return;
        const { left = 0, top = 0 } = canvas?.getBoundingClientRect() ?? {};
        setNear(cardUnder({ x: clientX - left, y: clientY - top }));
      },
      { signal },
    );
    onCleanup(() => stop.abort());
  });
  onCleanup(() => {
    cancelAnimationFrame(asked);
    props.wall.setNear(0);
  });

  const hasOwn = () => (cards()?.own.length ?? 0) > 0;
  return (
    <>
      <div class="wall_far" aria-hidden="true">
        <canvas ref={canvas} />
      </div>
      <p class="wall_far_note">
        {wallWords().fromFar(props.wall.places().size)} <Show when={hasOwn()}>{wallWords().ownFromFar}</Show>
      </p>
      <Pointed wall={props.wall} />
    </>
  );
}

/** Pixels. */
const pointedSize = { width: 256, height: 150, away: 8 };

/** What the card says that is pointed at. */
function Pointed(props: { wall: WallControl }) {
  const { board } = useBoard();
  const card = () => board.card(props.wall.near());
  const place = () => {
    const { wall } = props;
    const rect = wall.rects().get(wall.near());
    if (rect === undefined || wall.scaleOf(wall.near()) !== 1 || wall.carried() !== null) return undefined;
    const { view, size } = { view: wall.view(), size: wall.size() };
    const below = (rect.y + rect.height) * view.zoom + view.y + pointedSize.away;
    const above = rect.y * view.zoom + view.y - pointedSize.away;
    const isAbove = below + pointedSize.height > size.height;
    const left = Math.min(rect.x * view.zoom + view.x, size.width - pointedSize.width);
    const top = (isAbove ? above : below) + size.top;
    return `translate(${Math.max(0, left)}px, ${top}px)${isAbove ? " translateY(-100%)" : ""}`;
  };
  return (
    <Show when={place()}>
      {(transform) => (
        <p
          class="wall_pointed"
          data-kind={card()?.kind}
          aria-hidden="true"
          style={{ transform: transform() }}
        >
          {card()?.text || words().emptyCard}
        </p>
      )}
    </Show>
  );
}
