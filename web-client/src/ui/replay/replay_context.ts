// A board of the past for the components that draw a board: everything can be read, nothing can be done.
// SPDX-License-Identifier: MIT
import { type Outcome, roles } from "../../core/types";
import type { BoardStore, Patch } from "../../state/board_store";
import { nothingHeard } from "../../sync/presence";
import type { Gestures } from "../../sync/session";
import { type BoardContext, createBoardContext } from "../board_context";

/** -ErrorCode::NotAllowed. */
const refused = (): Outcome => -13;

const nothing: Gestures = {
  addCard: refused,
  moveCard: refused,
  setRemoved: refused,
  derive: refused,
  vote: refused,
  set: refused,
  together: refused,
  undo: refused,
  redo: refused,
  editText: refused,
  signAs: () => undefined,
  tell: () => undefined,
};

/** Whoever looks at the past only reads. */
export function asObserver(patch: Patch): Patch {
  return patch.status === undefined ? patch : { ...patch, status: { ...patch.status, role: roles.observer } };
}

/** `open`: what pressing a card does; `standing`: what is shown of a column. */
export function createReplayContext(
  board: BoardStore,
  own: Pick<BoardContext, "open" | "standing"> & Required<Pick<BoardContext, "isHurried">>,
): BoardContext {
  const identity = { name: "", organisation: "" };
  const heard = () => nothingHeard;
  const invite = () => Promise.reject(new Error(""));
  const context = createBoardContext({
    board,
    session: nothing,
    boardId: "",
    identity,
    heard,
    ask: invite,
    invite,
  });
  return { ...context, isPast: true, ...own };
}
