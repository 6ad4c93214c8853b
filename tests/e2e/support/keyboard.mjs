// Where the keyboard stands. What is on its way, such as a dialog that is fetched, is waited for: a person sees that it is not
// there yet, and a key that goes by it goes elsewhere.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";

const pressesMax = 400;

const focusedText = (page) => page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");

/** Waits until the focus is on what says just that, or fits that pattern. */
export async function assertFocus(page, wanted) {
  const pattern = wanted instanceof RegExp ? wanted : null;
  await page
    .waitForFunction(
      ([text, source]) => {
        const said = document.activeElement?.textContent?.trim() ?? "";
        return source === null ? said === text : new RegExp(source).test(said);
      },
      [String(wanted), pattern?.source ?? null],
    )
    .catch(async () => (pattern ? assert.match : assert.equal)(await focusedText(page), wanted));
}

/** Presses Tab until the focus is on what matches and is named so, or begins so; fails after more than one round of the page. */
export async function tabTo(page, selector, name = "") {
  await page.waitForFunction(isThere, [selector, name]).catch(() => assert.fail(`no ${selector} "${name}" came`));
  for (let left = pressesMax; left > 0; left -= 1) {
    if (await page.evaluate(isFocused, [selector, name])) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`no way to ${selector} "${name}" by Tab`);
}

// Both run in the page.
function isThere([selector, name]) {
  return [...document.querySelectorAll(selector)].some(
    (one) =>
      one.getClientRects().length > 0 &&
      [one.getAttribute("aria-label"), one.textContent].some((label) => label?.trim().startsWith(name)),
  );
}

function isFocused([selector, name]) {
  const one = document.activeElement;
  const labels = [one?.getAttribute("aria-label"), one?.textContent];
  return one?.matches(selector) === true && labels.some((label) => label?.trim().startsWith(name));
}
