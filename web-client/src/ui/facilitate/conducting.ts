// What a facilitator does with the room: which phase is on, until when, open or locked. Each is a setting that every device
// follows; the timer is an instant of the server's clock.
// SPDX-License-Identifier: MIT
import type { SettingKey } from "../../core/types";
import { type RunOfShow, writeShow } from "../../state/run_of_show";
import { wholeBoard } from "../../state/stage";
import { say } from "../announcer";
import { useBoard } from "../board_context";
import { facilitation } from "./facilitation_words";

export interface Conducting {
  /** From 1; 0 = none is on. Its planned time starts with it. */
  goTo(number: number): void;
  startTimer(minutes: number): void;
  /** To the timer, or from now on when it is over or none runs. */
  addMinutes(minutes: number): void;
  stopTimer(): void;
  lock(locked: boolean): void;
  /** Bits of `Settings.revealed`. It cannot be taken back: devices have read it. */
  reveal(bits: number): void;
  /** False when it was not taken. */
  useShow(show: RunOfShow): boolean;
}

const minuteMs = 60_000;

export function useConducting(): Conducting {
  const { board, stage, conduct } = useBoard();
  const set = (key: SettingKey, value: number) => conduct(0, key, value);
  const endAt = (ms: number) => set("timerEnd", Math.round(ms));
  const startTimer = (minutes: number) => {
    const now = board.clock.now();
    if (minutes === 0) stopTimer();
    else if (now !== undefined) endAt(now + minutes * minuteMs);
  };
  const stopTimer = () => {
    if (board.settings.timerEnd !== 0) set("timerEnd", 0);
  };
  return {
    goTo: (number) => {
      if (!set("phase", number)) return;
      startTimer(stage.show()?.phases[number - 1]?.minutes ?? 0);
      // What this phase hides is revealed anew.
      if (board.settings.revealed !== 0) set("revealed", 0);
    },
    startTimer,
    addMinutes: (minutes) => {
      const now = board.clock.now();
      if (now !== undefined) endAt(Math.max(now, board.settings.timerEnd) + minutes * minuteMs);
    },
    stopTimer,
    lock: (locked) => {
      const others = board.settings.locked & ~wholeBoard;
      set("locked", locked ? others | wholeBoard : others);
    },
    reveal: (bits) => {
      if (set("revealed", board.settings.revealed | bits)) say(facilitation().saidRevealed);
    },
    useShow: (show) => conduct(0, "show", 0, writeShow(show)),
  };
}
