// The time left of the room's timer: the same on every device, because it ends at an instant of the server's clock. It informs and
// locks nothing. A hidden tab counts nothing; one that wakes shows the right time at once.
// SPDX-License-Identifier: MIT
import { createEffect, createSignal, on, onCleanup, Show } from "solid-js";
import { words } from "../i18n/language";
import { say } from "./announcer";
import { useBoard } from "./board_context";

/** From here on the time is shown as short, and was said. */
const lastMinute = 60;

export function Countdown() {
  const left = secondsLeft();
  return (
    <Show when={left() !== undefined}>
      <p class="countdown" classList={{ short: (left() ?? 0) <= lastMinute }}>
        <span class="spoken">{words().timeLeft}</span>
        <span role="timer">{(left() ?? 0) > 0 ? clockFace(left() ?? 0) : words().timeOver}</span>
      </p>
    </Show>
  );
}

/** "12:05", or "1:02:05". */
export function clockFace(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** Whole seconds, 0 once it is over; undefined when no timer runs or the server's time is not known yet. */
function secondsLeft() {
  const { board } = useBoard();
  const [left, setLeft] = createSignal<number>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tick = () => {
    clearTimeout(timer);
    const now = board.clock.now();
    const { timerEnd } = board.settings;
    if (timerEnd === 0 || now === undefined) {
      setLeft(undefined);
      return;
    }
    const ms = Math.max(0, timerEnd - now);
    setLeft(Math.ceil(ms / 1000));
    if (ms > 0 && document.visibilityState === "visible") timer = setTimeout(tick, ms % 1000 || 1000);
  };
  // Each word of the server's makes its clock better known here.
  createEffect(on([() => board.settings.timerEnd, () => board.status.serverTime], tick));
  document.addEventListener("visibilitychange", tick);
  onCleanup(() => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", tick);
  });

  createEffect(
    on(left, (now, before) => {
      if (now === undefined || before === undefined) return;
      if (now === 0 && before > 0) say(words().saidTimeOver);
      else if (now <= lastMinute && before === lastMinute + 1) say(words().saidLastMinute);
    }),
  );
  return left;
}
