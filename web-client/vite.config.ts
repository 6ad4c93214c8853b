// How the pages are built: one JavaScript file, one style sheet, the core as a hashed wasm file; nothing inline (CSP).
// SPDX-License-Identifier: MIT
import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [solid()],
  base: "/",
  build: {
    target: ["es2020", "safari15"],
    cssTarget: ["es2020", "safari15"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  test: {
    include: ["tests/**/*_test.ts"],
    environment: "node",
  },
});
