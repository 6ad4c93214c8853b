// Which panel is open, and where the focus goes when it closes.
// SPDX-License-Identifier: MIT
import { type Accessor, createSignal } from "solid-js";
import type { Life } from "./life";

export type Panel = "story" | "moments" | "range" | "life";

export interface PanelState {
  /** The one that is open, if any. */
  panel: Accessor<Panel | undefined>;
  showPanel(panel: Panel): void;
  /** Of a card or thread, by its lasting name. */
  openLife(id: string): void;
  /** The focus goes back to where it was opened, or to `instead` where that is gone. */
  closePanel(): void;
}

/** `usual`: what is open when nobody chose. */
export function createPanelState(
  life: Life,
  usual: Panel | undefined,
  instead: () => HTMLElement | null,
): PanelState {
  const [panel, setPanel] = createSignal<Panel | undefined>(usual);
  let opener: Element | null = null;
  const show = (next: Panel) => {
    opener = document.activeElement;
    if (next !== "life") life.close();
    setPanel(next);
  };
  return {
    panel,
    showPanel: show,
    openLife: (id) => {
      life.open(id);
      show("life");
    },
    closePanel: () => {
      life.close();
      setPanel(undefined);
      const target = opener?.isConnected && opener !== document.body ? opener : instead();
      if (target instanceof HTMLElement) target.focus();
    },
  };
}
