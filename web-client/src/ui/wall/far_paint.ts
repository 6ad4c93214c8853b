// Puts the wall as it is from far on a canvas: links as thin curves, cards as their kinds' colours and shapes.
// SPDX-License-Identifier: MIT
import { type Kind, kinds } from "../../core/types";
import { cornersOf, type FarCards } from "../../state/wall_far";
import type { Point, Rect } from "../../state/wall_places";
import type { Size, View } from "../../state/wall_view";

export interface Look {
  kinds: readonly { kind: Kind; colour: string; paper: string; corners: Point[] }[];
  ink: string;
  focus: string;
  line: string;
}

/** What the style sheet says now. `root`: the element that holds the columns. */
export function readLook(root: Element): Look {
  const of = (element: Element) => {
    const style = getComputedStyle(element);
    return (name: string) => style.getPropertyValue(name).trim();
  };
  const looks = kinds.map((kind) => {
    const value = of(root.querySelector(`.column[data-kind="${kind}"]`) ?? root);
    return {
      kind,
      colour: value("--kind"),
      paper: value("--kind-paper"),
      corners: cornersOf(value("--shape")),
    };
  });
  const value = of(root);
  return {
    kinds: looks,
    ink: value("--ink"),
    focus: value("--focus"),
    line: value("--control-line"),
  };
}

/** The shape on a card, in board units; of the height of a low one, so much. */
const shape = { size: 100, part: 0.75 };

/** `links`: paths as SVG has them, in board units. */
export function paintFar(
  canvas: HTMLCanvasElement,
  view: View,
  size: Size,
  cards: FarCards,
  links: readonly string[],
  look: Look,
): void {
  const pen = canvas.getContext("2d");
  if (pen === null) return;
  const dots = devicePixelRatio;
  const [width, height] = [Math.round(size.width * dots), Math.round(size.height * dots)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, width, height);
  const scale = view.zoom * dots;
  pen.setTransform(scale, 0, 0, scale, view.x * dots, view.y * dots);
  const pixel = 1 / view.zoom;

  pen.lineWidth = 1.5 * pixel;
  pen.strokeStyle = look.line;
  pen.stroke(new Path2D(links.join("")));
  for (const { kind, colour, paper, corners } of look.kinds) {
    const rects = cards.byKind.get(kind) ?? [];
    pen.fillStyle = paper;
    pen.strokeStyle = colour;
    const outlines = boxes(rects, 0);
    pen.fill(outlines);
    pen.stroke(outlines);
    pen.fillStyle = colour;
    pen.fill(shapes(rects, corners));
  }
  pen.lineWidth = 3 * pixel;
  pen.strokeStyle = look.ink;
  pen.stroke(boxes(cards.own, 0));
  pen.strokeStyle = look.focus;
  pen.stroke(boxes(cards.chosen, 4 * pixel));
}

function boxes(rects: readonly Rect[], room: number): Path2D {
  const path = new Path2D();
  for (const { x, y, width, height } of rects)
    path.rect(x - room, y - room, width + 2 * room, height + 2 * room);
  return path;
}

function shapes(rects: readonly Rect[], corners: readonly Point[]): Path2D {
  const path = new Path2D();
  for (const { x, y, width, height } of rects) {
    const size = Math.min(shape.size, height * shape.part);
    const [left, top] = [x + (width - size) / 2, y + (height - size) / 2];
    corners.forEach((corner, at) => {
      path[at === 0 ? "moveTo" : "lineTo"](left + corner.x * size, top + corner.y * size);
    });
    path.closePath();
  }
  return path;
}
