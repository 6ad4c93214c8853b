// A merge core that can be set back to what it was: a copy of its memory costs a tenth of reading the state again.
// SPDX-License-Identifier: MIT
import type { Core, Handle, JoinOptions } from "../core/types";
import { instantiate, WasmCore } from "../core/wasm_core";
import { type Pages, pagesSince, putPages } from "./memory_pages";

export interface PastCore extends Core {
  /** All that it is between two calls. */
  checkpoint(): Uint8Array;
  /** The same, as what differs from an earlier one. */
  pagesSince(checkpoint: Uint8Array): Pages;
  /** To what it was then; handles given since are forgotten. */
  revert(checkpoint: Uint8Array, pages?: Pages): void;
  /** The one it has, or the next. `id`: as items have it. */
  handleOf(id: string): Handle;
}

export class WasmPastCore extends WasmCore implements PastCore {
  static override async open(module: WebAssembly.Module, options: JoinOptions): Promise<WasmPastCore> {
    return new WasmPastCore(await instantiate(module)).begin(options);
  }

  checkpoint(): Uint8Array {
    return new Uint8Array(this.wasm.memory.buffer).slice();
  }

  pagesSince(checkpoint: Uint8Array): Pages {
    return pagesSince(checkpoint, new Uint8Array(this.wasm.memory.buffer));
  }

  /** The module's memory only grows, and its heap finds what it was given since (cmake/wasm_heap.cpp). */
  revert(checkpoint: Uint8Array, pages?: Pages): void {
    const memory = new Uint8Array(this.wasm.memory.buffer);
    memory.set(checkpoint);
    if (pages !== undefined) putPages(memory, pages);
  }

  handleOf(id: string): Handle {
    const actor = [id.slice(0, 8), id.slice(8, 16)].map((half) => Number.parseInt(half, 16));
    return this.wasm.client_handle(actor[0] ?? 0, actor[1] ?? 0, Number(id.slice(17)));
  }
}
