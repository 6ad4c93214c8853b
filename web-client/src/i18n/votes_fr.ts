// The words of voting, in French: fetched with the buttons.
// SPDX-License-Identifier: MIT

/** By value (state/votes.ts). */
type Choices = Readonly<Record<number, string>>;

export const votesFr = {
  voteOn: "Votre vote",
  voteChoices: {
    opinion: { 1: "Pour", 0: "Sans avis", [-1]: "Contre" } as Choices,
    scale: {
      2: "Tout à fait d’accord",
      1: "Plutôt d’accord",
      [-1]: "Plutôt pas d’accord",
      [-2]: "Pas du tout d’accord",
    } as Choices,
    carry: { 1: "Je peux porter" } as Choices,
  },
  dotMore: "Poser une gommette de plus",
  dotBack: "Reprendre une gommette",
};

export type VoteWords = typeof votesFr;
