// "Make tables": how many, and what they are called.
// SPDX-License-Identifier: MIT
import { createSignal, Index, Show } from "solid-js";
import { alertPerson, say } from "../announcer";
import { useBoard } from "../board_context";
import { type BoardName, makeTables, type TablesHere } from "./tables_of";
import { tablesWords } from "./tables_words";

/** Of one shared board, as on the server (limits.h). */
const tablesMax = 30;
/** UTF-16 units: within 256 bytes in most scripts. */
const titleMax = 80;
const usual = 4;

export function MakeForm(props: { tables: readonly BoardName[]; onMade: (here: TablesHere) => void }) {
  const context = useBoard();
  const room = () => tablesMax - props.tables.length;
  const [names, setNames] = createSignal(fill([], props.tables, Math.min(usual, room())));
  const [problem, setProblem] = createSignal("");
  const [isMaking, setMaking] = createSignal(false);
  const resize = (count: number) =>
    setNames(fill(names(), props.tables, Math.min(Math.max(Math.round(count) || 1, 1), room())));
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isMaking()) return;
    const titles = names().map((name) => name.trim());
    const all = [...titles, ...props.tables.map(({ title }) => title)];
    setProblem(new Set(all).size < all.length ? tablesWords().twice : "");
    if (problem() !== "") {
      alertPerson(problem());
      return;
    }
    setMaking(true);
    try {
      const here = await makeTables(context, titles);
      props.onMade(here);
      say(tablesWords().made(titles.length));
      setNames(fill([], here.tables, Math.min(1, room())));
    } catch (error) {
      setProblem((error instanceof Error && error.message) || tablesWords().makeFailed);
      alertPerson(problem());
    }
    setMaking(false);
  };
  return (
    <Show when={room() > 0}>
      <form class="make_tables" onSubmit={submit}>
        <h3>{tablesWords().makeTitle}</h3>
        <p class="hint">{tablesWords().makeHint}</p>
        <label class="table_count">
          {tablesWords().count}
          <input
            type="number"
            min="1"
            max={room()}
            value={names().length}
            onChange={(event) => resize(Number(event.currentTarget.value))}
          />
        </label>
        <div class="table_names">
          <Index each={names()}>
            {(name, index) => (
              <input
                aria-label={tablesWords().nameOf(props.tables.length + index + 1)}
                required
                maxlength={titleMax}
                value={name()}
                onInput={(event) =>
                  setNames(names().map((other, at) => (at === index ? event.currentTarget.value : other)))
                }
              />
            )}
          </Index>
        </div>
        <Show when={problem() !== ""}>
          <p class="form_problem">{problem()}</p>
        </Show>
        <button type="submit" class="primary" disabled={isMaking()}>
          {tablesWords().make(names().length)}
        </button>
      </form>
    </Show>
  );
}

/** The names there are, and behind them numbers that no table has yet. */
function fill(names: readonly string[], tables: readonly BoardName[], count: number): string[] {
  const filled = names.slice(0, count);
  const taken = new Set([...filled, ...tables.map(({ title }) => title)]);
  for (let number = 1; filled.length < count; ++number) {
    const name = tablesWords().name(number);
    if (!taken.has(name)) filled.push(name);
  }
  return filled;
}
