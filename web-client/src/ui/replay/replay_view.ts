// What every part of the replay page shares.
// SPDX-License-Identifier: MIT
import { createContext, useContext } from "solid-js";
import type { Mark } from "../../replay/history_index";
import type { Filtering } from "./filtering";
import type { Life } from "./life";
import type { PanelState } from "./panel_state";
import type { PastBoard } from "./past_board";
import type { Playing } from "./playing";
import type { Replaying } from "./replaying";
import type { Touring } from "./touring";

export interface ReplayView extends PanelState {
  replaying: Replaying;
  playing: Playing;
  touring: Touring;
  life: Life;
  filtering: Filtering;
  /** By a gesture that was not on the slider: what is found there is also said. */
  jump(position: number): void;
  past: PastBoard;
  /** What happened at a mark, in words. */
  markWords(mark: Mark): string;
}

const Context = createContext<ReplayView>();
export const ReplayProvider = Context.Provider;

export function useReplay(): ReplayView {
  const view = useContext(Context);
  if (view === undefined) throw new Error("outside of a replay");
  return view;
}
