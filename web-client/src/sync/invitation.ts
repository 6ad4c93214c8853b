// Asks the server for the link that lets participants in: only facilitators are given one.
// SPDX-License-Identifier: MIT
import type { JoinLink } from "../state/join_link";

export interface Invitation {
  url: string;
  /** Wall clock, milliseconds: until when the link lets people in. */
  expires: number;
}

/** Fails with the server's sentence, or with an empty one when it could not be reached. */
export async function askInvitation(link: JoinLink, language: string): Promise<Invitation> {
  const answer = await fetch(`/api/v1/boards/${link.board}/invitation`, {
    method: "POST",
    headers: { Authorization: `Bearer ${link.token}`, "Accept-Language": language },
  }).catch(() => null);
  if (answer === null) throw new Error("");
  const body = (await answer.json().catch(() => ({}))) as {
    token?: string;
    expires?: number;
    title?: string;
  };
  if (!answer.ok || body.token === undefined) throw new Error(body.title ?? "");
  const fragment = new URLSearchParams({ b: link.board, t: body.token });
  return { url: `${location.origin}/#${fragment}`, expires: body.expires ?? 0 };
}
