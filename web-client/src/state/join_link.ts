// The link that lets a person in: `#b=<32 hex>&t=<token>`. The token stays in the fragment, which browsers send to nobody.
// SPDX-License-Identifier: MIT
import { roles } from "../core/types";

export interface JoinLink {
  board: string;
  token: string;
}

/** What the link says of itself, before any server is asked; NaN where it says nothing. */
function roleIn({ token }: JoinLink): number {
  try {
    return atob(token.slice(0, 4).replaceAll("-", "+").replaceAll("_", "/")).charCodeAt(0);
  } catch {
    return Number.NaN;
  }
}

/** A screen's page asks nobody's name. */
export const isForScreen = (link: JoinLink): boolean => roleIn(link) === roles.screen;
/** Nor does a tablet's: there each card is signed by itself. */
export const isForTablet = (link: JoinLink): boolean => roleIn(link) === roles.tablet;

/** "none" without a fragment, "broken" when it is not a whole link. */
export function parseJoinLink(hash: string): JoinLink | "none" | "broken" {
  const fragment = hash.replace(/^#/, "");
  if (fragment === "") return "none";
  const parts = new URLSearchParams(fragment);
  const board = parts.get("b")?.toLowerCase() ?? "";
  const token = parts.get("t") ?? "";
  return /^[0-9a-f]{32}$/.test(board) && /^[\w.~+/=-]{16,4096}$/.test(token) ? { board, token } : "broken";
}
