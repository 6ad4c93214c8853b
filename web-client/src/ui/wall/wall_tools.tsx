// The buttons of the wall: nearer, farther, all of it; to the four sides; choosing by a frame; putting in order.
// SPDX-License-Identifier: MIT
import { createEffect, createSignal, For, Show } from "solid-js";
import { type Handle, kinds } from "../../core/types";
import { words } from "../../i18n/language";
import { groupCards } from "../../state/groups";
import { type Direction, groupedPlaces, isLaid, type Point } from "../../state/wall_places";
import { zoomStep } from "../../state/wall_view";
import { say } from "../announcer";
import { type BoardContext, useBoard } from "../board_context";
import type { WallControl } from "./wall_control";
import { panStep } from "./wall_keys";
import { wallWords } from "./wall_words";

export const sides = ["left", "up", "down", "right"] as const;
export type Side = (typeof sides)[number];
export const sideWays: Record<Side, Direction> = {
  left: { x: -1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
  right: { x: 1, y: 0 },
};
export const arrows: Record<Side, string> = { left: "←", up: "↑", down: "↓", right: "→" };

export function WallTools(props: { wall: WallControl }) {
  const { canWrite, stage } = useBoard();
  const { wall } = props;
  return (
    <div class="wall_tools" role="toolbar" aria-label={wallWords().tools}>
      <div class="wall_zoom">
        <Tool label={wallWords().farther} onPress={() => wall.zoomBy(1 / zoomStep)}>
          −
        </Tool>
        <Tool label={wallWords().nearer} onPress={() => wall.zoomBy(zoomStep)}>
          +
        </Tool>
        <button type="button" onClick={() => wall.showAll()}>
          {wallWords().all}
        </button>
      </div>
      <div class="wall_zoom wall_sides">
        <For each={sides}>
          {(side) => (
            <Tool
              label={wallWords().pan[side]}
              onPress={() => wall.panBy(-sideWays[side].x * panStep, -sideWays[side].y * panStep, true)}
            >
              {arrows[side]}
            </Tool>
          )}
        </For>
      </div>
      <Show when={canWrite()}>
        <button
          type="button"
          aria-pressed={wall.selecting()}
          title={wallWords().selectTitle}
          onClick={() => {
            wall.setSelecting(!wall.selecting());
            if (wall.selecting()) say(wallWords().selectHint);
          }}
        >
          {wallWords().select}
        </button>
      </Show>
      <Show when={stage.may("move")}>
        <Arrange wall={wall} />
      </Show>
    </div>
  );
}

function Tool(props: { label: string; children: string; onPress: () => void }) {
  return (
    <button
      type="button"
      class="square"
      aria-label={props.label}
      title={props.label}
      onClick={() => props.onPress()}
    >
      {props.children}
    </button>
  );
}

/** Changes that a server takes of one person, unless it is configured otherwise (server/base/limits.h). */
const pace = { atOnce: 60, aSecond: 10 };

function Arrange(props: { wall: WallControl }) {
  const context = useBoard();
  const [isOpen, setOpen] = createSignal(false);
  /** How many cards would move; undefined while no choice is looked at. */
  const [moving, setMoving] = createSignal<number>();
  let opener: HTMLButtonElement | undefined;
  const close = () => {
    setOpen(false);
    opener?.focus();
  };
  const movesTo = (places: ReadonlyMap<Handle, Point>) =>
    [...places].filter(([card, { x, y }]) => {
      const item = context.board.card(card);
      return props.wall.mayCarry(card) && (item?.x !== x || item.y !== y);
    });
  const lookAt = (choice: Choice) => {
    const moves = movesTo(choice(context));
    setMoving(moves.length);
    props.wall.preview(new Map(moves));
  };
  const lookAway = () => {
    if (moving() === undefined) return;
    setMoving(undefined);
    props.wall.preview(null);
  };
  createEffect(() => isOpen() || lookAway());
  const arranging = () => {
    const count = moving();
    const { arrangeHint, nothingToArrange, wouldArrange } = wallWords();
    if (count === undefined) return arrangeHint;
    return count === 0 ? nothingToArrange : wouldArrange(count) + underWay(count);
  };
  const arrange = (choice: Choice) => {
    const moves = movesTo(choice(context)).map(([card, place]) => ({ card, ...place }));
    if (moves.length === 0) {
      say(wallWords().nothingToArrange);
    } else if (context.placeCards(moves)) {
      say(wallWords().saidArranged(moves.length) + underWay(moves.length), {
        label: words().undo.undo,
        act: () => context.undo("undo"),
      });
    }
    close();
    props.wall.showAll();
  };
  return (
    <div
      ref={(menu) => {
        menu.addEventListener("keydown", (event) => {
          if (event.key !== "Escape" || !isOpen()) return;
          event.preventDefault();
          close();
        });
        menu.addEventListener("focusout", ({ relatedTarget }) => {
          if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) setOpen(false);
        });
      }}
      class="wall_arrange"
    >
      <button
        ref={opener}
        type="button"
        aria-expanded={isOpen()}
        title={wallWords().arrangeTitle}
        onClick={() => setOpen(!isOpen())}
      >
        {wallWords().arrange}
      </button>
      <Show when={isOpen()}>
        <div class="wall_menu" onPointerLeave={lookAway}>
          <For each={choices}>
            {({ name, choice }) => (
              <button
                type="button"
                aria-describedby="wall_arranging"
                onFocus={() => lookAt(choice)}
                onPointerEnter={() => lookAt(choice)}
                onClick={() => arrange(choice)}
              >
                {wallWords()[name]}
              </button>
            )}
          </For>
          <p id="wall_arranging">{arranging()}</p>
        </div>
      </Show>
    </div>
  );
}

/** Behind a count of cards, where others do not see all of them at once. */
function underWay(count: number): string {
  const seconds = Math.ceil((count - pace.atOnce) / pace.aSecond);
  return seconds > 1 ? wallWords().underWay(seconds) : "";
}

/** Where cards are to lie. */
type Choice = (context: BoardContext) => Map<Handle, Point>;
const choices = [
  { name: "byKind", choice: byKind },
  { name: "byThread", choice: byThread },
] as const;

/** The place that follows from kind and rank is the one of a card that was never laid anywhere. */
function byKind({ board }: BoardContext): Map<Handle, Point> {
  const laid = [...board.all().values()].filter((item) => item.item === "card" && isLaid(item));
  return new Map(laid.map(({ h }) => [h, { x: 0, y: 0 }]));
}

/** Each thread together, then what is in none by kind. */
function byThread({ board, ties }: BoardContext): Map<Handle, Point> {
  const cards = kinds.flatMap((kind) => board.column(kind));
  const { threads, threadsOf } = ties();
  const groups = groupCards(
    cards,
    threads.map(({ thread }) => String(thread)),
    (card) => threadsOf(card).map(String),
  );
  const gathered = groups.filter(({ key }) => key !== "").map((group) => group.cards);
  const loose = groups.find(({ key }) => key === "")?.cards ?? [];
  const byKinds = kinds.map((kind) => loose.filter((card) => board.card(card)?.kind === kind));
  return groupedPlaces([...gathered, ...byKinds]);
}
