// Takes from all cards what they say of their authors, for good.
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
  const raise = (level: "kind" | "nothing") =>
    ask("POST", "/authorship", { level })
      .then(() => {
        setRound((before) => before + 1);
        say(facilitation().saidRaised);
      })
      .catch(({ message }: Error) => alertPerson(message || words().deskFailed));
  return (
    <details class="raise">
      <summary>{facilitation().raise}</summary>
      <p class="hint">{facilitation().raiseWhy}</p>
      {/* Anew after each time, so that it asks again. */}
      <div class="raise_acts">
        <Show when={round() + 1} keyed>
          <SureButton
            label={facilitation().raiseToKind}
            name={facilitation().raiseToKind}
            question={facilitation().raiseSure}
            act={() => void raise("kind")}
          />
          <SureButton
            label={facilitation().raiseToNothing}
            name={facilitation().raiseToNothing}
            question={facilitation().raiseSure}
            act={() => void raise("nothing")}
          />
        </Show>
      </div>
    </details>
  );
}
