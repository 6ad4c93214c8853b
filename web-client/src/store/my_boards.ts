// The boards that were opened on this device, so that they are found again without their link. The link is kept with them: who
// can open this browser can open these boards, as by its history.
// SPDX-License-Identifier: MIT
import type { JoinLink } from "../state/join_link";
import { readText, write } from "./device";

export interface MyBoard extends JoinLink {
  title: string;
  /** Wall clock, milliseconds: when it was last open here with the server. */
  seenAt: number;
}

const key = "atelier.boards";
/** The oldest go: nobody looks for a workshop by scrolling through more. */
const boardsMax = 50;

/** Latest first. */
export function myBoards(): MyBoard[] {
  try {
    const kept = JSON.parse(readText(key) || "[]") as MyBoard[];
    return kept.filter(({ board, token }) => board && token).sort((a, b) => b.seenAt - a.seenAt);
  } catch {
    return [];
  }
}

export function rememberBoard({ board, token }: JoinLink, title: string, seenAt = Date.now()): void {
  const others = myBoards().filter((one) => one.board !== board);
  write(key, JSON.stringify([{ board, token, title, seenAt }, ...others].slice(0, boardsMax)));
}

export function forgetBoard(board: string): void {
  const others = myBoards().filter((one) => one.board !== board);
  write(key, others.length > 0 ? JSON.stringify(others) : "");
  import("./kept_boards").then(({ dropKept }) => dropKept(board)).catch(() => undefined);
}
