// Ties a text area to a text that others edit too: local typing becomes edits, remote edits come in without moving the
// caret, the selection or the focus. Nothing is written or sent in the middle of an input method's composition.
// SPDX-License-Identifier: MIT
import { diffText, movePosition, rebaseEdit } from "./text_diff";

export interface SharedText {
  /** The text as the core has it now. */
  read(): string;
  /** False when the edit was refused: the text area keeps what was typed, and the next edit says it all again. */
  edit(at: number, units: number, text: string): boolean;
}

export class TextAreaSync {
  /** The text that the area showed when it last agreed with the core. */
  private agreed: string;
  private composing = false;
  /** Our own edit comes back as a refresh before `edit` returns. */
  private settling = false;
  private readonly area: HTMLTextAreaElement;
  private readonly shared: SharedText;

  constructor(area: HTMLTextAreaElement, shared: SharedText) {
    this.area = area;
    this.shared = shared;
    this.agreed = shared.read();
    area.value = this.agreed;
    area.addEventListener("input", () => this.refresh());
    area.addEventListener("compositionstart", () => {
      this.composing = true;
    });
    area.addEventListener("compositionend", () => {
      this.composing = false;
      this.settle();
    });
    area.addEventListener("blur", () => {
      this.composing = false;
      this.settle();
    });
  }

  /** The core's text, or the area's, may have changed. */
  refresh(): void {
    if (!this.composing) this.settle();
  }

  /** Brings typing to the core, then the core's text to the area. */
  private settle(): void {
    if (this.settling) return;
    this.settling = true;
    this.exchange();
    this.settling = false;
  }

  private exchange(): void {
    const typed = diffText(this.agreed, this.area.value, this.area.selectionEnd);
    const current = this.shared.read();
    const remote = diffText(this.agreed, current);
    if (typed !== null) {
      const edit = remote === null ? typed : rebaseEdit(typed, remote);
      if (!this.shared.edit(edit.at, edit.units, edit.text)) return;
    }
    this.show(this.shared.read());
  }

  private show(text: string): void {
    const { area } = this;
    this.agreed = text;
    const change = diffText(area.value, text);
    if (change === null) return;
    const { selectionStart, selectionEnd, selectionDirection, scrollTop } = area;
    area.value = text;
    area.setSelectionRange(
      movePosition(selectionStart, change),
      movePosition(selectionEnd, change),
      selectionDirection,
    );
    area.scrollTop = scrollTop;
  }
}
