// Which boards belong together: asked of the server when somebody looks (docs/tables.md).
// SPDX-License-Identifier: MIT
import { identityOn, rememberIdentity } from "../../store/identity";
import { addressOf } from "../../sync/board_desk";
import type { BoardContext } from "../board_context";

export interface BoardName {
  /** 32 hexadecimal digits. */
  board: string;
  title: string;
}

export interface TablesHere {
  /** Where this board is a table, and the link opens more than it. */
  shared?: BoardName;
  tables: BoardName[];
}

/** Fails as `AskDesk`. Who joined here is asked nothing again at a table, nor on the way back. */
export async function askTables(context: BoardContext): Promise<TablesHere> {
  const here = (await context.ask("GET", "/tables")) as TablesHere;
  knowEverywhere(context, here);
  return here;
}

export async function makeTables(context: BoardContext, titles: readonly string[]): Promise<TablesHere> {
  const here = (await context.ask("POST", "/tables", { titles })) as TablesHere;
  knowEverywhere(context, here);
  return here;
}

/** The same link opens it, with the same rights. */
export function wayTo({ link }: BoardContext, board: string): string {
  return addressOf(board, link?.token ?? "");
}

function knowEverywhere({ boardId }: BoardContext, { shared, tables }: TablesHere): void {
  const identity = identityOn(boardId);
  if (identity === null) return;
  for (const { board } of [...tables, ...(shared ? [shared] : [])]) rememberIdentity(board, identity);
  rememberIdentity(boardId, identity);
}
