// Adds to web-client/package-lock.json the packages of other platforms that npm left out because the registry in use did
// not have them: without an entry for each optional dependency `npm ci` refuses the file, on every platform.
// Run it after a change of dependencies: node .ci/complete_lock.mjs
// SPDX-License-Identifier: MIT
import { readFileSync, writeFileSync } from "node:fs";

const path = process.argv[2] ?? new URL("../web-client/package-lock.json", import.meta.url).pathname;
const lock = JSON.parse(readFileSync(path, "utf8"));
const systems = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
const processors = ["arm64", "arm", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"];

/** The platform that a package is for, read off its name: "@biomejs/cli-linux-x64-musl". */
function platformOf(name) {
  const parts = name.split(/[^a-z0-9]+/);
  const os = systems.filter((system) => parts.includes(system));
  const cpu = processors.filter((processor) => parts.includes(processor));
  const libc = parts.includes("musl") ? ["musl"] : parts.some((part) => part.startsWith("gnu")) ? ["glibc"] : [];
  return { ...(cpu.length && { cpu }), ...(libc.length && { libc }), ...(os.length && { os }) };
}

let added = 0;
for (const entry of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`;
    if (lock.packages[key]) continue;
    const platform = platformOf(name);
    if (!platform.cpu && !platform.os) {
      console.error(`${name} is for no platform that this script knows: left out`);
      continue;
    }
    lock.packages[key] = { version, ...(entry.dev && { dev: true }), ...platform, optional: true };
    added += 1;
  }
}
const [root, ...others] = Object.entries(lock.packages);
lock.packages = Object.fromEntries([root, ...others.sort(([a], [b]) => (a < b ? -1 : 1))]);
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other platforms added`);
