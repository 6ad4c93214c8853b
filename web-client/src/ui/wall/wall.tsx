// The wall: the same cards, headings and boxes as the columns, laid out freely. This adds what is around them: the ground, the
// lines, the tools. It stands in the element that holds the columns and takes its look from wall.css.
// SPDX-License-Identifier: MIT
import { createEffect, createSignal, For, on, onCleanup, onMount, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Handle } from "../../core/types";
import { words } from "../../i18n/language";
import { type Rect, touches } from "../../state/wall_places";
import { say } from "../announcer";
import { useBoard } from "../board_context";
import { cardElement, cardOf, focusCard } from "../card_focus";
import { fetchWhen } from "../fetch_when";
import { layOut, watchHeights } from "./lay_out";
import { watchPointers } from "./pointers";
import { createSight, sayPlaces } from "./sight";
import { TiesLayer } from "./ties_layer";
import { createWallControl, type WallControl } from "./wall_control";
import { carryBy, carryStep, wallKey } from "./wall_keys";
import { WallMap } from "./wall_map";
import { arrows, sides, sideWays, WallTools } from "./wall_tools";
import { wallWords } from "./wall_words";
import "./wall.css";

export function Wall() {
  const context = useBoard();
  const { openCard, reworking, viewing } = context;
  const wall = createWallControl(context);
  const sight = createSight(wall);
  const far = fetchWhen(wall.isFar, () => import("./far_view").then(({ FarView }) => FarView));
  const [frame, setFrame] = createSignal<Rect | null>(null);
  let ground: HTMLElement | undefined;

  const choose = (area: Rect) => {
    const picked = () => reworking.picked() ?? [];
    for (const [card, rect] of wall.rects())
      if (touches(rect, area) && !picked().includes(card)) reworking.pick(card);
    wall.setSelecting(false);
    const count = picked().length;
    say(count === 0 ? wallWords().saidNoneSelected : wallWords().saidSelected(count));
  };
  const handful = (card: Handle): readonly Handle[] => {
    const picked = reworking.picked() ?? [];
    return picked.includes(card) ? picked.filter(wall.mayCarry) : [card];
  };

  // The browser may have scrolled to it already: shown once, by sliding.
  const show = (card: Handle) => {
    ground?.parentElement?.scrollTo(0, 0);
    wall.show(card);
  };
  // What a painted card does when it is pressed is the card's own to know.
  const press = (card: Handle, { ctrlKey, metaKey, shiftKey }: MouseEvent) => {
    const face = cardElement(card)?.querySelector(".card_face");
    face?.dispatchEvent(new MouseEvent("click", { bubbles: true, ctrlKey, metaKey, shiftKey }));
    if (face?.matches("p")) wall.approach(card);
  };

  onMount(() => {
    const root = ground?.parentElement;
    if (!root || ground === undefined) return;
    const stop = new AbortController();
    const { signal } = stop;
    watchSize(wall, ground);
    watchHeights(wall, sight);
    layOut(wall, sight, root);
    sayPlaces(sight);
    watchPointers(
      root,
      ground,
      wall,
      { onFrame: setFrame, onChosen: choose, handful, onPressed: press },
      signal,
    );
    keepUnscrolled(root, wall, signal);
    root.addEventListener("keydown", (event) => wallKey(event, wall), { signal, capture: true });
    watchNear(root, wall, show, signal);
    // Written here, seen here: the new card is the last of its kind.
    root.addEventListener("submit", () => setTimeout(() => show(newest(context))), { signal });
    root.addEventListener("wanted", (event) => show(cardOf(event.target)), { signal });
    onCleanup(() => stop.abort());
    // Whoever has just chosen it sees all of it.
    if (document.activeElement?.closest(".view_choice")) root.scrollIntoView({ block: "nearest" });
  });
  createEffect(on(openCard, (card) => card !== 0 && queueMicrotask(() => show(card)), { defer: true }));
  createEffect(
    on(viewing.carrying, (card) => {
      if (card === 0 || !wall.mayCarry(card)) return;
      viewing.carry(0);
      wall.carry({ cards: [card], isByKeys: true, x: 0, y: 0 });
      focusCard(card);
    }),
  );

  return (
    <>
      <WallTools wall={wall} />
      <section
        ref={ground}
        class="wall_ground"
        tabindex="0"
        aria-label={wallWords().ground(wall.places().size)}
      />
      <WallMap wall={wall} />
      <TiesLayer wall={wall} sight={sight} />
      <Show when={wall.isFar()}>
        <Dynamic component={far()} wall={wall} sight={sight} />
      </Show>
      <Show when={frame()}>
        {(drawn) => (
          <div
            class="wall_frame"
            style={{
              transform: `translate(${drawn().x}px, ${drawn().y + wall.size().top}px)`,
              width: `${drawn().width}px`,
              height: `${drawn().height}px`,
            }}
          />
        )}
      </Show>
      <Show when={wall.carried()?.isByKeys}>
        <CarryBar wall={wall} />
      </Show>
    </>
  );
}

function CarryBar(props: { wall: WallControl }) {
  return (
    <div class="carry_bar">
      <p>{wallWords().carryHint}</p>
      <For each={sides}>
        {(side) => (
          <button
            type="button"
            class="square"
            aria-label={wallWords().carry[side]}
            title={wallWords().carry[side]}
            onClick={() => carryBy(props.wall, sideWays[side], carryStep.short)}
          >
            {arrows[side]}
          </button>
        )}
      </For>
      <button type="button" onClick={() => props.wall.putBack()}>
        {words().cancel}
      </button>
      <button type="button" class="primary" onClick={() => props.wall.layDown()}>
        {wallWords().layDown}
      </button>
    </div>
  );
}

function watchSize(wall: WallControl, ground: HTMLElement): void {
  const observer = new ResizeObserver(([entry]) => {
    const box = entry?.contentRect;
    if (box !== undefined) wall.setSize({ width: box.width, height: box.height, top: ground.offsetTop });
  });
  observer.observe(ground);
  onCleanup(() => observer.disconnect());
}

/** What the browser scrolls to, as when it looks for words, is in sight by sliding the wall, at the same place of the screen. */
function keepUnscrolled(root: HTMLElement, wall: WallControl, signal: AbortSignal): void {
  const slide = () => {
    const { scrollLeft, scrollTop } = root;
    if (scrollLeft === 0 && scrollTop === 0) return;
    root.scrollTo(0, 0);
    wall.panBy(-scrollLeft, -scrollTop);
  };
  root.addEventListener("scroll", slide, { signal });
}

/** What is under the pointer or has the focus shows its ties. What gets the focus is seen, but never moves under a press. */
function watchNear(
  root: HTMLElement,
  wall: WallControl,
  show: (card: Handle) => void,
  signal: AbortSignal,
): void {
  let isPressed = false;
  root.addEventListener("pointerover", (event) => wall.setNear(cardOf(event.target)), { signal });
  root.addEventListener("pointerleave", () => wall.setNear(0), { signal });
  root.addEventListener("pointerdown", () => (isPressed = true), { signal, capture: true });
  for (const end of ["pointerup", "pointercancel"] as const)
    document.addEventListener(end, () => setTimeout(() => (isPressed = false)), { signal });
  root.addEventListener(
    "focusin",
    (event) => {
      const card = cardOf(event.target);
      wall.setNear(card);
      if (card !== 0 && !isPressed) show(card);
    },
    { signal },
  );
}

function newest({ board, column }: ReturnType<typeof useBoard>): Handle {
  return board.column(column()).at(-1) ?? 0;
}
