// The browser's core asks its host for nothing, and offers what server/client/wasm_abi.h says, no more and no less.
// SPDX-License-Identifier: MIT
import { readFile } from 'node:fs/promises';

const [modulePath, headerPath] = process.argv.slice(2);
const module = new WebAssembly.Module(await readFile(modulePath));
const header = await readFile(headerPath, 'utf8');
const promised = [...header.matchAll(/ATELIER_EXPORT\("(\w+)"\)/g)].map((match) => match[1]);
const wanted = ['_initialize', 'memory', ...promised].sort();
const offered = WebAssembly.Module.exports(module).map((entry) => entry.name).sort();
const imports = WebAssembly.Module.imports(module);

const problems = [];
if (promised.length < 20) problems.push(`the header names only ${promised.length} functions: is it read right?`);
if (imports.length > 0) problems.push(`imports: ${imports.map((entry) => entry.name).join(', ')}`);
if (wanted.join() !== offered.join()) problems.push(`exports are ${offered.join(', ')}; the header says ${wanted.join(', ')}`);
for (const problem of problems) console.error(problem);
console.log(`${offered.length} exports, ${imports.length} imports`);
process.exitCode = problems.length === 0 ? 0 : 1;
