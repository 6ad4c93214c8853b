// The words of voting, in English.
// SPDX-License-Identifier: MIT
import type { VoteWords } from "./votes_fr";

export const votesEn: VoteWords = {
  voteOn: "Your vote",
  voteChoices: {
    opinion: { 1: "For", 0: "No opinion", [-1]: "Against" },
    scale: { 2: "Fully agree", 1: "Rather agree", [-1]: "Rather disagree", [-2]: "Fully disagree" },
    carry: { 1: "I can carry this" },
  },
  dotMore: "Put down one more dot",
  dotBack: "Take a dot back",
};
