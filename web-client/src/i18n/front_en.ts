// The words of the pages in front of the boards, in English.
// SPDX-License-Identifier: MIT
import type { FrontWords } from "./front_fr";

export const frontEn: FrontWords = {
  homeTitle: "You come in by a link",
  homeIntro: "Each workshop has its own. There is no account to make and no password to remember.",
  homeSteps: [
    "Scan the QR code shown in the room with your phone’s camera,",
    "or touch the link that came by mail or message,",
    "or paste that link here:",
  ],
  homeHelp: "No link? Ask the person who runs the workshop.",
  broken: "This link is not whole: it was probably cut while being copied. Take all of it.",
  pasteLabel: "The link of the workshop",
  pasteOpen: "Open",

  boardsTitle: "Your boards on this device",
  otherTitle: "Enter another board",
  untitled: "Board without a title",
  lastVisit: (when) => `Last visit: ${when}`,
  waiting: (count) =>
    count === 1 ? "1 change is waiting to leave" : `${count} changes are waiting to leave`,
  forget: "Forget",
  forgetBoard: (title) => `Forget “${title}” on this device`,
  forgetHint: "Forgetting a board takes its link away from here. The board itself stays on the server.",
  mayBeErased:
    "This browser may erase what waits when space runs short, or after a week without a visit: open these boards as soon as there is a network.",
  offline: "Offline. These boards open all the same: what you write stays here and will leave by itself.",
  sharedHint: "Shared computer: this list is erased when you close this tab.",

  gone: {
    revoked: "This link opens the workshop no more",
    expelled: "This device is no longer in the workshop",
    expired_token: "This link is no longer valid",
    bad_token: "This is not the right link",
    not_found: "There is no such board here",
    corrupt: "This board is kept safe until it is repaired",
    version_too_old: "This page is too old",
  },
  goneHelp: {
    revoked: "Ask the person who runs the workshop for a new one.",
    expelled: "Talk to the person who runs the workshop: they can give you a link again.",
    expired_token: "The workshop is probably over. To come back, ask who ran it for a link.",
    bad_token: "It may have been copied badly. Take all of it, or ask the facilitator for one.",
    not_found: "It was deleted, or the link is from another server. Check it with the facilitator.",
    corrupt: "Nothing is lost: whoever keeps the server has been told. Try again later.",
    version_too_old: "Reload it: nothing that you wrote gets lost.",
  },
  waits: (count) =>
    count === 1
      ? "1 card had not left yet: it stays on this device."
      : `${count} cards had not left yet: they stay on this device.`,
  copyTexts: "Copy my texts",
  toBoards: "See my boards",

  unsupportedTitle: "This browser cannot open Atelier",
  unsupportedWhy:
    "It lacks WebAssembly: it is too old, or a protection (such as Apple’s Lockdown Mode) has switched it off.",
  unsupportedSteps: [
    "Update this browser, or lift the protection for this site,",
    "or open the link in a Firefox, Chrome, Edge or Safari less than four years old,",
    "or open it on your phone.",
  ],
  copyLink: "Copy the link",

  toAccount: "Facilitator’s account",
  toFront: "Back to the front page",
};
