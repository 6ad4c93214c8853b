// The buttons of the timeline: play, one gesture or one highlight on or back, how fast, and the panels.
// SPDX-License-Identifier: MIT
import { For, Show } from "solid-js";
import { say } from "../announcer";
import type { Panel } from "./panel_state";
import { type Speed, speeds } from "./playing";
import { useReplay } from "./replay_view";
import { replayWords } from "./replay_words";
import { type Shape, ShapeIcon } from "./shapes";

const panels = ["story", "moments", "range"] as const satisfies readonly Panel[];

export function Controls() {
  const { replaying, playing, panel, showPanel, closePanel } = useReplay();
  const { seeker } = replaying;
  const told = async (move: Promise<void>) => {
    await move;
    say(replaying.said());
  };
  return (
    <div class="replay_controls">
      <fieldset class="transport" aria-label={replayWords().controls}>
        <MoveButton shape="highlightBack" onPress={() => told(seeker.leap(-1))} />
        <MoveButton shape="gestureBack" onPress={() => told(seeker.step(-1))} />
        <button
          type="button"
          class="primary play"
          aria-label={playing.isPlaying() ? replayWords().stop : replayWords().play}
          onClick={playing.toggle}
        >
          <ShapeIcon shape={playing.isPlaying() ? "stop" : "play"} />
        </button>
        <MoveButton shape="gestureOn" onPress={() => told(seeker.step(1))} />
        <MoveButton shape="highlightOn" onPress={() => told(seeker.leap(1))} />
        <SpeedChoice />
      </fieldset>
      <div class="panel_buttons">
        <For each={panels}>
          {(name) => (
            <button
              type="button"
              aria-pressed={panel() === name}
              onClick={() => (panel() === name ? closePanel() : showPanel(name))}
            >
              {replayWords().panels[name]}
            </button>
          )}
        </For>
      </div>
    </div>
  );
}

function MoveButton(props: {
  shape: Shape & ("gestureOn" | "gestureBack" | "highlightOn" | "highlightBack");
  onPress: () => void;
}) {
  return (
    <button
      type="button"
      aria-label={replayWords()[props.shape]}
      title={replayWords()[props.shape]}
      onClick={() => props.onPress()}
    >
      <ShapeIcon shape={props.shape} />
    </button>
  );
}

function SpeedChoice() {
  const { playing, replaying } = useReplay();
  const read = (value: string): Speed =>
    speeds.find((speed) => String(speed) === value) ?? (value === "tour" ? "tour" : "highlights");
  const hasTour = () => replaying.index()?.marks.some(({ what }) => what === "bookmark") ?? false;
  return (
    <select
      class="speed"
      aria-label={replayWords().speed}
      value={String(playing.speed())}
      onChange={(event) => playing.setSpeed(read(event.currentTarget.value))}
    >
      <For each={speeds}>
        {(speed) => <option value={String(speed)}>{replayWords().speedTimes(speed)}</option>}
      </For>
      <option value="highlights">{replayWords().speedHighlights}</option>
      <Show when={hasTour()}>
        <option value="tour">{replayWords().speedTour}</option>
      </Show>
    </select>
  );
}
