// What a phase lets people do, as one sentence.
// SPDX-License-Identifier: MIT
import { type Kind, kinds } from "../core/types";
import type { Dictionary } from "../i18n/dictionary";
import { type Act, addingOf, type Phase } from "../state/run_of_show";
import { usualVoting, type Voting } from "../state/votes";

/** The phase's own instruction, or what follows from its rights. */
export function sentenceOf(phase: Phase, words: Dictionary): string {
  return phase.instruction || rightsOf(phase.may, words, phase.voting);
}

/** What of others' work one does not see in it; "" = nothing. */
export function sightOf(phase: Phase, words: Dictionary): string {
  if (phase.sees === "all") return "";
  if (phase.sees === "approved") return words.seesApproved;
  return kinds.some((kind) => phase.may.includes(addingOf[kind])) ? words.seesOwn : words.votesOwn;
}

export function rightsOf(may: readonly Act[], words: Dictionary, voting: Voting = usualVoting): string {
  const added = kinds.filter((kind: Kind) => may.includes(addingOf[kind]));
  const adding =
    added.length === 0
      ? []
      : [
          words.mayAdd(
            listed(
              added.map((kind) => words.someOf[kind]),
              words,
            ),
          ),
        ];
  const doing = may.flatMap((act) =>
    act === "vote"
      ? [words.mayVote[voting.form](voting.dots)]
      : act in words.mayDo
        ? [words.mayDo[act as keyof Dictionary["mayDo"]]]
        : [],
  );
  // Whoever writes expects to be able to correct it.
  const rest = added.length > 0 ? doing.filter((what) => what !== words.mayDo.edit_own) : doing;
  const all = [...adding, ...rest];
  return all.length === 0 ? words.mayNothing : words.youMay(listed(all, words));
}

function listed(parts: readonly string[], words: Dictionary): string {
  return new Intl.ListFormat(words.language, { type: "conjunction" }).format(parts);
}
