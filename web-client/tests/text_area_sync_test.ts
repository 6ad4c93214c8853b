// SPDX-License-Identifier: MIT
import { describe, expect, it } from "vitest";
import { TextAreaSync } from "../src/state/text_area_sync";

/** What a browser's text area does that the sync needs. */
class Area extends EventTarget {
  selectionStart = 0;
  selectionEnd = 0;
  selectionDirection: "forward" | "backward" | "none" = "none";
  scrollTop = 0;
  writes = 0;
  private text = "";

  get value(): string {
    return this.text;
  }

  set value(text: string) {
    this.text = text;
    this.writes += 1;
    this.setSelectionRange(text.length, text.length);
  }

  setSelectionRange(start: number, end: number): void {
    this.selectionStart = start;
    this.selectionEnd = end;
  }

  /** A person types at the caret. */
  type(put: string, event = "input"): void {
    const { text, selectionStart: start, selectionEnd: end } = this;
    this.text = text.slice(0, start) + put + text.slice(end);
    this.setSelectionRange(start + put.length, start + put.length);
    this.dispatchEvent(new Event(event));
  }
}

function share(initial: string) {
  const area = new Area();
  const core = { text: initial, edits: [] as [number, number, string][], refuses: false };
  const sync = new TextAreaSync(area as unknown as HTMLTextAreaElement, {
    read: () => core.text,
    edit: (at, units, put) => {
      core.edits.push([at, units, put]);
      if (core.refuses) return false;
      core.text = core.text.slice(0, at) + put + core.text.slice(at + units);
      // As the page does: the change comes back before `edit` returns.
      sync.refresh();
      return true;
    },
  });
  const remote = (text: string) => {
    core.text = text;
    sync.refresh();
  };
  return { area, core, remote };
}

describe("a shared text area", () => {
  it("sends what is typed once", () => {
    const { area, core } = share("bon");
    area.type("jour");
    expect(core.edits).toEqual([[3, 0, "jour"]]);
    expect(area.value).toBe("bonjour");
  });

  it("keeps caret and selection when others type before them [A7]", () => {
    const { area, remote } = share("le frein");
    area.setSelectionRange(3, 8);
    remote("tout le frein");
    expect([area.selectionStart, area.selectionEnd]).toEqual([8, 13]);
    expect(area.value).toBe("tout le frein");
  });

  it("writes nothing into the area when nothing changed", () => {
    const { area, remote } = share("besoin");
    const { writes } = area;
    remote("besoin");
    expect(area.writes).toBe(writes);
  });

  it("neither writes nor sends during a composition, then brings both together", () => {
    const { area, core, remote } = share("caf");
    area.setSelectionRange(3, 3);
    area.dispatchEvent(new Event("compositionstart"));
    area.type("´", "beforeinput");
    remote("un caf");
    expect(area.value).toBe("caf´");
    expect(core.edits).toEqual([]);
    area.setSelectionRange(3, 4);
    area.type("é", "beforeinput");
    area.dispatchEvent(new Event("compositionend"));
    expect(core.edits).toEqual([[6, 0, "é"]]);
    expect(area.value).toBe("un café");
    expect(area.selectionEnd).toBe(7);
  });

  it("keeps what was typed when the edit is refused, and says it all with the next one", () => {
    const { area, core } = share("");
    core.refuses = true;
    area.type("trop");
    expect(area.value).toBe("trop");
    core.refuses = false;
    area.type(" long");
    expect(core.text).toBe("trop long");
  });
});
