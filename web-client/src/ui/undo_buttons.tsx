// Undo and redo, in words. They never lose the focus: at the end of the way they say so instead of vanishing.
// SPDX-License-Identifier: MIT
import { words } from "../i18n/language";
import { useBoard } from "./board_context";
import type { Way } from "./undo_keys";

export function UndoButtons() {
  return (
    <div class="undo">
      <UndoButton way="undo" keys="Control+Z" glyph="↶" />
      <UndoButton way="redo" keys="Control+Shift+Z" glyph="↷" />
    </div>
  );
}

function UndoButton(props: { way: Way; keys: string; glyph: string }) {
  const { board, undo } = useBoard();
  const can = () => (props.way === "undo" ? board.status.canUndo : board.status.canRedo);
  return (
    <button
      type="button"
      classList={{ off: !can() }}
      aria-disabled={!can()}
      aria-keyshortcuts={props.keys}
      title={words().undoTitle[props.way]}
      onClick={() => can() && undo(props.way)}
    >
      <span aria-hidden="true">{props.glyph}</span> {words().undo[props.way]}
    </button>
  );
}
