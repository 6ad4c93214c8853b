// Which part of the wall the window shows: a shift and a zoom. Screen = board x zoom + shift, in CSS pixels of the window.
// SPDX-License-Identifier: MIT
import type { Point, Rect } from "./wall_places";

export interface View extends Point {
  zoom: number;
}

export interface Size {
  width: number;
  height: number;
}

export const zoomMin = 0.02;
export const zoomMax = 2;
/** Below this a card's text cannot be read: no view begins there. */
export const zoomReadable = 0.7;
/** Below this nothing of it can: of many cards, their shapes are drawn. */
export const zoomFar = 0.45;
/** One press of a button. */
export const zoomStep = 1.25;
/** Kept free around what is shown. */
const margin = 24;

function bounded(zoom: number): number {
  return Math.min(zoomMax, Math.max(zoomMin, zoom));
}

export function toBoard(view: View, { x, y }: Point): Point {
  return { x: (x - view.x) / view.zoom, y: (y - view.y) / view.zoom };
}

/** What is at that point of the window stays there. */
export function zoomAt(view: View, by: number, at: Point): View {
  const zoom = bounded(view.zoom * by);
  const still = toBoard(view, at);
  return { zoom, x: at.x - still.x * zoom, y: at.y - still.y * zoom };
}

/** All of it, in the middle, never larger than life. */
export function fitAll(all: Rect, { width, height }: Size): View {
  const room = Math.min((width - 2 * margin) / all.width, (height - 2 * margin) / all.height, 1);
  const zoom = bounded(room);
  return {
    zoom,
    x: width / 2 - (all.x + all.width / 2) * zoom,
    y: height / 2 - (all.y + all.height / 2) * zoom,
  };
}

/**
 * Where a person begins: all of it where that can be read, else as wide as the window but not too small to read, from its upper
 * left corner on.
 */
export function firstLook(all: Rect, size: Size): View {
  const whole = fitAll(all, size);
  if (whole.zoom >= zoomReadable) return whole;
  const zoom = Math.min(1, Math.max(zoomReadable, (size.width - 2 * margin) / all.width));
  const start = (from: number, length: number, room: number) =>
    Math.max(margin, (room - length * zoom) / 2) - from * zoom;
  return { zoom, x: start(all.x, all.width, size.width), y: start(all.y, all.height, size.height) };
}

/**
 * The least shift that brings it into the window; its upper left corner where it is too large. `corner`: the lower right one,
 * where the map lies over the wall.
 */
export function reveal(view: View, rect: Rect, { width, height }: Size, corner: Size = nothing): View {
  const [wide, high] = [rect.width * view.zoom, rect.height * view.zoom];
  const left = intoRoom(rect.x * view.zoom + view.x, wide, width);
  let top = intoRoom(rect.y * view.zoom + view.y, high, height);
  const isUnder = left + wide > width - corner.width && top + high > height - corner.height;
  if (isUnder && high + 2 * margin <= height - corner.height) top = height - corner.height - margin - high;
  return { zoom: view.zoom, x: left - rect.x * view.zoom, y: top - rect.y * view.zoom };
}

const nothing: Size = { width: 0, height: 0 };

/** Where a length is to begin so that all of it is in the room, or else its beginning. */
function intoRoom(from: number, length: number, room: number): number {
  if (from >= 0 && from + length <= room) return from;
  if (from < margin || length > room - 2 * margin) return margin;
  return Math.min(from, room - margin - length);
}

/** So that this point of the board is in the middle. */
export function centreOn(view: View, at: Point, { width, height }: Size): View {
  return { zoom: view.zoom, x: width / 2 - at.x * view.zoom, y: height / 2 - at.y * view.zoom };
}

/** The part of the board that is drawn moves by so many pixels at once, so that sliding by a few changes nothing. */
const partStep = 200;
/** Pixels beyond the window that are drawn too. */
const beyond = 200;

/** The part of the board in the window, and a little more. */
export function partInSight({ x, y, zoom }: View, { width, height }: Size): Rect {
  const from = (shift: number) => (Math.floor((-shift - beyond) / partStep) * partStep) / zoom;
  const to = (shift: number, room: number) =>
    (Math.ceil((room - shift + beyond) / partStep) * partStep) / zoom;
  const [left, top] = [from(x), from(y)];
  return { x: left, y: top, width: to(x, width) - left, height: to(y, height) - top };
}
