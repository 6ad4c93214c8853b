// Every state of the pages (support/states.mjs): axe finds nothing, nothing is wider than a small phone, nothing is cut when
// text is spaced or doubled, targets are large enough. One walk finds all of it; what was found is told test by test.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import test from "node:test";
import { violations } from "./support/axe.mjs";
import { addCard, join, openBrowser } from "./support/people.mjs";
import { startServer } from "./support/server.mjs";
import { phone, walkStates } from "./support/states.mjs";

const laptop = { width: 1280, height: 800 };
const wholeHeight = 12_000;
const small = [
  { width: 320, height: 568 },
  { width: 568, height: 320 },
];
/** What a person may ask of any page (WCAG 1.4.12). */
const spacing = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }";

/** What stands out of the window, or of the dialog in it, when that has to be scrolled sideways. */
function overflow(page) {
  return page.evaluate(() => {
    const wide = [document.documentElement, ...document.querySelectorAll("dialog[open]")].find(
      (element) => element.scrollWidth > element.clientWidth,
    );
    if (wide === undefined) return [];
    const { scrollWidth, clientWidth } = wide;
    const { right } = wide.getBoundingClientRect();
    const out = [...wide.querySelectorAll("*")].filter(
      (element) => element.checkVisibility() && element.getBoundingClientRect().right > right,
    );
    const inmost = out.filter((element) => !out.some((other) => other !== element && element.contains(other)));
    return [`${scrollWidth} > ${clientWidth}`, ...inmost.slice(0, 3).map(({ outerHTML }) => outerHTML.slice(0, 100))];
  });
}

/** Visible controls smaller than `min` in either direction. */
function smallTargets(page, selector, min) {
  return page.evaluate(
    ([wanted, least]) =>
      [...document.querySelectorAll(wanted)]
        .filter((element) => element.checkVisibility())
        .map((element) => ({ html: element.outerHTML.slice(0, 80), box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width < least || box.height < least)
        .map(({ html, box }) => `${html} ${box.width}x${box.height}`),
    [selector, min],
  );
}

async function targets(page) {
  // A box to tick is as large as the words beside it.
  const controls = "button, input:not([type=checkbox]), label:has([type=checkbox]), textarea, summary, a[href], select";
  const main = "button.primary, .card_face:is(button), .column_tabs button, .remote button, .phase_choice";
  return [...(await smallTargets(page, controls, 24)), ...(await smallTargets(page, main, 44))];
}

/** Texts that their own box cuts off. A projector and the layout "wall" clamp cards on purpose: an open card, and the list, show all. */
function cutTexts(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("body *")]
      .filter((element) => element.checkVisibility() && !element.closest(".spoken, .screen, .layout_wall .card, textarea, svg"))
      .filter((element) => [...element.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim() !== ""))
      .filter((element) => {
        const { overflowX, overflowY, clipPath } = getComputedStyle(element);
        if (clipPath === "inset(50%)") return false; // for screen readers only
        const hides = (overflow) => overflow === "hidden" || overflow === "clip";
        const isWide = hides(overflowX) && element.scrollWidth > element.clientWidth + 1;
        return isWide || (hides(overflowY) && element.scrollHeight > element.clientHeight + 1);
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );
}

/** As a style sheet of one's own; the page's policy refuses what is written into it. */
async function withStyle(page, css, look) {
  await page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [sheet];
  }, css);
  const found = await look();
  await page.evaluate(() => {
    document.adoptedStyleSheets = [];
  });
  return found;
}

const found = { axe: [], overflow: [], cut: [], targets: [], trouble: [], moving: [] };
const note = (kind, where, lines) => found[kind].push(...lines.map((line) => `${where}: ${line}`));

async function look(page, { name, sizes }) {
  // The walk asks for less motion.
  note("moving", name, (await page.evaluate(() => document.getAnimations().length)) > 0 ? ["moves"] : []);
  // The wall of a room is a projector; it has no phone.
  const own = page.viewportSize();
  const viewports = sizes.length > 0 && own.width > laptop.width ? [own] : [phone, laptop];
  for (const viewport of viewports) {
    // So high that nothing is under the edge of the window or under what sticks to it: half a button is no small button.
    await page.setViewportSize({ ...viewport, height: Math.max(viewport.height, wholeHeight) });
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      note("axe", `${name}, ${viewport.width}, ${colorScheme}`, await violations(page));
    }
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize(viewport);
    note("overflow", `${name}, ${viewport.width}`, await overflow(page));
    if (viewport === phone) note("targets", name, await targets(page));
    const spaced = async () => [...(await cutTexts(page)), ...(await overflow(page))];
    note("cut", `${name}, ${viewport.width}, spaced`, await withStyle(page, spacing, spaced));
    if (viewport === laptop)
      note("cut", `${name}, doubled`, await withStyle(page, "html { font-size: 200% !important }", spaced));
  }
  if (viewports.includes(phone)) {
    for (const viewport of small) {
      await page.setViewportSize(viewport);
      note("overflow", `${name}, ${viewport.width} x ${viewport.height}`, await overflow(page));
    }
    await page.setViewportSize(phone);
  }
  // On a wall nobody writes, undoes or chooses a language; who only reads has nothing to write in.
  const forbidden = { reader: "textarea, .votes", screen: "textarea, button, .remote, .votes" }[name.split(",")[0]];
  if (forbidden !== undefined) assert.equal(await page.locator(forbidden).count(), 0, name);
  note("trouble", name, page.trouble.splice(0));
}

test("every state of the pages", { timeout: 600_000 }, async (t) => {
  const browser = await openBrowser(t);
  let states = 0;
  await walkStates(t, browser, async (page, state) => {
    states += 1;
    await look(page, state);
  });
  console.log(JSON.stringify({ name: "web.states", value: states }));
  assert.ok(states >= 25);
  const told = {
    axe: "axe finds nothing, light and dark, at 360 and 1280 pixels [A14 A26]",
    overflow: "nothing is wider than the window, down to 320 x 568 and 568 x 320 [A18]",
    cut: "nothing is cut when text is spaced, or twice as large [A19]",
    targets: "targets are 24 px everywhere, 44 px for a phone's main actions [A16]",
    moving: "nothing moves where less motion is asked for [A20]",
    trouble: "no script fails, and the policy blocks nothing",
  };
  for (const [kind, sentence] of Object.entries(told)) {
    await t.test(sentence, () => assert.deepEqual(found[kind], []));
  }
});

test("with reduced motion nothing moves, also when others move cards [A20]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant, { reducedMotion: "reduce" });
  const bob = await join(browser, server.links.participant);
  await page.evaluate(() => {
    window.moved = 0;
    const watch = () => {
      window.moved += document.getAnimations().length;
      requestAnimationFrame(watch);
    };
    watch();
  });
  await addCard(page, "Ajouter un besoin", "immobile");
  for (let round = 0; round < 5; round += 1) await addCard(bob, "Ajouter un besoin", `de Bob, ${round}`);
  await page.locator(".card", { hasText: "de Bob, 4" }).waitFor();
  assert.equal(await page.evaluate(() => window.moved), 0);
});

test("where the system chooses the colours, shapes still tell the kinds apart, and words say them [A15]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant, { forcedColors: "active" });
  const shapes = await page.evaluate(() =>
    [...document.querySelectorAll(".column_title")].map((title) => {
      const { backgroundColor, clipPath } = getComputedStyle(title, "::before");
      return { words: title.textContent.trim(), backgroundColor, clipPath, paper: getComputedStyle(document.body).backgroundColor };
    }),
  );
  assert.equal(shapes.length, 5);
  assert.equal(new Set(shapes.map(({ clipPath }) => clipPath)).size, 5);
  for (const { words, backgroundColor, paper } of shapes) {
    assert.notEqual(backgroundColor, paper, words);
    assert.match(words, /^\p{L}+/u);
  }
});
