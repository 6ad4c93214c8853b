// What the page of a facilitator's account asks the server (docs/rest.md). The browser keeps the session in a cookie that no script
// can read.
// SPDX-License-Identifier: MIT

export interface Account {
  user: string;
  /** Wall clock, milliseconds: when the session ends if nobody uses it. */
  until: number;
  boards: AccountBoard[];
}

export interface AccountBoard {
  board: string;
  title: string;
  atelier: string;
  programme: string;
  /** A facilitator's right, until signing out. */
  token: string;
}

/** The server's sentence; "" when it could not be reached. `status` is 0 then. */
export class Refusal extends Error {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

async function ask(method: string, path: string, language: string, body?: object): Promise<unknown> {
  const answer = await fetch(`/api/v1/${path}`, {
    method,
    headers: { "Accept-Language": language },
    ...(body && { body: JSON.stringify(body) }),
  }).catch(() => null);
  if (answer === null) throw new Refusal("", 0);
  const said = (await answer.json().catch(() => ({}))) as { title?: string };
  if (!answer.ok) throw new Refusal(said.title ?? "", answer.status);
  return said;
}

/** Null when nobody is signed in on this device. */
export async function askAccount(language: string): Promise<Account | null> {
  try {
    return (await ask("GET", "session", language)) as Account;
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) return null;
    throw error;
  }
}

export async function signIn(language: string, user: string, password: string): Promise<void> {
  await ask("POST", "session", language, { user, password });
}

export async function signOut(language: string, everywhere: boolean): Promise<void> {
  await ask("DELETE", everywhere ? "sessions" : "session", language);
}
