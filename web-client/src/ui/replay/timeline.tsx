// The timeline: how much happened when, chapters, pauses, marks, and the slider that moves through it.
// SPDX-License-Identifier: MIT
import { createMemo, For, Show } from "solid-js";
import { placeLabels } from "../../replay/axis";
import { thinMarks } from "../../replay/chapters";
import { boxHeight, boxWidth, densityPaths, layers } from "../../replay/density";
import { spanWords } from "./clock_words";
import { Controls } from "./controls";
import { useReplay } from "./replay_view";
import { replayWords } from "./replay_words";
import { ShapeIcon } from "./shapes";

export const sliderId = "replay_slider";
/** Finer than a pixel on any screen. */
const steps = 10_000;
/** Between two texts of the slider while it plays. */
const textEveryMs = 4_000;
/** Marks that a line has room for. */
const slots = 48;

export function Timeline() {
  const { replaying, playing } = useReplay();
  return (
    <section class="timeline" aria-label={replayWords().timeline}>
      <div class="moment">
        <p class="moment_time">
          {replaying.position() === 0 ? replayWords().atStart : replaying.clock().exact(replaying.time())}
          <Show when={replaying.chapter()}>
            {(chapter) => (
              <span class="moment_phase">{replayWords().phase(chapter().number, chapter().title)}</span>
            )}
          </Show>
        </p>
        <p class="moment_said">
          <Show when={playing.pause() > 0} fallback={replaying.said()}>
            {replayWords().pause(spanWords(playing.pause()))}
          </Show>
        </p>
      </div>
      <div class="track">
        <Drawing />
        <Slider />
      </div>
      <Controls />
    </section>
  );
}

/** Behind the slider; what it shows is in the panels too. */
function Drawing() {
  const { replaying, playing } = useReplay();
  const { axis, chapters, clock, index } = replaying;
  const paths = createMemo(() => {
    const bins = index()?.bins;
    return bins === undefined ? [] : densityPaths(axis(), bins);
  });
  const marks = createMemo(() => thinMarks(index()?.marks ?? [], axis().xOf, slots));
  const chosen = () => {
    const { from, to } = playing.range();
    return from > 0 || to < axis().position ? [axis().xOf(from), axis().xOf(to)] : undefined;
  };
  return (
    <div class="drawing" aria-hidden="true">
      <div class="marks">
        <For each={marks()}>
          {(mark) => (
            <span class={`mark mark_${mark.what}`} style={{ left: percent(axis().xOf(mark.at)) }}>
              <ShapeIcon shape={mark.what} />
            </span>
          )}
        </For>
      </div>
      <div class="curve">
        <svg viewBox={`0 0 ${boxWidth} ${boxHeight}`} preserveAspectRatio="none" aria-hidden="true">
          <For each={paths()}>{(d, at) => <path data-kind={layers[at()]} d={d} />}</For>
        </svg>
        <For each={axis().notches}>
          {(notch) => (
            <span
              class="notch"
              style={{ left: percent(notch.x0), width: percent(notch.x1 - notch.x0) }}
              title={replayWords().pause(spanWords(notch.length))}
            />
          )}
        </For>
        <Show when={chosen()}>
          {(ends) => (
            <span
              class="chosen"
              style={{ left: percent(ends()[0] ?? 0), width: percent((ends()[1] ?? 1) - (ends()[0] ?? 0)) }}
            />
          )}
        </Show>
        <span class="past" style={{ width: percent(axis().xOf(replaying.position())) }} />
      </div>
      <div class="chapter_strip">
        <For each={chapters()}>
          {(chapter) => (
            <span
              classList={{ current: replaying.chapter() === chapter, none: chapter.number === 0 }}
              style={{
                left: percent(axis().xOf(chapter.from)),
                width: percent(axis().xOf(chapter.to) - axis().xOf(chapter.from)),
              }}
            >
              {chapter.title}
            </span>
          )}
        </For>
      </div>
      <div class="track_ends">
        <span>{axis().spans.length === 0 ? "" : clock().end(axis().timeOf(0))}</span>
        <PauseLabels />
        <span>{axis().spans.length === 0 ? "" : clock().end(axis().timeOf(axis().position))}</span>
      </div>
    </div>
  );
}

/** As many as have room, the longest first. */
function PauseLabels() {
  const { axis } = useReplay().replaying;
  const room = matchMedia("(width < 60rem)").matches ? 0.46 : 0.13;
  const labels = createMemo(() => placeLabels(axis().notches, room));
  return (
    <For each={labels()}>
      {({ notch, x }) => (
        <span class="notch_label" style={{ left: percent(x) }}>
          {replayWords().pause(spanWords(notch.length))}
        </span>
      )}
    </For>
  );
}

function Slider() {
  const { replaying, playing } = useReplay();
  const { axis, clock, position, seeker } = replaying;
  const text = () => {
    const chapter = replaying.chapter();
    const time = position() === 0 ? replayWords().atStart : clock().exact(replaying.time());
    const phase = chapter === undefined ? "" : replayWords().phase(chapter.number, chapter.title);
    return replayWords().sliderText(time, phase, replaying.said());
  };
  // While it plays, a sentence every now and then is enough.
  let textAt = 0;
  const calm = createMemo<string>((before) => {
    const now = text();
    if (before !== "" && playing.isPlaying() && performance.now() - textAt < textEveryMs) return before;
    textAt = performance.now();
    return now;
  }, "");
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keys(event);
    if (act === undefined) return;
    event.preventDefault();
    void act();
  };
  const keys = ({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): (() => Promise<void>) | undefined => {
    if (altKey || ctrlKey || metaKey) return undefined;
    switch (key) {
      case "ArrowRight":
      case "ArrowUp":
        return () => seeker.step(1);
      case "ArrowLeft":
      case "ArrowDown":
        return () => seeker.step(-1);
      case "PageUp":
        return () => seeker.leap(1);
      case "PageDown":
        return () => seeker.leap(-1);
      case "Home":
        return () => seeker.goTo(0);
      case "End":
        return () => seeker.goTo(Number.POSITIVE_INFINITY);
      case " ":
        return async () => playing.toggle();
      default:
        return undefined;
    }
  };
  return (
    <input
      ref={(input) => input.addEventListener("keydown", onKeyDown)}
      id={sliderId}
      class="slider"
      type="range"
      min="0"
      max={steps}
      step="1"
      aria-label={replayWords().slider}
      aria-valuetext={calm()}
      value={Math.round(axis().xOf(position()) * steps)}
      onInput={(event) => void seeker.goTo(axis().positionAt(Number(event.currentTarget.value) / steps))}
    />
  );
}

function percent(part: number): string {
  return `${(part * 100).toFixed(2)}%`;
}
