// What a board's page asks the server beside the protocol, over plain HTTP (docs/rest.md).
// SPDX-License-Identifier: MIT
import type { JoinLink } from "../state/join_link";

/** `what`: below the board's address. Fails with the server's sentence and the status as
 * its cause, or with neither when it could not be reached. */
export type AskDesk = (
  method: "GET" | "POST" | "PUT" | "DELETE",
  what: string,
  body?: object,
) => Promise<unknown>;

export interface Invitation {
  url: string;
  /** Wall clock, milliseconds: until when the link lets people in. */
  expires: number;
}

/** `actor`: of this device, so that it can be said who did it; "" = not known yet. */
export function openDesk(link: JoinLink, language: string, actor: () => string): AskDesk {
  return async (method, what, body) => {
    const answer = await fetch(`/api/v1/boards/${link.board}${what}`, {
      method,
      headers: {
        Authorization: `Bearer ${link.token}`,
        "Accept-Language": language,
        "Atelier-Actor": actor(),
      },
      ...(body && { body: JSON.stringify(body) }),
    }).catch(() => null);
    if (answer === null) throw new Error("");
    const said = (await answer.json().catch(() => ({}))) as { title?: string };
    if (!answer.ok) throw new Error(said.title ?? "", { cause: answer.status });
    return said;
  };
}

/** The address with this token; `item`: the id of the card that it leads to. */
export function addressOf(board: string, token: string, path = "/", item = ""): string {
  const parts = { b: board, t: token, ...(item && { c: item }) };
  return `${location.origin}${path}#${new URLSearchParams(parts)}`;
}

/** The link that lets participants in: for facilitators, and the screen while they let it. */
export async function askInvitation(ask: AskDesk, board: string): Promise<Invitation> {
  const { token, expires } = (await ask("POST", "/invitation")) as { token: string; expires: number };
  return { url: addressOf(board, token), expires };
}
