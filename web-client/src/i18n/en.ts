// The words on screen, in English. Its type is the French dictionary's: a missing key does not compile.
// SPDX-License-Identifier: MIT
import type { Dictionary } from "./dictionary";
import { tiesEn } from "./ties_en";

const few = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

export const en: Dictionary = {
  language: "en",
  ties: tiesEn,
  otherLanguage: "Français",
  appName: "Atelier",
  skipToBoard: "Skip to the cards",

  noLinkTitle: "You come in by a link",
  noLinkIntro: "Each workshop has its own. There is no account to make and no password to remember.",
  noLinkSteps: [
    "Scan the QR code shown in the room with your phone’s camera,",
    "or tap the link you were sent by e-mail or message,",
    "or paste that link into your browser’s address bar.",
  ],
  noLinkHelp: "No link? Ask the person who runs the workshop.",
  brokenLink: "This link is not whole: it was probably cut while being copied. Take all of it.",

  joinTitle: "Welcome to the workshop",
  joinIntro: "Two optional questions, and you are in.",
  yourName: "Your first name",
  yourOrganisation: "Your organisation",
  optional: "optional",
  organisationHint: "Town hall, company…",
  joinPromise: "Your organisation is written on your cards. Your first name is not.",
  join: "Join",

  loading: "Opening the board…",
  loadFailed: "The board could not be opened. Check the network, then try again.",
  retry: "Try again",

  kinds: {
    1: { one: "Fear", many: "Fears", add: "Add a fear" },
    2: { one: "Barrier", many: "Barriers", add: "Add a barrier" },
    3: { one: "Need", many: "Needs", add: "Add a need" },
    4: { one: "Story", many: "Stories", add: "Add a story" },
    5: { one: "Solution", many: "Solutions", add: "Add a solution" },
  },
  verbs: {
    1: "answers",
    2: "blocks",
    3: "causes",
    4: "illustrates",
    5: "contradicts",
    6: "completes",
  },
  roles: {
    0: "",
    1: "",
    2: "Facilitator",
    3: "Screen: read only",
    4: "Observer: read only",
  },
  marks: { 0: "on this device", 1: "sent", 2: "kept" },

  undo: { undo: "Undo", redo: "Redo" },
  undoTitle: {
    undo: "Undo what I just did (Ctrl+Z)",
    redo: "Redo what I just undid (Ctrl+Shift+Z)",
  },
  undone: { undo: "Undone: ", redo: "Redone: " },
  nothingToUndo: { undo: "Nothing to undo.", redo: "Nothing to redo." },
  undoneWhat: {
    text: "text",
    place: "place or column",
    label: "title or organisation",
    link: "link",
    thread: "thread",
    vote: "your vote",
  },
  undoneOf: (what, card) => `${what}, card “${card}”.`,
  undoneRemoved: (card) => `the card “${card}” is removed.`,
  undoneApart: (card) => `the card “${card}” is undone, its originals are back.`,
  undoneShown: (card, column) => `the card “${card}” is in ${column}.`,

  runOfShow: "Run of show",
  phaseStep: (number, count) => `Step ${number} of ${count}`,
  youMay: (what) => `You can ${what}.`,
  mayNothing: "Time to read and talk: nothing to write for now.",
  mayAdd: (kinds) => `write ${kinds}`,
  someOf: { 1: "fears", 2: "barriers", 3: "needs", 4: "stories", 5: "solutions" },
  mayDo: {
    edit_own: "correct your cards",
    edit_others: "correct any card",
    move: "move cards",
    link: "link cards",
    thread: "weave threads",
    vote: "vote",
  },
  seesOwn: "Everybody sees only their own cards, until the reveal.",
  votesOwn: "Votes stay secret until the reveal.",
  silhouettes: (count) =>
    few(count, "card of somebody else, hidden for now", "cards of others, hidden for now"),
  showCard: "Show to all",
  rollCall: "The facilitators ask whether everybody is here.",
  iAmHere: "I am here",
  saidHere: "Noted: you are here.",
  timeLeft: "Time left: ",
  timeOver: "Time is up",
  saidTimeOver: "The time is up.",
  saidLastMinute: "One minute left.",
  boardLocked: "The board is locked: read it, nothing can be written for now.",
  saidLocked: "The board is locked.",
  saidUnlocked: "The board is open again.",
  saidPhase: (title, what) => `New step: ${title}. ${what}`,
  voteOn: "Your vote",
  votes: { 1: "For", 0: "No opinion", [-1]: "Against" },
  tally: (inFavour, against, pass) =>
    [`${inFavour} for`, `${against} against`, pass > 0 ? `${pass} without opinion` : ""]
      .filter((part) => part !== "")
      .join(", "),
  saidVote: (vote) => `Your vote is noted: ${vote}.`,
  saidVoteBack: "Your vote is taken back.",
  scanToEnter: "Scan to come in",
  qrToEnter: "QR code of the link to come in",
  hiddenCards: (count) => few(count, "hidden card", "hidden cards"),
  showOnScreen: "Show on the screen",
  clearScreen: "Show no more",
  saidOnScreen: "It is on the screen.",
  saidOffScreen: "The screen shows it no more.",
  lockCard: "Lock",
  unlockCard: "Unlock",
  lockedCard: "locked",
  cannotMove: "This card cannot go there for now.",
  cannotEdit: "This card cannot be changed for now.",

  columns: "Columns",
  connected: (count) => few(count, "person connected", "people connected"),
  connecting: "Connecting…",
  replay: "Replay",
  listView: "List",
  speakingFor: (who) => `You write for ${who}`,
  speakingForNobody: "You write for no organisation",
  change: "Change",
  emptyColumn: "No card here yet.",
  quote: (text) => `“${text}”`,

  writePlaceholder: {
    1: "A fear…",
    2: "A barrier…",
    3: "A need…",
    4: "A story…",
    5: "A solution…",
  },
  add: "Add",
  cardText: "Text of the card",
  cardActions: "Actions on the card",
  done: "Done",
  move: "Move to…",
  up: "Move up",
  down: "Move down",
  remove: "Remove",
  restore: "Put back",
  removedCards: (count) => `Removed cards (${count})`,
  removedHint: "Nothing is lost: a removed card keeps its text and can come back.",
  removedMeanwhile: "Someone has just removed this card. Your text stays in it.",
  emptyCard: "(empty card)",
  foldedMeanwhile:
    "Someone has just merged or reworded this card. Your text stays in it, among the originals.",
  seeOriginals: (count) => (count === 1 ? "See the original" : `See the ${count} originals`),
  rework: "Rework…",
  reworkTitle: "Rework the card",
  reworkChoices: {
    reword: { name: "Reword", why: "The same idea, said better." },
    split: { name: "Split", why: "It says two things: a card for each." },
    merge: { name: "Merge with others", why: "Several cards say the same: one synthesis for all of them." },
  },
  reworkPromise: "Nothing is lost: the originals stay readable, and everything can be undone.",
  pickCount: (count) => few(count, "card chosen.", "cards chosen."),
  pickHint: "Choose the other cards.",
  pickFull: (count) => `A synthesis gathers ${count} cards at most.`,
  pickDone: "Merge…",
  pickDoneTitle: "Write the synthesis (Ctrl+Enter)",
  deriveTitle: {
    reword: (_) => "Reword the card",
    split: (_) => "Split the card in two",
    merge: (count) => `Merge ${count} cards`,
  },
  originals: (count) => (count === 1 ? "Original card" : "Original cards"),
  deriveTexts: {
    reword: ["New wording"],
    split: ["First card", "Second card"],
    merge: ["Text of the synthesis"],
  },
  cutHere: "Cut at the cursor: the rest goes into the second card",
  takeTexts: "Start from the original texts",
  votesLegend: "Votes already given",
  voteRules: {
    union: "They count, each person once",
    reset: "Voting begins anew, and the card says so",
  },
  deriveDone: {
    reword: "Reword",
    split: "Make the two cards",
    merge: "Make the synthesis",
  },
  emptyText: "Write a text first.",
  sameText: "Change at least one word.",
  takeApart: {
    reword: "Go back to the original card",
    split: "Undo the split",
    merge: "Undo the merge",
  },
  votesReset: "Votes began anew with this card.",

  moveTitle: "Move the card",
  moveToEnd: (column) => `${column}, at the end`,
  choosePlace: "Choose the place",
  choosePlaceIn: (column) => `Choose the place in ${column}`,
  placeFirst: "First",
  placeAfter: (text) => `After “${text}”`,
  cancel: "Cancel",

  saidAdded: (column) => `Card added to ${column}.`,
  saidAddedOffline: (column) => `Card added to ${column}, kept on this device until the network is back.`,
  saidMoved: (column, rank, count) => `Card moved to ${column}, ${rank} of ${count}.`,
  saidRemoved: "Card removed. It is under “Removed cards”.",
  saidRestored: (column) => `Card put back into ${column}.`,
  saidDerived: {
    reword: (column, _) => `Card reworded in ${column}.`,
    split: (column, _) => `Card split in two in ${column}.`,
    merge: (column, count) => `Synthesis of ${count} cards made in ${column}.`,
  },
  saidApart: (count) => {
    if (count === 0) return "Undone. The originals stay behind another card.";
    return count === 1
      ? "Undone: the original card is back."
      : `Undone: the ${count} original cards are back.`;
  },
  saidRemovedByOther: "The card you were on was removed by someone else.",
  saidOnline: "Online again.",

  offline: "Offline. You can go on: everything stays on this device and will leave by itself.",
  offlineWaiting: (count) =>
    count === 1
      ? "Offline: 1 card waiting, it will leave by itself."
      : `Offline: ${count} cards waiting, they will leave by themselves.`,
  offlineEmpty: "The cards will show again with the network.",
  offlineOps: "Offline: changes are waiting, they will leave by themselves.",
  notKept:
    "This browser keeps nothing (private window?): until a card is marked “kept”, do not close this page.",
  refused: "The server closed the door. Your waiting cards stay on this device.",
  replaced: "This board was opened elsewhere with your place. Here it is paused.",
  continueHere: "Continue here",
  gone: {
    revoked: "This link opens the workshop no more",
    expelled: "This device is no longer in the workshop",
  },
  goneWaiting: (count) =>
    `${few(count, "card had not left yet: it stays", "cards had not left yet: they stay")} on this device.`,
  refusedOne: "A change was not accepted",
  refusedText: "Your text, to take up again:",
  copy: "Copy the text",
  copied: "Text copied.",
  dismiss: "Close",
  readOnly: "You are looking at this board without writing on it.",

  errors: {
    tooLarge: "This card is too long: 20,000 characters at most.",
    badText: "This text has a character that the board cannot keep.",
    notAllowed: "Your link lets you read, not write.",
    tooMany: "Too many changes wait on this device. Find the network before going on.",
    notYet: "The board is not ready yet. Try again in a moment, once online.",
    other: "This change could not be made. Try again.",
  },

  accessibility: "Accessibility: not compliant (audit to come).",
};
