// Where the keyboard stands. What is on its way, such as a dialog that is fetched, is waited for: a person sees that it is not
// there yet, and a key that goes by it goes elsewhere.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";

/** What says what has the focus. */
export const focusedText = (page) => page.evaluate(() => document.activeElement?.textContent);

/** Presses Tab, so many times at most, until the focus is on what matches and whose name or text begins so. */
export async function tabTo(page, selector, name = "", presses = 200) {
  await page.waitForFunction(isThere, [selector, name]).catch(() => assert.fail(`no ${selector} "${name}" came`));
  for (let left = presses; left > 0; left -= 1) {
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
