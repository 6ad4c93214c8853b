// What became of this device's cards without an author (rule W38): of those that everybody sees the board says it; the others are
// asked for one by one, each under its own key, so that nothing that is sent says that they are of one device.
// SPDX-License-Identifier: MIT
import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";
import { words } from "../../i18n/language";
import { loneEn } from "../../i18n/lone_en";
import { loneFr } from "../../i18n/lone_fr";
import type { LoneCard } from "../../sync/lone_cards";
import type { BoardContext } from "../board_context";
import { shorten } from "../shorten";

export interface Fate {
  /** Others do not see it yet. */
  hidden: boolean;
  /** Refused, or put aside. */
  parked: boolean;
  removed: boolean;
  /** What facilitators ask, or why; "" = nothing. */
  note: string;
}

const askEveryMs = 15_000;

/** Undefined while nothing is known. Asks only while somebody can see the page. `say` is told of new notes. REQUIRES: an owner. */
export function createFates(
  { board, boardId, link }: Pick<BoardContext, "board" | "boardId" | "link">,
  cards: Accessor<readonly LoneCard[]>,
  say: (text: string) => void,
): (card: LoneCard) => Fate | undefined {
  const [told, setTold] = createSignal<ReadonlyMap<string, Fate>>(new Map());
  const seen = ({ item }: LoneCard) => {
    board.changeCount();
    const found = item === "" ? undefined : [...board.all().values()].find(({ id }) => id === item);
    return found?.item === "card" ? found : undefined;
  };
  const fate = (card: LoneCard): Fate | undefined => {
    const shown = seen(card);
    if (shown === undefined) return told().get(card.key);
    const { parked = 0, removed, note = "" } = shown;
    return { hidden: false, parked: parked !== 0, removed, note };
  };

  const askOne = async ({ key }: LoneCard) => {
    const answer = await fetch(`/api/v1/boards/${boardId}/anonymous-cards`, {
      credentials: "omit",
      headers: {
        Authorization: `Bearer ${link?.token}`,
        "Accept-Language": words().language,
        "Atelier-Edit-Key": key,
      },
    }).catch(() => null);
    if (answer?.status !== 200) return;
    const said = (await answer.json().catch(() => null)) as Fate | null;
    if (said !== null) setTold((before) => new Map(before).set(key, said));
  };
  let isAsking = false;
  const ask = async () => {
    if (isAsking || document.hidden || board.status.link !== "live") return;
    isAsking = true;
    for (const card of cards()) if (card.item !== "" && seen(card) === undefined) await askOne(card);
    isAsking = false;
  };
  // At once when there is a new one, and when the room goes on.
  const known = () => cards().filter(({ item }) => item !== "").length;
  createEffect(on([known, () => board.status.link, () => board.settings.phase], () => void ask()));
  const timer = setInterval(ask, askEveryMs);
  document.addEventListener("visibilitychange", ask);
  onCleanup(() => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", ask);
  });

  const noted = new Map<string, string>();
  createEffect(() => {
    for (const card of cards()) {
      const note = fate(card)?.note ?? "";
      if (note !== "" && note !== noted.get(card.key)) {
        say((words().language === "fr" ? loneFr : loneEn).saidNote(shorten(card.text)));
      }
      noted.set(card.key, note);
    }
  });
  return fate;
}
