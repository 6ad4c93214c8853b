// All of the wall in small, and what part of it is seen: a press goes there. By keyboard the ground's own arrows do the same.
// SPDX-License-Identifier: MIT
import { type Accessor, createEffect, createMemo, createSignal, For, on, onCleanup } from "solid-js";
import { kinds } from "../../core/types";
import { around, cardHeight, cardWidth } from "../../state/wall_places";
import { toBoard } from "../../state/wall_view";
import { useBoard } from "../board_context";
import type { WallControl } from "./wall_control";

export function WallMap(props: { wall: WallControl }) {
  const { board } = useBoard();
  const seen = () => {
    const { width, height } = props.wall.size();
    const from = toBoard(props.wall.view(), { x: 0, y: 0 });
    const { zoom } = props.wall.view();
    return { ...from, width: width / zoom, height: height / zoom };
  };
  const drawn = calmly(() => ({ rects: props.wall.rects(), columns: kinds.map(board.column) }));
  const shown = createMemo(() => {
    const box = around(drawn().rects.values()) ?? { x: 0, y: 0, width: cardWidth, height: cardHeight };
    const room = Math.max(box.width, box.height) * 0.08;
    return { x: box.x - room, y: box.y - room, width: box.width + 2 * room, height: box.height + 2 * room };
  });
  const cardsOf = (kind: (typeof kinds)[number]) =>
    (drawn().columns[kind - 1] ?? [])
      .flatMap((card) => drawn().rects.get(card) ?? [])
      .map(({ x, y }) => `M${Math.round(x)} ${Math.round(y)}h${cardWidth}v${cardHeight - 30}h-${cardWidth}Z`)
      .join("");
  const go = (event: PointerEvent) => {
    if (event.buttons === 0) return;
    const map = event.currentTarget as SVGSVGElement;
    const matrix = map.getScreenCTM();
    if (matrix === null) return;
    map.setPointerCapture(event.pointerId);
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    props.wall.centreOn({ x, y });
  };
  return (
    <svg
      class="wall_map"
      aria-hidden="true"
      viewBox={`${shown().x} ${shown().y} ${shown().width} ${shown().height}`}
      onPointerDown={go}
      onPointerMove={go}
    >
      <For each={kinds}>{(kind) => <path data-kind={kind} d={cardsOf(kind)} />}</For>
      <rect x={seen().x} y={seen().y} width={seen().width} height={seen().height} />
    </svg>
  );
}

/** Between two pictures of a wall that others work on, in milliseconds. */
const calmMs = 500;

/** The same, at most so often. */
function calmly<T>(source: Accessor<T>): Accessor<T> {
  const [shown, show] = createSignal(source(), { equals: false });
  let waiting: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on(
      source,
      () => {
        waiting ??= setTimeout(() => {
          waiting = undefined;
          show(() => source());
        }, calmMs);
      },
      { defer: true },
    ),
  );
  onCleanup(() => clearTimeout(waiting));
  return shown;
}
