// How the pages are built: one JavaScript file, one style sheet, the core as a hashed wasm file; nothing inline (CSP).
// SPDX-License-Identifier: MIT
import type { Plugin } from "vite";
import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";

/** Starts fetching the core together with the script that asks for it; the service worker finds it there too. */
function preloadCore(): Plugin {
  return {
    name: "preload-core",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter((path) => path.endsWith(".wasm"))
          .map((path) => ({
            tag: "link",
            attrs: {
              rel: "preload",
              href: `/${path}`,
              as: "fetch",
              type: "application/wasm",
              crossorigin: "",
            },
            injectTo: "head",
          })),
    },
  };
}

export default defineConfig({
  plugins: [solid(), preloadCore()],
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
