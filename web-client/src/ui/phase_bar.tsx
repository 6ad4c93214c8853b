// What the room is doing now: the phase, what one can do in it, the time left, and for facilitators the remote that leads on.
// SPDX-License-Identifier: MIT
import { createEffect, on, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { words } from "../i18n/language";
import type { Phase } from "../state/run_of_show";
import { say } from "./announcer";
import { useBoard } from "./board_context";
import { Countdown } from "./countdown";
import { fetchWhen } from "./fetch_when";
import { sentenceOf, sightOf } from "./phase_words";

export function PhaseBar() {
  const { board, stage } = useBoard();
  // Participants never fetch it. Without network it comes with the next connection.
  const remote = fetchWhen(
    () => stage.isFacilitator() && board.status.link === "live",
    () => import("./facilitate/remote").then(({ Remote }) => Remote),
  );
  const { isLocked } = stage;
  const isNeeded = () =>
    stage.phase() !== undefined || isLocked() || board.settings.timerEnd > 0 || stage.isFacilitator();

  // What one finds on arrival is no news.
  const isHere = () => board.status.link === "live";
  createEffect(
    on([stage.phase, isHere], ([phase], before) => {
      if (phase !== undefined && before?.[1] && before[0]?.title !== phase.title) say(saidPhase(phase));
    }),
  );
  createEffect(
    on([isLocked, isHere], ([locked], before) => {
      if (before?.[1] && before[0] !== locked) say(locked ? words().saidLocked : words().saidUnlocked);
    }),
  );

  return (
    <Show when={isNeeded()}>
      <section class="phase_bar" aria-label={words().runOfShow}>
        <Show when={stage.phase()}>{(phase) => <PhaseNow phase={phase()} />}</Show>
        <Show when={isLocked()}>
          <p class="phase_lock">{words().boardLocked}</p>
        </Show>
        <Countdown />
        <Dynamic component={remote()} />
      </section>
    </Show>
  );
}

function PhaseNow(props: { phase: Phase }) {
  const { dotsLeft, stage } = useBoard();
  return (
    <div class="phase_now">
      <p class="phase_step">{words().phaseStep(stage.number(), stage.show()?.phases.length ?? 0)}</p>
      <h2>{props.phase.title}</h2>
      <p>
        {sentenceOf(props.phase, words())} {sightOf(props.phase, words())}
      </p>
      <Show when={props.phase.may.includes("vote") && stage.isVoteOver()}>
        <p class="phase_lock">{words().voteOver}</p>
      </Show>
      <Show
        when={stage.may("vote") && props.phase.may.includes("vote") && props.phase.voting.form === "dots"}
      >
        <p class="dots_left">{words().dotsLeft(dotsLeft())}</p>
      </Show>
    </div>
  );
}

function saidPhase(phase: Phase): string {
  return words().saidPhase(phase.title, sentenceOf(phase, words()));
}
