// Runs a wasm32-wasi test program: node run_wasm_program.mjs PROGRAM [ARGUMENTS...]
// SPDX-License-Identifier: MIT
import { readFile } from 'node:fs/promises';
import { WASI } from 'node:wasi';

const [program, ...programArguments] = process.argv.slice(2);
const wasi = new WASI({ version: 'preview1', args: [program, ...programArguments], returnOnExit: true });
const module = await WebAssembly.compile(await readFile(program));
process.exitCode = wasi.start(await WebAssembly.instantiate(module, wasi.getImportObject()));
