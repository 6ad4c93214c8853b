// The shapes of marks and of the buttons that move through time. Decoration: words stand beside each, or name the button.
// SPDX-License-Identifier: MIT
import type { Highlight } from "../../replay/history_index";

const paths = {
  phase: "M5 2h2v20H5zM8 3h12l-4 5 4 5H8z",
  vote_open: "M3 10h18v11H3zM7 2h10v10H7zM9 4v4h6V4z",
  vote_close: "M3 10h18v11H3zM6 14h12v3H6zM7 5h10v2H7z",
  reveal: "M2 12q10-14 20 0q-10 14-20 0zM12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8z",
  merge: "M4 2h4l4 7 4-7h4l-6 11v9h-4v-9z",
  split: "M4 22h4l4-7 4 7h4l-6-11V2h-4v9z",
  reword: "M3 21l2-7L16 3l5 5L10 19z",
  thread: "M12 2l4 10-4 10-4-10zM2 12l6-3v6zM22 12l-6-3v6z",
  remove: "M5 3l7 7 7-7 2 2-7 7 7 7-2 2-7-7-7 7-2-2 7-7-7-7z",
  restore: "M12 4V0L5 6l7 6V8a5 5 0 1 1-5 6H3a9 9 0 1 0 9-10z",
  erase: "M2 4h20v3H2zM5 10h14v11H5zM8 13v5h8v-5z",
  bookmark: "M6 2h12v20l-6-5-6 5z",
  play: "M6 3v18l15-9z",
  stop: "M5 3h5v18H5zM14 3h5v18h-5z",
  gestureOn: "M8 4l9 8-9 8z",
  gestureBack: "M16 4l-9 8 9 8z",
  highlightOn: "M4 4l8 8-8 8zM12 4l8 8-8 8zM20 4h2v16h-2z",
  highlightBack: "M20 4l-8 8 8 8zM12 4l-8 8 8 8zM2 4h2v16H2z",
} as const satisfies Record<Highlight, string> & Record<string, string>;

export type Shape = keyof typeof paths;

export function ShapeIcon(props: { shape: Shape }) {
  return (
    <svg class="shape_icon" viewBox="0 0 24 24" width="1em" height="1em" aria-hidden="true">
      <path d={paths[props.shape]} fill="currentColor" fill-rule="evenodd" />
    </svg>
  );
}
