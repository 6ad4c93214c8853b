// Brings the core that CMake built into the sources, where Vite gives it a hashed name.
// SPDX-License-Identifier: MIT
import { copyFileSync, existsSync } from "node:fs";

const built = new URL("../../build/wasm/server/client/atelier_core.wasm", import.meta.url);
const here = new URL("../src/core/atelier_core.wasm", import.meta.url);
if (existsSync(built)) {
  copyFileSync(built, here);
} else if (!existsSync(here)) {
  console.error(
    "build/wasm/server/client/atelier_core.wasm is missing: build the preset `wasm` first (./dev build).",
  );
  process.exit(1);
}
