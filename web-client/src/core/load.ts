// Fetches and compiles the core once per page; the compiled module serves every instance, also one after a trap.
// SPDX-License-Identifier: MIT
import wasmUrl from "./atelier_core.wasm?url";

export async function compileCore(): Promise<WebAssembly.Module> {
  const answer = await fetch(wasmUrl);
  if (!answer.ok) throw new Error(`core: HTTP ${answer.status}`);
  const streaming = answer.headers.get("content-type")?.startsWith("application/wasm") ?? false;
  return streaming ? WebAssembly.compileStreaming(answer) : WebAssembly.compile(await answer.arrayBuffer());
}
