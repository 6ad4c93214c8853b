// SPDX-License-Identifier: MIT
import { describe, expect, it } from "vitest";
import { en } from "../src/i18n/en";
import { fr } from "../src/i18n/fr";
import { acts, type Phase, phaseAt, readShow, writeShow } from "../src/state/run_of_show";
import { usualVoting } from "../src/state/votes";
import { readKnownShow } from "../src/ui/facilitate/show_file";
import { rightsOf, sentenceOf, sightOf } from "../src/ui/phase_words";

const show = {
  title: "Une journée",
  phases: [
    {
      title: "Écrire",
      instruction: "Une idée par carte.",
      minutes: 15,
      may: ["fear" as const, "edit_own" as const],
      sees: "own" as const,
      anonymity: "nothing" as const,
      voting: usualVoting,
    },
    {
      title: "Voter",
      instruction: "",
      minutes: 0,
      may: ["vote" as const],
      sees: "all" as const,
      anonymity: "organisation" as const,
      voting: { form: "dots" as const, round: 2, dots: 3 },
    },
  ],
};

describe("run of show", () => {
  it("is read as it was written", () => {
    expect(readShow(writeShow(show))).toEqual(show);
  });

  it("is none where there is nothing to play by", () => {
    for (const text of ["", "{", "null", "7", "[]", "{}", '{"format":"atelier-run-of-show/1"}'])
      expect(readShow(text)).toBeUndefined();
    expect(readShow('{"format":"atelier-run-of-show/2","title":"T","phases":[{}]}')).toBeUndefined();
    expect(readShow('{"format":"atelier-run-of-show/1","title":"T","phases":[]}')).toBeUndefined();
  });

  it("of a newer server shows what this page knows of it; a file with unknown words is not taken", () => {
    const text = writeShow(show).replace('["vote"]', '["sing"]');
    expect(readShow(text)?.phases[1]?.may).toEqual([]);
    expect(readKnownShow(text)).toBeUndefined();
    expect(readKnownShow(writeShow(show))).toEqual(show);
    expect(readKnownShow(writeShow(show).replace('"own"', '"half"'))).toBeUndefined();
    expect(readKnownShow(writeShow(show).replace('"dots"', '"beans"'))).toBeUndefined();
    expect(readKnownShow("{")).toBeUndefined();
  });

  it("has no phase at 0, and its last one beyond the end, as on the server", () => {
    expect(phaseAt(show, 0)).toBeUndefined();
    expect(phaseAt(show, 1)?.title).toBe("Écrire");
    expect(phaseAt(show, 9)?.title).toBe("Voter");
    expect(phaseAt(undefined, 1)).toBeUndefined();
  });
});

describe("what a phase lets people do", () => {
  it("is its instruction, or said from its rights", () => {
    expect(sentenceOf(show.phases[0] as (typeof show.phases)[0], fr)).toBe("Une idée par carte.");
    expect(rightsOf(["fear", "need", "edit_own"], fr)).toBe(
      "Vous pouvez écrire des craintes et des besoins.",
    );
    expect(rightsOf(["edit_own"], fr)).toBe("Vous pouvez corriger vos cartes.");
    expect(rightsOf(["move", "link", "thread"], en)).toBe(
      "You can move cards, link cards, and weave threads.",
    );
    expect(rightsOf(["vote"], fr, { form: "dots", round: 1, dots: 3 })).toBe(
      "Vous pouvez poser 3 gommettes.",
    );
    expect(rightsOf([], fr)).toBe(fr.mayNothing);
  });

  it("says what stays secret", () => {
    const [writing, voting] = show.phases as [Phase, Phase];
    expect(sightOf(writing, fr)).toBe(fr.seesOwn);
    expect(sightOf(voting, fr)).toBe("");
    expect(sightOf({ ...voting, sees: "own" }, fr)).toBe(fr.votesOwn);
  });

  it("has words for every right", () => {
    for (const act of acts) expect(rightsOf([act], en), act).not.toBe(en.mayNothing);
  });
});
