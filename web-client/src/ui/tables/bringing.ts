// Bringing cards and threads of a table to the shared board: what of them is there already, and the changes that bring the rest, as
// one gesture. What is brought is a copy that says where it came from; the original stays where it is.
// SPDX-License-Identifier: MIT
import type { Core, Handle, Item, Kind, Outcome, Verb } from "../../core/types";
import { labelWithin } from "../../state/anonymity";
import { readOrigin, writeOrigin } from "../../state/origin";
import type { Anonymity } from "../../state/run_of_show";
import type { Stage } from "../../state/stage";

/** As the server answers (docs/rest.md): `kind` and `verb` are words there. */
export interface TableCards {
  board: string;
  title: string;
  cards: TableCard[];
  threads: { id: string; text: string; cards: string[] }[];
}

export interface TableCard {
  id: string;
  kind: string;
  text: string;
  organisation: string;
  links: { to: string; verb: string }[];
}

/** Ids at the table. */
export interface Chosen {
  cards: ReadonlySet<string>;
  threads: ReadonlySet<string>;
}

const kindWords = ["", "fear", "barrier", "need", "story", "solution"];
const verbWords = ["", "answers", "blocks", "causes", "illustrates", "contradicts", "completes"];

export function kindOf(card: TableCard): Kind {
  return kindWords.indexOf(card.kind) as Kind;
}

/** What was brought from that table and is still here, by its id there. */
export function broughtFrom(items: ReadonlyMap<Handle, Item>, board: string): Map<string, Handle> {
  const brought = new Map<string, Handle>();
  for (const item of items.values()) {
    const origin = item.removed ? undefined : readOrigin(item.origin);
    if (origin?.board === board) brought.set(origin.item, item.h);
  }
  return brought;
}

/**
 * Whoever may write a card of that kind here may bring one: it is theirs to answer for, as what they write is. Where a phase
 * hides who writes, what a session signs says too much: then facilitators bring.
 */
export function mayBring(stage: Stage, kind: Kind): boolean {
  return stage.mayAdd(kind) && (stage.isFacilitator() || !stage.hidesAuthor(kind));
}

type Change = (core: Core) => Outcome;

/**
 * Cards in their order, then threads with those of their cards that come too, then the links between them. A thread that was
 * brought before takes the cards in; `brought` is broughtFrom() that table. A card says no more of its author than the phase
 * that is on here lets one say.
 */
export function bringChanges(
  from: TableCards,
  chosen: Chosen,
  brought: ReadonlyMap<string, Handle>,
  { mayLink, anonymity }: { mayLink: boolean; anonymity: Anonymity },
): Change[] {
  const { board, title } = from;
  const made = new Map<string, Handle>();
  const keepOrigin = (core: Core, handle: Handle, item: string): Outcome =>
    core.set(handle, "origin", 0, writeOrigin({ board, item, title }));
  const cards = from.cards.filter(({ id }) => chosen.cards.has(id));
  const bringCard =
    (card: TableCard): Change =>
    (core) => {
      const handle = core.addCard(kindOf(card), card.text, labelWithin(anonymity, card.organisation));
      if (handle < 0) return handle;
      made.set(card.id, handle);
      return keepOrigin(core, handle, card.id);
    };
  const bringThread =
    ({ id, text }: TableCards["threads"][number]): Change =>
    (core) => {
      const there = brought.get(id);
      const thread = there ?? core.addThread(text);
      if (thread < 0) return thread;
      made.set(id, thread);
      return there === undefined ? keepOrigin(core, thread, id) : 0;
    };
  // Handles are known once the gesture is under way: 0 names nothing, and is refused.
  const handleOf = (id: string) => made.get(id) ?? 0;
  const joins = from.threads
    .filter(({ id }) => chosen.threads.has(id))
    .flatMap((thread) => [
      bringThread(thread),
      ...thread.cards
        .filter((card) => chosen.cards.has(card))
        .map(
          (card): Change =>
            (core) =>
              core.joinThread(handleOf(thread.id), handleOf(card)),
        ),
    ]);
  const links = (mayLink ? cards : []).flatMap((card) =>
    card.links
      .filter(({ to }) => chosen.cards.has(to))
      .map(
        ({ to, verb }): Change =>
          (core) =>
            core.addLink(handleOf(card.id), handleOf(to), verbWords.indexOf(verb) as Verb),
      ),
  );
  return [...cards.map(bringCard), ...joins, ...links];
}
