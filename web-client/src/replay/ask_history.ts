// How the server is asked for the past of a board: from the page that shows it, and ahead of that page.
// SPDX-License-Identifier: MIT
import type { JoinLink } from "../state/join_link";

export interface HistoryRequest {
  link: JoinLink;
  /** That the server is to answer in. */
  language: string;
  /** Behind `…/history`; "" is the index. */
  path: string;
  signal?: AbortSignal;
}

/** Fails as `fetch` does. */
export function askHistory(
  { link, language, path, signal }: HistoryRequest,
  ask: typeof fetch = (...request) => fetch(...request),
): Promise<Response> {
  return ask(`/api/v1/boards/${link.board}/history${path}`, {
    headers: { Authorization: `Bearer ${link.token}`, "Accept-Language": language },
    ...(signal !== undefined && { signal }),
  });
}
