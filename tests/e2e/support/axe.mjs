// axe-core on a page as it stands: WCAG 2.2 AA, RGAA and target sizes.
// SPDX-License-Identifier: MIT
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const modules = createRequire(new URL("../../../web-client/package.json", import.meta.url));
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4", "best-practice"];

export const axeSource = readFileSync(modules.resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds, a line for each element: the rule, and how the element begins. */
export async function violations(page) {
  if (await page.evaluate(() => window.axe === undefined)) await page.evaluate(axeSource);
  const found = await page.evaluate(
    (runOnly) =>
      window.axe.run({ runOnly, resultTypes: ["violations"], rules: { "target-size": { enabled: true } } }),
    tags,
  );
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}
