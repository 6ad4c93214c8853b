// How a person looks at a board: which layout, and what its columns are. Kept on this device for each board.
// SPDX-License-Identifier: MIT
import { readText, write } from "../store/device";

/** Columns side by side; one outline; cards laid out freely. */
export const layouts = ["columns", "list", "wall"] as const;
export type Layout = (typeof layouts)[number];

/** What columns and the list are made by. The wall has no columns. */
export const groupings = ["kind", "thread", "organisation"] as const;
export type Grouping = (typeof groupings)[number];

export interface ViewChoice {
  layout: Layout;
  grouping: Grouping;
}

/** What does not depend on a choice: where a person who never chose begins. */
export const firstView: ViewChoice = { layout: "columns", grouping: "kind" };

const keyOf = (board: string) => `atelier.view.${board}`;

export function rememberedView(board: string): ViewChoice {
  const [layout, grouping] = readText(keyOf(board)).split(" ");
  return {
    layout: layouts.find((one) => one === layout) ?? firstView.layout,
    grouping: groupings.find((one) => one === grouping) ?? firstView.grouping,
  };
}

export function rememberView(board: string, { layout, grouping }: ViewChoice): void {
  write(keyOf(board), `${layout} ${grouping}`);
}

/** By kind the columns are those that cards are written into; otherwise they are found from the cards. */
export function hasKindColumns({ layout, grouping }: ViewChoice): boolean {
  return layout === "wall" || grouping === "kind";
}
