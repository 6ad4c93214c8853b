// All of the wall in small, and what part of it is seen: a press goes there. By keyboard the ground's own arrows do the same.
// SPDX-License-Identifier: MIT
import { createMemo, For } from "solid-js";
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
  const shown = createMemo(() => {
    const box = around(props.wall.rects().values()) ?? { x: 0, y: 0, width: cardWidth, height: cardHeight };
    const room = Math.max(box.width, box.height) * 0.08;
    return { x: box.x - room, y: box.y - room, width: box.width + 2 * room, height: box.height + 2 * room };
  });
  const cardsOf = (kind: (typeof kinds)[number]) =>
    board
      .column(kind)
      .flatMap((card) => props.wall.rects().get(card) ?? [])
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
