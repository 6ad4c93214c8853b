// Takes out of the record for good who wrote what, and who voted what.
// SPDX-License-Identifier: MIT
import { createSignal, Show } from "solid-js";
import { words } from "../../i18n/language";
import { alertPerson, say } from "../announcer";
import { useBoard } from "../board_context";
import { facilitation } from "./facilitation_words";
import { SureButton } from "./sure_button";

export function RaiseButtons() {
  const { ask } = useBoard();
  const [round, setRound] = createSignal(0);
  const forget = (path: string, what: object, said: string) =>
    void ask("POST", path, what)
      .then(() => {
        setRound((before) => before + 1);
        say(said);
      })
      .catch(({ message }: Error) => alertPerson(message || words().deskFailed));
  const raise = (level: "kind" | "nothing") => forget("/authorship", { level }, facilitation().saidRaised);
  const act = (label: string, go: () => void) => (
    <SureButton label={label} name={label} question={facilitation().raiseSure} act={go} />
  );
  return (
    <details class="raise">
      <summary>{facilitation().forget}</summary>
      <h3>{facilitation().raise}</h3>
      <p class="hint">{facilitation().raiseWhy}</p>
      {/* Anew after each time, so that it asks again. */}
      <div class="raise_acts">
        <Show when={round() + 1} keyed>
          {act(facilitation().raiseToKind, () => raise("kind"))}
          {act(facilitation().raiseToNothing, () => raise("nothing"))}
        </Show>
      </div>
      <h3>{facilitation().ballots}</h3>
      <p class="hint">{facilitation().ballotsWhy}</p>
      <div class="raise_acts">
        <Show when={round() + 1} keyed>
          {act(facilitation().ballotsErase, () =>
            forget("/erasures", { ballots: true }, facilitation().saidBallots),
          )}
        </Show>
      </div>
    </details>
  );
}
