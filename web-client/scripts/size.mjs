// Prints what a first visit weighs, one JSON object a line, and fails above the budget (docs: design 9, E1).
// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url).pathname;
const files = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((path) =>
  /\.(html|js|css|wasm|svg|webmanifest)$/.test(path),
);
/** @type {(paths: string[], size: (bytes: Buffer) => number) => number} */
const sum = (paths, size) => paths.reduce((total, path) => total + size(readFileSync(join(dist, path))), 0);
/** @type {(bytes: Buffer) => number} */
const gzipBytes = (bytes) => gzipSync(bytes, { level: 9 }).length;
/** @type {(extension: string) => string[]} */
const of = (extension) => files.filter((path) => extname(path) === extension);

// What the page names is fetched at once, and the service worker behind it: a participant's JavaScript. What only
// facilitators and screens get is counted with all.
const page = readFileSync(join(dist, "index.html"), "utf8").replace(
  /<meta name="kept-offline"[^>]*>|<[^>]*(nomodule|apple-touch)[^>]*>/g,
  "",
);
const firstLoad = files.filter((path) => path === "index.html" || page.includes(`"/${path}"`));
/** @type {(path: string) => boolean} */
const isForAll = (path) => firstLoad.includes(path) || path === "service_worker.js";
const numbers = [
  { name: "web.js_gzip_bytes", value: sum(of(".js").filter(isForAll), gzipBytes), max: 60 * 1024 },
  { name: "web.all_js_gzip_bytes", value: sum(of(".js"), gzipBytes), max: 171 * 1024 },
  { name: "web.css_gzip_bytes", value: sum(of(".css").filter(isForAll), gzipBytes), max: 10 * 1024 },
  { name: "web.all_css_gzip_bytes", value: sum(of(".css"), gzipBytes), max: 17 * 1024 },
  { name: "wasm.gzip_bytes", value: sum(of(".wasm"), gzipBytes), max: 67_000 },
  {
    name: "web.first_load_bytes",
    value: sum(firstLoad, (bytes) => Math.min(bytes.length, brotliCompressSync(bytes).length)),
    max: 120_000,
  },
  { name: "web.requests", value: firstLoad.length, max: 8 },
];
let over = false;
for (const { name, value, max } of numbers) {
  console.log(JSON.stringify({ name, value, max }));
  if (value > max) {
    console.error(`${name}: ${value} is above ${max}`);
    over = true;
  }
}
process.exit(over ? 1 : 0);
