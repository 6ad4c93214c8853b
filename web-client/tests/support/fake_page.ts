// The little of a browser page that the loop listens to.
// SPDX-License-Identifier: MIT
import { afterEach, beforeEach, vi } from "vitest";

export interface FakePage {
  /** Events of the window, such as "online". */
  window: EventTarget;
  document: EventTarget & { visibilityState: string };
}

/** A fresh page and fake timers around every test of the file. */
export function useFakePage(): FakePage {
  const page: FakePage = {
    window: new EventTarget(),
    document: Object.assign(new EventTarget(), { visibilityState: "visible" }),
  };
  beforeEach(() => {
    vi.useFakeTimers();
    page.window = new EventTarget();
    page.document = Object.assign(new EventTarget(), { visibilityState: "visible" });
    vi.stubGlobal("document", page.document);
    vi.stubGlobal("addEventListener", (name: string, listener: () => void) =>
      page.window.addEventListener(name, listener),
    );
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
  return page;
}
