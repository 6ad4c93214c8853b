// Under the cards: soft outlines around those of a thread, curves for links, each with the sign of its verb. The same is said in
// words on every open card; here it is only drawn.
// SPDX-License-Identifier: MIT
import { createMemo, For, Show } from "solid-js";
import type { Handle, Verb } from "../../core/types";
import { words } from "../../i18n/language";
import type { Tie } from "../../state/ties";
import { around, type Rect, touches } from "../../state/wall_places";
import { curveBetween, outlinesOf } from "../../state/wall_shapes";
import { useBoard } from "../board_context";
import type { Sight } from "./sight";
import type { WallControl } from "./wall_control";

/** What a link says, in one sign. */
const signs: Record<Verb, string> = { 1: "✓", 2: "⊘", 3: "⇒", 4: "✎", 5: "≠", 6: "+" };

export function TiesLayer(props: { wall: WallControl; sight: Sight }) {
  const { ties } = useBoard();
  const threads = createMemo(() => ties().threads.map(({ thread }) => thread));
  // Of many cards, those that may be seen; from far they are painted, but for those of the card that is pointed at.
  const links = createMemo(() => {
    const { wall, sight } = props;
    const part = sight.part();
    if (part === undefined) return ties().links;
    const isNear = ({ from, to }: Tie) => from === wall.near() || to === wall.near();
    return ties().links.filter((tie) => isNear(tie) || (!wall.isFar() && crosses(tie, wall, part)));
  });
  return (
    <svg class="wall_ties" aria-hidden="true">
      <defs>
        <marker
          id="wall_arrow"
          viewBox="0 0 10 10"
          refX="9"
          refY="5"
          markerWidth="7"
          markerHeight="7"
          orient="auto"
        >
          <path d="M0 0 10 5 0 10Z" />
        </marker>
      </defs>
      <For each={threads()}>{(thread) => <ThreadOutline thread={thread} wall={props.wall} />}</For>
      <For each={links()}>
        {(tie) => <LinkCurve from={tie.from} to={tie.to} verb={tie.verb} wall={props.wall} />}
      </For>
    </svg>
  );
}

function crosses({ from, to }: Tie, wall: WallControl, part: Rect): boolean {
  const ends = [from, to].flatMap((card) => wall.rects().get(card) ?? []);
  const box = around(ends);
  return box !== undefined && touches(box, part);
}

function LinkCurve(props: { from: Handle; to: Handle; verb: Verb; wall: WallControl }) {
  const ends = createMemo(() => [props.wall.rects().get(props.from), props.wall.rects().get(props.to)], [], {
    equals: (a, b) => a.every((rect, at) => isSameRect(rect, b[at])) && a.length === b.length,
  });
  const curve = () => {
    const [from, to] = ends();
    return from === undefined || to === undefined ? undefined : curveBetween(from, to);
  };
  const isNear = () => [props.from, props.to].includes(props.wall.near());
  return (
    <Show when={curve()}>
      {(drawn) => (
        <g class="wall_link" classList={{ near: isNear() }}>
          <path d={drawn().path} marker-end="url(#wall_arrow)" />
          <text x={drawn().middle.x} y={drawn().middle.y}>
            {signs[props.verb]}
            {isNear() ? ` ${words().verbs[props.verb]}` : ""}
          </text>
        </g>
      )}
    </Show>
  );
}

function ThreadOutline(props: { thread: Handle; wall: WallControl }) {
  const { board, ties } = useBoard();
  const cards = () => ties().threads.find(({ thread }) => thread === props.thread)?.cards ?? [];
  const rects = createMemo<readonly Rect[]>(
    () => cards().flatMap((card) => props.wall.rects().get(card) ?? []),
    [],
    { equals: (a, b) => a.length === b.length && a.every((rect, at) => isSameRect(rect, b[at])) },
  );
  const outlines = createMemo(() => outlinesOf(rects()));
  const isNear = createMemo(() => cards().includes(props.wall.near()));
  const name = () => board.item(props.thread)?.text || words().ties.unnamed;
  return (
    <For each={outlines().filter(({ isCompact, isMain }) => isNear() || (isCompact && isMain))}>
      {(drawn) => (
        <g class="wall_thread" classList={{ near: isNear() }}>
          <path d={drawn.path} />
          <Show when={drawn.isMain}>
            <text x={drawn.title.x} y={drawn.title.y - 40}>
              {cutTo(name(), Math.floor(drawn.width / letterWidth))}
            </text>
          </Show>
        </g>
      )}
    </For>
  );
}

/** Of a thread's name, about. */
const letterWidth = 12.5;

function cutTo(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}

function isSameRect(a: Rect | undefined, b: Rect | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.x === b.x && a.y === b.y && a.height === b.height;
}
