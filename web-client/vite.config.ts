// How the pages are built: one JavaScript file, one style sheet, the core as a hashed wasm file; nothing inline (CSP).
// SPDX-License-Identifier: MIT
import type { Plugin } from "vite";
import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";
import { frenchSpaces } from "./scripts/french_spaces.mjs";

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

/**
 * One file for all that the first page imports: split by who else imports it, it would be five requests and compress worse.
 * `importers` are those that import at once; what is imported on demand has a chunk of its own.
 */
function isOfFirstPage(id: string, importersOf: (id: string) => readonly string[]): boolean {
  const seen = new Set([id]);
  for (const one of seen) {
    if (one.endsWith("/src/main.tsx")) return true;
    for (const importer of importersOf(one)) seen.add(importer);
  }
  return false;
}

/** Chunks that no visit needs at once, and a visit without a network may: the service worker keeps what the page names. */
const offlineEntries =
  /src\/(store\/kept_boards|ui\/(front\/front_page|card_dialogs|card_votes|long_list|rework_dialog))\.tsx?$/;

/** Names those chunks and their styles in the page, where browsers fetch nothing from. */
function nameOfflineChunks(): Plugin {
  return {
    name: "name-offline-chunks",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle }) =>
        Object.values(bundle ?? {})
          .filter((file) => file.type === "chunk" && offlineEntries.test(file.facadeModuleId ?? ""))
          .flatMap((file) => [file.fileName, ...(file.type === "chunk" ? stylesOf(file) : [])])
          .map((path) => ({
            tag: "meta",
            attrs: { name: "kept-offline", content: `/${path}` },
            injectTo: "head",
          })),
    },
  };
}

function stylesOf(chunk: { viteMetadata?: { importedCss: Set<string> } }): string[] {
  return [...(chunk.viteMetadata?.importedCss ?? [])];
}

export default defineConfig({
  plugins: [frenchSpaces(), solid(), preloadCore(), nameOfflineChunks()],
  base: "/",
  build: {
    target: ["es2020", "safari15"],
    cssTarget: ["es2020", "safari15"],
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              debugName: "first page",
              name: (id, graph) =>
                isOfFirstPage(id, (one) => graph.getModuleInfo(one)?.importers ?? []) ? "index" : null,
            },
          ],
        },
      },
    },
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  test: {
    include: ["tests/**/*_test.ts"],
    environment: "node",
  },
});
