// The form of "I have a code": who was here on another phone goes on as the same person, with its cards, votes and rights.
// SPDX-License-Identifier: MIT
import { createSignal, Show } from "solid-js";
import { words } from "../i18n/language";
import { rememberCode } from "../store/code";
import { rememberIdentity } from "../store/identity";
import { openKeeper } from "../store/keeper";
import type { OtherPlace } from "../store/other_lives";
import { savedLife } from "../store/saved_life";
import { type AskDesk, addressOf } from "../sync/board_desk";

/** As the server gives it (docs/rest.md). */
interface Place extends Omit<OtherPlace, "board"> {
  token: string;
  organisation: string;
}

interface Asker {
  ask: AskDesk;
  board: string;
}

export function RecoverForm(props: Asker) {
  const [problem, setProblem] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  let code: HTMLInputElement | undefined;
  const submit = async (event: Event) => {
    event.preventDefault();
    const typed = code?.value.trim() ?? "";
    if (busy() || typed === "") return;
    setBusy(true);
    try {
      const place = (await props.ask("POST", "/recover", { code: typed })) as Place;
      await goOnAs(props, place, typed);
    } catch (error) {
      setBusy(false);
      setProblem(problemOf(error as Error));
      code?.focus();
    }
  };
  return (
    <form class="join_form" onSubmit={submit}>
      <label for="join_code">{words().yourCode}</label>
      <input
        ref={code}
        id="join_code"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        placeholder="pomme-cerf-nuage-42"
        aria-invalid={problem() !== ""}
        aria-describedby="join_code_problem"
      />
      <Show when={problem() !== ""}>
        <p id="join_code_problem" role="alert" class="form_problem">
          {problem()}
        </p>
      </Show>
      <button type="submit">{words().goOn}</button>
    </form>
  );
}

/** What waited on this device for somebody else is set aside. The page that opens next takes up this life, here and at the tables:
 * the code is for all of them. */
async function goOnAs({ ask, board }: Asker, place: Place, code: string): Promise<void> {
  const { actor, key, voter } = place;
  const identity = { name: "", organisation: place.organisation };
  const keeper = await openKeeper(board);
  if (!keeper.durable) throw new Error(words().notKeptHere);
  const { places } = (await ask("POST", "/places", { actor, key })) as { places: OtherPlace[] };
  // Fetched here, so that nobody has to fetch its name with the page.
  const { takeOver } = await import("../store/other_lives");
  await takeOver(places);
  if (keeper.saved !== null) await keeper.setAside();
  await keeper.put(savedLife(actor, key, voter), 0);
  for (const one of [...places.map((other) => other.board), board]) {
    rememberIdentity(one, identity);
    rememberCode(one, code);
  }
  history.replaceState(null, "", addressOf(board, place.token, location.pathname + location.search));
  location.reload();
}

function problemOf({ message, cause }: Error): string {
  if (cause === 404) return words().noSuchCode;
  return message || words().deskFailed;
}
