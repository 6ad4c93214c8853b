// SPDX-License-Identifier: MIT
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { forgetTyping, undoInput, undoKey, watchTyping } from "../src/ui/undo_keys";

/** As much of an element as is asked of it. */
class Box extends EventTarget {
  value = "";
  private readonly kinds: string[];
  private readonly inDialog: boolean;

  constructor(kinds: string[], inDialog = false) {
    super();
    this.kinds = kinds;
    this.inDialog = inDialog;
  }

  closest(selector: string): Box | null {
    return selector === "dialog" && this.inDialog ? this : null;
  }

  matches(selectors: string): boolean {
    return selectors.split(", ").some((one) => this.kinds.includes(one));
  }
}

const press = (key: string, target: EventTarget | null, more: Partial<KeyboardEvent> = {}) =>
  undoKey({
    key,
    target,
    ctrlKey: true,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    ...more,
  } as KeyboardEvent);

describe("the keys of undo and redo", () => {
  beforeEach(() => vi.stubGlobal("Element", Box));
  afterEach(() => vi.unstubAllGlobals());

  it("are Ctrl+Z, Ctrl+Shift+Z, Ctrl+Y, and with Cmd", () => {
    const page = new Box(["body"]);
    const mac = { ctrlKey: false, metaKey: true };
    expect(press("z", page)).toBe("undo");
    expect(press("Z", page, { shiftKey: true })).toBe("redo");
    expect(press("y", page)).toBe("redo");
    expect(press("z", page, mac)).toBe("undo");
    expect(press("z", page, { ...mac, shiftKey: true })).toBe("redo");
  });

  it("are nothing else: bare letters [A22], Alt, other chords, the browser's history", () => {
    const page = new Box(["body"]);
    expect(press("z", page, { ctrlKey: false })).toBeNull();
    expect(press("z", page, { altKey: true })).toBeNull();
    expect(press("z", page, { metaKey: true })).toBeNull();
    expect(press("x", page)).toBeNull();
    expect(press("y", page, { ctrlKey: false, metaKey: true })).toBeNull();
  });

  it("belong to the browser while a box holds text that nobody else has", () => {
    const box = new Box(["textarea"]);
    expect(press("z", box)).toBe("undo");
    box.value = "pas encore envoyé";
    expect(press("z", box)).toBeNull();
  });

  it("belong to the browser in a box emptied by hand, and to the board once its text is a card", () => {
    const box = new Box(["textarea"]);
    watchTyping({ target: box } as unknown as Event);
    expect(press("z", box)).toBeNull();
    forgetTyping(box as unknown as HTMLElement);
    expect(press("z", box)).toBe("undo");
  });

  it("belong to the board in the text of a card, which others edit too", () => {
    const text = new Box(["textarea", ".card_text"]);
    text.value = "à tout le monde";
    watchTyping({ target: text } as unknown as Event);
    expect(press("z", text)).toBe("undo");
  });

  it("never reach the board behind a dialog, nor an input method at work", () => {
    expect(press("z", new Box(["button"], true))).toBeNull();
    expect(press("z", new Box(["textarea", ".card_text"]), { isComposing: true })).toBeNull();
  });

  it("have a twin in the browser's menu", () => {
    const text = new Box(["textarea", ".card_text"]);
    const box = new Box(["textarea"]);
    box.value = "x";
    const menu = (inputType: string, target: Box) =>
      undoInput({ inputType, target } as unknown as InputEvent);
    expect(menu("historyUndo", text)).toBe("undo");
    expect(menu("historyRedo", text)).toBe("redo");
    expect(menu("insertText", text)).toBeNull();
    expect(menu("historyUndo", box)).toBeNull();
  });
});
