// Pictures of every state (states.mjs) into the folder that is named: `./dev screens`. WebP, so that all of them stay small.
// SPDX-License-Identifier: MIT
import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openBrowser } from "./people.mjs";
import { phone, walkStates } from "./states.mjs";

const folder = process.argv[2];
const laptop = { width: 1280, height: 800 };
const projector = { width: 1920, height: 1080 };
const quality = 50;
const bytesMax = 5_000_000;

/** Which sizes a state is worth looking at in. */
function sizesOf(page, { sizes }) {
  if (page.viewportSize().width === projector.width) return { projector };
  return sizes.includes("projector") ? { phone, laptop, projector } : { phone, laptop };
}

async function shoot(page, file) {
  const wire = await page.context().newCDPSession(page);
  const { data } = await wire.send("Page.captureScreenshot", { format: "webp", quality });
  await wire.detach();
  await writeFile(file, Buffer.from(data, "base64"));
}

const ends = [];
const run = { after: (end) => ends.unshift(end) };
try {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await walkStates(run, await openBrowser(run), async (page, state) => {
    const own = page.viewportSize();
    const name = state.name.replaceAll(/[^\p{L}\d]+/gu, "_").toLowerCase();
    const isAtTop = await page.evaluate(() => scrollY === 0);
    for (const [size, viewport] of Object.entries(sizesOf(page, state))) {
      await page.setViewportSize(viewport);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      if (isAtTop) await page.evaluate(() => scrollTo(0, 0));
      await shoot(page, join(folder, `${name}-${size}.webp`));
    }
    await page.setViewportSize(own);
  });
} finally {
  for (const end of ends) await end();
}
const files = await readdir(folder);
let bytes = 0;
for (const file of files) bytes += (await stat(join(folder, file))).size;
console.log(`${folder}: ${files.length} pictures, ${bytes} bytes`);
if (bytes > bytesMax) throw new Error(`more than ${bytesMax} bytes: lower the quality, or look at fewer sizes`);
