// SPDX-License-Identifier: MIT
import { describe, expect, it } from "vitest";
import {
  dotsOn,
  formOf,
  ownVote,
  peopleOf,
  pollOf,
  readRoomVotes,
  readTallies,
  roundOf,
  voteForms,
} from "../src/state/votes";
import { tallyOf } from "../src/ui/vote_words";
import { card, opinions } from "./support/tape";

describe("votes", () => {
  it("are numbered by form and round, as on the server", () => {
    expect(voteForms.map((form) => pollOf({ form, round: 1, dots: 5 }))).toEqual([0, 1, 2, 3]);
    expect(pollOf({ form: "dots", round: 3, dots: 5 })).toBe(9);
    expect([formOf(9), roundOf(9), roundOf(3)]).toEqual(["dots", 3, 1]);
  });

  it("of one's own are found by poll; dots count on cards that stand", () => {
    const voted = card(1, "bus", { votes: [0, -1, 1, 3] });
    expect([0, 1, 2].map((poll) => ownVote(voted, poll))).toEqual([-1, 3, null]);
    const gone = card(2, "train", { votes: [1, 2], removed: true });
    const folded = card(3, "tram", { votes: [1, 2], folded: [1] });
    expect(dotsOn([voted, gone, folded, card(4, "vélo", { votes: [1, 1] })], 1)).toBe(4);
  });

  it("that cannot be read are none", () => {
    expect([readTallies(undefined), readTallies("{"), readRoomVotes("[")]).toEqual([[], [], []]);
  });

  it("are said in words, the room's apart from those of devices [G10]", () => {
    const all = [
      { poll: 0, counts: [1, 0, 3], disagree: true },
      { poll: 1, counts: [12, 5] },
      { poll: 6, counts: [1, 0, 4, 9] },
      { poll: 3, counts: [1] },
    ];
    expect(tallyOf({ tally: JSON.stringify(all), roomVotes: '{"0":[2,0,11]}' })).toBe(
      "3\u00a0pour, 1\u00a0contre, désaccord · 12\u00a0gommettes de 5\u00a0personnes · " +
        "d’accord\u00a0: tout à fait 9, plutôt 4, plutôt pas 0, pas du tout 1 (tour 2) · " +
        "1\u00a0personne peut porter · salle\u00a0: 11\u00a0pour, 2\u00a0contre",
    );
    expect(tallyOf({})).toBe("");
    expect(all.map(peopleOf)).toEqual([4, 5, 14, 1]);
    expect(tallyOf({ tally: opinions(2, 0, 1) })).toBe("2\u00a0pour, 0\u00a0contre, 1\u00a0sans avis");
  });
});
