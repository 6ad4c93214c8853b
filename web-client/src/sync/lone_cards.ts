// Cards that nothing ties to this person: none goes through the session. Each is sent by itself, without the device's number,
// under a key of its own that this device alone keeps and that changes it later (docs/rest.md). What does not get through waits.
// SPDX-License-Identifier: MIT
import { type Accessor, createSignal } from "solid-js";
import type { Kind } from "../core/types";
import { words } from "../i18n/language";
import type { JoinLink } from "../state/join_link";
import { addingOf } from "../state/run_of_show";
import { readText, write } from "../store/device";

/** What has not arrived; "" = nothing. */
export type Due = "" | "add" | "reword" | "remove";

export interface LoneCard {
  /** 32 random bytes in hexadecimal. */
  key: string;
  kind: Kind;
  text: string;
  label: string;
  /** Its id on the board; "" = not known yet. */
  item: string;
  due: Due;
  /** Why the server did not take what is due, in its words; "" = it was not refused. */
  problem: string;
}

export interface LoneCards {
  /** Of this device, on this board. */
  cards: Accessor<readonly LoneCard[]>;
  add(kind: Kind, text: string, label: string): void;
  reword(key: string, text: string): void;
  remove(key: string): void;
  /** Sends what waits. */
  send(): void;
}

const methods = { "": "", add: "POST", reword: "PATCH", remove: "DELETE" };
const retryMs = 5_000;

/** What is left to do once what was sent has arrived. */
function dueAfter(sent: LoneCard, now: LoneCard): Due {
  if (now.due === "remove") return "remove";
  return now.text === sent.text ? "" : "reword";
}

export function openLoneCards({ board, token }: JoinLink): LoneCards {
  const place = `atelier.alone.${board}`;
  // Other tabs write there too.
  const read = (): LoneCard[] => JSON.parse(readText(place) || "[]") as LoneCard[];
  const [cards, setCards] = createSignal<readonly LoneCard[]>(read());
  const keep = (next: LoneCard[]) => {
    write(place, next.length > 0 ? JSON.stringify(next) : "");
    setCards(next);
  };
  const change = (key: string, part: (card: LoneCard) => Partial<LoneCard> | null) =>
    keep(
      read().flatMap((card) => {
        const changed = card.key === key ? part(card) : {};
        return changed === null ? [] : [{ ...card, ...changed }];
      }),
    );

  const ask = async ({ key, kind, text, label, due }: LoneCard) => {
    const answer = await fetch(`/api/v1/boards/${board}/anonymous-cards`, {
      method: methods[due],
      credentials: "omit",
      headers: {
        Authorization: `Bearer ${token}`,
        "Accept-Language": words().language,
        "Atelier-Edit-Key": key,
      },
      ...(due !== "remove" && { body: JSON.stringify({ kind: addingOf[kind], text, label }) }),
    }).catch(() => null);
    const said = ((await answer?.json().catch(() => null)) ?? {}) as Record<string, string | undefined>;
    return { status: answer?.status ?? 0, said };
  };
  /** False when nothing gets through for now. */
  const sendOne = async (sent: LoneCard): Promise<boolean> => {
    const { status, said } = await ask(sent);
    if (status === 0 || status === 429 || status >= 500) return false;
    const isTaken = status < 300;
    change(sent.key, (card) => {
      if (sent.due === "remove" && (isTaken || status === 404)) return null;
      if (isTaken) return { item: said.item ?? card.item, due: dueAfter(sent, card) };
      // The phase that is on by now hides more.
      if (said.reason === "tells_too_much" && card.label !== "") return { label: "" };
      return { problem: said.title ?? words().deskFailed };
    });
    return true;
  };
  let isSending = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const send = async () => {
    clearTimeout(timer);
    if (isSending) return;
    isSending = true;
    const next = () => cards().find(({ due, problem }) => due !== "" && problem === "");
    let gets = true;
    for (let card = next(); gets && card !== undefined; card = next()) gets = await sendOne(card);
    isSending = false;
    if (!gets) timer = setTimeout(send, retryMs);
  };

  return {
    cards,
    send: () => void send(),
    add: (kind, text, label) => {
      const key = [...crypto.getRandomValues(new Uint8Array(32))]
        .map((byte) => byte.toString(16).padStart(2, "0"))
        .join("");
      keep([...read(), { key, kind, text, label, item: "", due: "add", problem: "" }]);
      void send();
    },
    reword: (key, text) => {
      change(key, ({ item }) => ({ text, due: item === "" ? "add" : "reword", problem: "" }));
      void send();
    },
    remove: (key) => {
      change(key, () => ({ due: "remove", problem: "" }));
      void send();
    },
  };
}
