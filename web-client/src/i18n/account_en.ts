// The words of the page where facilitators sign in, in English.
// SPDX-License-Identifier: MIT
import type { AccountWords } from "./account_fr";

export const accountEn: AccountWords = {
  title: "Facilitator’s account",
  intro: "For those who facilitate: your boards, and a link to lead them. Participants need no account.",
  user: "Name to sign in with",
  password: "Password",
  show: "Show the password",
  signIn: "Sign in",
  signingIn: "Signing in…",
  forgotten: "Forgotten the password? Whoever keeps the server can give you another one.",
  insecure:
    "This address is not secured (https): the browser will not keep you signed in, and your password could be read on its way. Ask whoever keeps the server for the right address.",
  notKept:
    "The password is right, but this browser did not keep you signed in: it refuses cookies, or the address is not secured (https).",
  unreachable: "The server does not answer. Try again in a moment.",

  hello: (user) => `Hello ${user}`,
  until: (when) => `Signed in on this device until ${when}, if you do not come back before.`,
  boards: "Your boards",
  none: "No boards for this account.",
  lead: "Lead",
  leadBoard: (title) => `Lead “${title}”`,
  untitled: "Board without a title",
  signOut: "Sign out",
  signOutHint: "Boards that you opened from here close on this device; those of participants stay open.",
  everywhere: "Sign out everywhere",
  everywhereHint:
    "Signs you out on all your devices, and closes the boards that you lead there. Those of participants stay open.",
  everywhereSure: "Yes, everywhere",
  signedOut: "You are signed out.",
};
