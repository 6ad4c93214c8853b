// How the page is built that needs no server: everything that it loads stands in it (`atelier export --page` adds a past).
// SPDX-License-Identifier: MIT
import { defineConfig, type Plugin } from "vite";
import solid from "vite-plugin-solid";
import { frenchSpaces } from "./scripts/french_spaces.mjs";

/** Puts the one script and the one style sheet into the page, and drops them as files. */
function inlineAll(): Plugin {
  return {
    name: "inline-all",
    enforce: "post",
    generateBundle(_options, bundle) {
      const pages = Object.values(bundle).filter((file) => file.fileName.endsWith(".html"));
      const inlined = Object.values(bundle).filter((file) => /\.(js|css)$/.test(file.fileName));
      for (const page of pages) {
        if (page.type !== "asset") continue;
        let html = String(page.source);
        for (const file of inlined) html = html.replace(tagOf(file.fileName), "");
        const styles = inlined.flatMap((file) => (file.type === "asset" ? [String(file.source)] : []));
        const scripts = inlined.flatMap((file) => (file.type === "chunk" ? [file.code] : []));
        html = html.replace("</head>", () => `<style>${styles.join("")}</style></head>`);
        html = html.replace("</body>", () => `${scripts.map(moduleOf).join("")}</body>`);
        page.source = html;
      }
      for (const file of inlined) delete bundle[file.fileName];
    },
  };
}

function tagOf(path: string): RegExp {
  const name = path.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`<(script|link)[^>]*${name}[^>]*>(</script>)?\\s*`);
}

function moduleOf(code: string): string {
  return `<script type="module">${code.replaceAll("</script", "<\\/script")}</script>`;
}

export default defineConfig({
  plugins: [frenchSpaces(), solid(), inlineAll()],
  base: "./",
  publicDir: false,
  build: {
    target: ["es2020", "safari16"],
    cssTarget: ["es2020", "safari16"],
    rollupOptions: { input: "player.html", output: { codeSplitting: false } },
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    emptyOutDir: false,
    reportCompressedSize: false,
  },
});
