// Which boards belong together: asked of the server when somebody looks (docs/tables.md).
// SPDX-License-Identifier: MIT
import { codeOn, rememberCode } from "../../store/code";
import { identityOn, rememberIdentity } from "../../store/identity";
import type { OtherPlace } from "../../store/other_lives";
import { addressOf } from "../../sync/board_desk";
import type { BoardContext } from "../board_context";

export interface BoardName {
  /** 32 hexadecimal digits. */
  board: string;
  title: string;
}

const proofTries = 10;
const proofEveryMs = 200;

export interface TablesHere {
  /** Where this board is a table, and the link opens more than it. */
  shared?: BoardName;
  tables: BoardName[];
}

/** Fails as `AskDesk`. Who joined here is asked nothing again at a table, nor on the way back, and is the same person there. */
export async function askTables(context: BoardContext): Promise<TablesHere> {
  const here = (await context.ask("GET", "/tables")) as TablesHere;
  await goAlong(context, here);
  return here;
}

export async function makeTables(context: BoardContext, titles: readonly string[]): Promise<TablesHere> {
  const here = (await context.ask("POST", "/tables", { titles })) as TablesHere;
  await goAlong(context, here);
  return here;
}

/** The same link opens it, with the same rights. */
export function wayTo({ link }: BoardContext, board: string): string {
  return addressOf(board, link?.token ?? "");
}

/** Of a device that has just come it is on its way to the disk. Fails where nothing is kept. */
async function proof(board: string, actor: string): Promise<string> {
  const { proofHere } = await import("../../store/other_lives");
  for (let left = proofTries; left > 0; left -= 1) {
    const key = await proofHere(board, actor);
    if (key !== "") return key;
    await new Promise((resolve) => setTimeout(resolve, proofEveryMs));
  }
  throw new Error("");
}

/** Whom one speaks for, the code, and who signs: for all of them. Without the last, which the server may not give now, somebody
 * who goes there begins as somebody new. */
async function goAlong(context: BoardContext, { shared, tables }: TablesHere): Promise<void> {
  const { ask, board, boardId } = context;
  const { actor } = board.status;
  const identity = identityOn(boardId);
  if (identity === null || !context.canWrite()) return;
  const code = codeOn(boardId);
  for (const other of [...tables, ...(shared ? [shared] : [])]) {
    rememberIdentity(other.board, identity);
    if (code !== "" && codeOn(other.board) === "") rememberCode(other.board, code);
  }
  rememberIdentity(boardId, identity);
  try {
    const key = await proof(boardId, actor);
    const { places } = (await ask("POST", "/places", { actor, key })) as { places: OtherPlace[] };
    const { begin } = await import("../../store/other_lives");
    await begin(places);
  } catch {
    // Tried again whenever the list is read.
  }
}
