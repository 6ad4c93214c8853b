// Writes .gz and .br beside each file of dist/ that gains from it, so that the server compresses nothing at run time.
// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url).pathname;
const textual = /\.(html|js|css|wasm|svg|json|webmanifest)$/;
const bytesMin = 1024;

for (const entry of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
  const path = join(dist, entry);
  if (!textual.test(entry) || statSync(path).size < bytesMin) continue;
  const bytes = readFileSync(path);
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(
    `${path}.br`,
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  );
}
