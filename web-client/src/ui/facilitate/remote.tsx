// The facilitator's remote: on, back, the time, the lock. Made for a thumb: the way on is the widest button.
// SPDX-License-Identifier: MIT
import { type Component, createMemo, createSignal, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { words } from "../../i18n/language";
import { createFocus, createLedStop, nextFocus } from "../../state/focus";
import { alertPerson, say } from "../announcer";
import { useBoard } from "../board_context";
import { ScreenButton } from "../screen_button";
import { shorten } from "../shorten";
import { ApprovalList } from "./approval_list";
import { BookmarkNow } from "./bookmark_now";
import { useConducting } from "./conducting";
import { readCrowd } from "./crowd";
import { CrowdPanel } from "./crowd_panel";
import "./facilitate.css";
import { facilitation } from "./facilitation_words";
import { InviteDialog } from "./invite_dialog";
import { RaiseButtons } from "./raise_buttons";
import { RevealButtons } from "./reveal_buttons";
import { RevealTables } from "./reveal_tables";
import { ShowDialog } from "./show_dialog";

const moreMinutes = 2;

export function Remote() {
  const { stage } = useBoard();
  const { goTo, lock } = useConducting();
  const [open, setOpen] = createSignal(false);
  const [inviting, setInviting] = createSignal(false);
  const phases = () => stage.show()?.phases ?? [];
  const next = () => phases()[stage.number()];
  return (
    <fieldset class="remote" aria-label={facilitation().remote}>
      <Show when={next()}>
        {(phase) => (
          <button type="button" class="primary" onClick={() => goTo(stage.number() + 1)}>
            {stage.number() === 0 ? facilitation().start(phase().title) : facilitation().next(phase().title)}
          </button>
        )}
      </Show>
      <Show when={stage.number() > 0}>
        <button type="button" onClick={() => goTo(stage.number() - 1)}>
          <span aria-hidden="true">←</span>{" "}
          {stage.number() === 1 ? facilitation().end : facilitation().previous}
        </button>
      </Show>
      <TimerButtons />
      <RevealButtons />
      <button type="button" onClick={() => lock(!stage.isLocked())}>
        {stage.isLocked() ? facilitation().unlock : facilitation().lock}
      </button>
      <button type="button" onClick={() => setOpen(true)}>
        {facilitation().program}
      </button>
      <button type="button" onClick={() => setInviting(true)}>
        {facilitation().invite}
      </button>
      <TablesButton />
      <BookmarkNow />
      <Approvals />
      <OnScreen />
      <div class="remote_rest">
        <CrowdPanel />
        <RaiseButtons />
      </div>
      <Show when={inviting()}>
        <InviteDialog onClose={() => setInviting(false)} />
      </Show>
      <Show when={open()}>
        <ShowDialog onClose={() => setOpen(false)} />
      </Show>
    </fieldset>
  );
}

/** On a shared board: a table has none of its own. */
function TablesButton() {
  const { attendance } = useBoard();
  const [dialog, setDialog] = createSignal<Component<{ onClose: () => void }>>();
  const open = () => {
    import("../tables/tables_dialog")
      .then(({ TablesDialog }) => setDialog(() => TablesDialog))
      .catch(() => alertPerson(words().loadFailed));
  };
  let button: HTMLButtonElement | undefined;
  const close = () => {
    setDialog(undefined);
    button?.focus();
  };
  return (
    <Show when={!attendance.heard().isTable}>
      <button ref={button} type="button" onClick={open}>
        {facilitation().makeTables}
      </button>
      <Show when={dialog()}>{(shown) => <Dynamic component={shown()} onClose={close} />}</Show>
    </Show>
  );
}

/** What others do not see: shown table by table, or let through one by one. */
function Approvals() {
  const { attendance } = useBoard();
  const hidden = createMemo(() => {
    const { crowd } = attendance.heard();
    return crowd === null ? [] : readCrowd(crowd).hidden;
  });
  return (
    <>
      <RevealTables hidden={hidden()} />
      <ApprovalList hidden={hidden()} />
    </>
  );
}

/** What the projector shows large. */
function OnScreen() {
  const { board, conduct } = useBoard();
  const focus = createFocus(board);
  const led = createLedStop(board);
  const endTour = () => conduct(0, "focus", nextFocus(board)) && say(words().saidOffScreen);
  return (
    <>
      <Show when={led()}>
        <p class="on_screen">
          <span>{facilitation().tourOnScreen}</span>{" "}
          <button type="button" onClick={endTour}>
            {facilitation().backToNow}
          </button>
        </p>
      </Show>
      <Show when={board.item(focus())}>
        {(item) => (
          <p class="on_screen">
            <span>{facilitation().onScreen(shorten(item().text))}</span> <ScreenButton item={item().h} />
          </p>
        )}
      </Show>
    </>
  );
}

function TimerButtons() {
  const { board, stage } = useBoard();
  const { startTimer, addMinutes, stopTimer } = useConducting();
  const planned = () => stage.phase()?.minutes || 5;
  const runs = () => board.settings.timerEnd > 0;
  return (
    <>
      <Show when={!runs()}>
        <button type="button" onClick={() => startTimer(planned())}>
          {facilitation().startTimer(planned())}
        </button>
      </Show>
      <Show when={runs()}>
        <button type="button" onClick={() => addMinutes(moreMinutes)}>
          {facilitation().addMinutes(moreMinutes)}
        </button>
        <button type="button" onClick={stopTimer}>
          {facilitation().stopTimer}
        </button>
      </Show>
    </>
  );
}
