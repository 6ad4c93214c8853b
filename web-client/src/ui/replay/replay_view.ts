// What every part of the replay page shares.
// SPDX-License-Identifier: MIT
import { type Accessor, createContext, useContext } from "solid-js";
import type { Mark } from "../../replay/history_index";
import type { Life } from "./life";
import type { Playing } from "./playing";
import type { Replaying } from "./replaying";

export type Panel = "story" | "moments" | "range" | "life";

export interface ReplayView {
  replaying: Replaying;
  playing: Playing;
  life: Life;
  /** The panel that is open, if any. */
  panel: Accessor<Panel | undefined>;
  showPanel(panel: Panel | undefined): void;
  /** By a gesture that was not on the slider: what is found there is also said. */
  jump(position: number): void;
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
