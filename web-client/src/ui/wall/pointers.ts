// The hand on the wall: the ground slides under it, a card goes with it, two fingers bring nearer and farther, a frame chooses.
// Each of these has a button, a key or a menu beside it. Whatever is given up, by Esc or by the system, leaves no trace (A3).
// SPDX-License-Identifier: MIT
import type { Handle } from "../../core/types";
import type { Point, Rect } from "../../state/wall_places";
import { toBoard } from "../../state/wall_view";
import { cardOf } from "../card_focus";
import type { WallControl } from "./wall_control";

/** Pixels that a press may tremble. */
const slack = { mouse: 4, touch: 8 };

export interface Hand {
  /** The frame being drawn, in pixels of the window; null when it is over. */
  onFrame(frame: Rect | null): void;
  /** Board units. */
  onChosen(frame: Rect): void;
  /** The cards that go along when this one is taken. */
  handful(card: Handle): readonly Handle[];
  /** A press on a card that is painted, which hears nothing itself. */
  onPressed(card: Handle, event: MouseEvent): void;
}

interface Press {
  what: "ground" | "card" | "frame";
  card: Handle;
  start: Point;
  last: Point;
  moved: boolean;
  slack: number;
}

/** Listens on the element that holds everything, until `signal`; the window that positions are told in is the ground. */
export function watchPointers(
  root: HTMLElement,
  ground: HTMLElement,
  wall: WallControl,
  hand: Hand,
  signal: AbortSignal,
): void {
  const fingers = new Map<number, Point>();
  let press: Press | null = null;

  const at = (event: MouseEvent): Point => {
    const box = ground.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const end = () => {
    press = null;
    hand.onFrame(null);
  };
  const giveUp = () => {
    if (press?.what === "card") wall.putBack();
    end();
  };

  root.addEventListener(
    "pointerdown",
    (event) => {
      const target = event.target instanceof Element ? event.target : null;
      if (target === null || event.button > 1 || !isWall(target)) return;
      fingers.set(event.pointerId, at(event));
      if (fingers.size > 1) {
        giveUp();
        return;
      }
      press = pressOf(event, target, at(event), wall);
    },
    { signal },
  );
  root.addEventListener(
    "pointermove",
    (event) => {
      const before = fingers.get(event.pointerId);
      if (before === undefined) return;
      const now = at(event);
      fingers.set(event.pointerId, now);
      if (fingers.size === 2) pinch(wall, before, now, otherOf(fingers, event.pointerId));
      else if (press !== null) drag(press, now, event.pointerId);
    },
    { signal },
  );
  const drag = (hold: Press, now: Point, pointer: number) => {
    if (!hold.moved && Math.hypot(now.x - hold.start.x, now.y - hold.start.y) < hold.slack) return;
    if (!hold.moved) {
      hold.moved = true;
      root.setPointerCapture(pointer);
    }
    const { zoom } = wall.view();
    if (hold.what === "ground") wall.panBy(now.x - hold.last.x, now.y - hold.last.y);
    else if (hold.what === "frame") hand.onFrame(frameOf(hold.start, now));
    else {
      const way = { x: (now.x - hold.start.x) / zoom, y: (now.y - hold.start.y) / zoom };
      wall.carry({ cards: hand.handful(hold.card), isByKeys: false, ...way });
    }
    hold.last = now;
  };
  root.addEventListener(
    "pointerup",
    (event) => {
      fingers.delete(event.pointerId);
      const hold = press;
      if (hold === null || fingers.size > 0) return;
      end();
      if (!hold.moved) return;
      swallowClick(root);
      if (hold.what === "card") wall.layDown();
      else if (hold.what === "frame") {
        const { x, y, width, height } = frameOf(hold.start, at(event));
        const [from, to] = [
          toBoard(wall.view(), { x, y }),
          toBoard(wall.view(), { x: x + width, y: y + height }),
        ];
        hand.onChosen({ ...from, width: to.x - from.x, height: to.y - from.y });
      }
    },
    { signal },
  );
  root.addEventListener(
    "pointercancel",
    (event) => {
      fingers.delete(event.pointerId);
      giveUp();
    },
    { signal },
  );
  root.addEventListener(
    "click",
    (event) => {
      const target = event.target instanceof Element ? event.target : null;
      const card = target !== null && cardOf(target) === 0 && isWall(target) ? wall.cardUnder(at(event)) : 0;
      if (card !== 0) hand.onPressed(card, event);
    },
    { signal },
  );
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !press?.moved) return;
      event.preventDefault();
      event.stopPropagation();
      swallowClick(root);
      giveUp();
    },
    { signal, capture: true },
  );
  root.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      wall.zoomBy(Math.exp(-event.deltaY / (event.deltaMode === 0 ? 300 : 12)), at(event));
    },
    { signal, passive: false },
  );
}

function pressOf(event: PointerEvent, target: Element, start: Point, wall: WallControl): Press {
  const element = cardOf(target);
  const card = element || wall.cardUnder(start);
  const isMouse = event.pointerType === "mouse";
  const hold = { card, start, last: start, moved: false, slack: isMouse ? slack.mouse : slack.touch };
  // Painted cards leave no ground between them: a frame begins on them too.
  const draws = element === 0 && (wall.selecting() || event.shiftKey);
  if (card !== 0 && !draws && event.button === 0 && wall.mayCarry(card)) return { ...hold, what: "card" };
  return { ...hold, what: draws ? "frame" : "ground" };
}

/** Not what has a use of its own: what is typed into, buttons other than a card's face, the tools. */
function isWall(target: Element): boolean {
  if (target.closest(".wall_tools, .wall_map, .write_box, .card_editor, .carry_bar") !== null) return false;
  const control = target.closest("button, a, input, textarea, select, summary");
  return control === null || control.classList.contains("card_face");
}

function pinch(wall: WallControl, before: Point, now: Point, other: Point): void {
  const distance = (p: Point) => Math.hypot(p.x - other.x, p.y - other.y);
  const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
  if (distance(before) > 0) wall.zoomBy(distance(now) / distance(before), middle);
  wall.panBy((now.x - before.x) / 2, (now.y - before.y) / 2);
}

function otherOf(fingers: ReadonlyMap<number, Point>, pointer: number): Point {
  for (const [id, point] of fingers) if (id !== pointer) return point;
  return { x: 0, y: 0 };
}

function frameOf(a: Point, b: Point): Rect {
  return {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  };
}

/** The browser makes a click of a drag that ends where it began. */
function swallowClick(root: HTMLElement): void {
  const stop = new AbortController();
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  root.addEventListener("click", swallow, { capture: true, once: true, signal: stop.signal });
  setTimeout(() => stop.abort());
}
