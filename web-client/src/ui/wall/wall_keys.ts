// The wall by keyboard: arrows lead from card to card, slide the ground, or move what is carried.
// SPDX-License-Identifier: MIT
import { type Direction, grain, nextToward } from "../../state/wall_places";
import { zoomStep } from "../../state/wall_view";
import { focusCard } from "../card_focus";
import type { WallControl } from "./wall_control";

const ways: Partial<Record<string, Direction>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
/** Board units that one press carries a card: as it is, with Shift. */
export const carryStep = { short: 2 * grain, far: 12 * grain };
/** Pixels that one press slides the ground. */
export const panStep = 120;

/** A step of what is carried; it stays in sight. */
export function carryBy(wall: WallControl, { x, y }: Direction, step: number): void {
  const hand = wall.carried();
  if (hand === null) return;
  wall.carry({ ...hand, x: hand.x + x * step, y: hand.y + y * step });
  wall.show(hand.cards[0] ?? 0);
}

/** Takes the key when it means something here. */
export function wallKey(event: KeyboardEvent, wall: WallControl): void {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
  const target = event.target instanceof Element ? event.target : null;
  if (wall.carried()?.isByKeys ? carryKey(event, wall) : restingKey(event, wall, target)) {
    event.preventDefault();
    event.stopPropagation();
  }
}

function carryKey(event: KeyboardEvent, wall: WallControl): boolean {
  const way = ways[event.key];
  if (way !== undefined) carryBy(wall, way, event.shiftKey ? carryStep.far : carryStep.short);
  else if (event.key === "Escape") wall.putBack();
  else if (event.key === "Enter" && !isOtherButton(event.target)) wall.layDown();
  else return false;
  return true;
}

/** Enter on a button of the bar presses that button. */
function isOtherButton(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(".carry_bar") !== null;
}

function restingKey(event: KeyboardEvent, wall: WallControl, target: Element | null): boolean {
  const way = ways[event.key];
  const face = target?.closest(".card_face");
  const card = Number(face?.closest<HTMLElement>("[data-card]")?.dataset.card ?? 0);
  if (card !== 0 && way !== undefined) {
    if (event.shiftKey) return takeUp(wall, card, way);
    const next = nextToward(wall.places(), card, way);
    if (next !== 0) focusCard(next);
    return true;
  }
  return target?.matches(".wall_ground") === true && groundKey(event, wall, way);
}

function takeUp(wall: WallControl, card: number, way: Direction): boolean {
  if (!wall.mayCarry(card)) return false;
  wall.carry({ cards: [card], isByKeys: true, x: 0, y: 0 });
  carryBy(wall, way, carryStep.short);
  return true;
}

function groundKey(event: KeyboardEvent, wall: WallControl, way: Direction | undefined): boolean {
  if (way !== undefined) wall.panBy(-way.x * panStep, -way.y * panStep, true);
  else if (event.key === "+" || event.key === "=") wall.zoomBy(zoomStep);
  else if (event.key === "-") wall.zoomBy(1 / zoomStep);
  else if (event.key === "0") wall.showAll();
  else return false;
  return true;
}
