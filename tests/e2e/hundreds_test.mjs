// Boards of hundreds of cards: what is near is drawn, and everything is within reach, in columns, in the list and on the wall.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import test from "node:test";
import { violations } from "./support/axe.mjs";
import { join, openBrowser, sameState } from "./support/people.mjs";
import { startServer } from "./support/server.mjs";

const laptop = { viewport: { width: 1280, height: 800 } };

async function choose(page, name) {
  const layout = { Colonnes: "columns", Liste: "list", Mur: "wall" }[name];
  await page.getByRole("button", { name, exact: true }).click();
  await page.locator(`main.layout_${layout}`).waitFor();
}

async function assertNoViolation(page, state) {
  assert.deepEqual(await violations(page), [], state);
}

/** What the focus is on: a card's text, and which of how many it says it is. */
const focusedCard = (page) =>
  page.evaluate(() => {
    const item = document.activeElement?.closest(".card");
    return item && { text: item.querySelector(".card_face").textContent, place: item.ariaPosInSet, of: item.ariaSetSize };
  });
/** Cards of a column whose box touches the window. */
const seenIn = (page, kind) =>
  page.evaluate((wanted) => {
    const cards = [...document.querySelectorAll(`.column[data-kind="${wanted}"] .card`)];
    return cards.filter((card) => {
      const { top, bottom } = card.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    }).map((card) => Number(card.ariaPosInSet));
  }, kind);

test("[A5, A7] of hundreds of cards those near the screen are drawn, and none is out of reach", async (t) => {
  const server = await startServer(t, { cards: 330 });
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant, laptop);
  const other = await join(browser, server.links.participant, laptop);
  const column = page.locator('.column[data-kind="2"]');
  const count = Number(await column.locator(".count").textContent());
  assert.ok(count > 60);
  await column.locator(`.card[aria-posinset="1"][aria-setsize="${count}"]`).waitFor();
  const elements = () => page.evaluate(() => document.getElementsByTagName("*").length);
  assert.ok((await elements()) <= 620, `${await elements()} elements`);

  // Scrolled to the end, the last card stands at the end of its list, and the page is about as long as it was promised to be.
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const toEnd = () => page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await toEnd();
  await page.waitForFunction(() => {
    scrollTo(0, document.documentElement.scrollHeight);
    const last = [...document.querySelectorAll(".card")].filter((card) => card.ariaPosInSet === card.ariaSetSize);
    return last.some((card) => card.getBoundingClientRect().top < innerHeight);
  });
  const longer = await page.evaluate(() => document.documentElement.scrollHeight);
  assert.ok(Math.abs(longer - height) < height / 4, `${height} pixels, then ${longer}`);
  assert.ok((await elements()) <= 620, `${await elements()} elements`);

  // The focus stays on a card that is scrolled away and moved by another, and an arrow leads on from there.
  await page.evaluate(() => scrollTo(0, 0));
  await column.locator('.card[aria-posinset="1"] .card_face').focus();
  await page.keyboard.press("ArrowDown");
  const second = await focusedCard(page);
  assert.equal(second.place, "2");
  await toEnd();
  await page.waitForFunction(() => document.querySelector('.column[data-kind="2"] .card[aria-posinset="3"]') === null);
  const firstElsewhere = other.locator('.column[data-kind="2"] .card[aria-posinset="1"]');
  await firstElsewhere.locator(".card_face").click();
  await other.getByRole("button", { name: "Retirer", exact: true }).click();
  await sameState(page, other);
  assert.deepEqual(await focusedCard(page), { text: second.text, place: "1", of: String(count - 1) });
  await page.keyboard.press("ArrowDown");
  assert.equal((await focusedCard(page)).place, "2");
  await page.waitForFunction(() => document.activeElement.getBoundingClientRect().top >= 0);

  // Arrows alone lead anywhere; each card comes to be as it is reached.
  for (let at = 3; at <= 45; at += 1) await page.keyboard.press("ArrowDown");
  assert.equal((await focusedCard(page)).place, "45");
  assert.ok((await seenIn(page, 2)).includes(45));
  await page.keyboard.press("ArrowRight");
  assert.equal((await focusedCard(page)).place, "45");

  // The list has all of them the same way; print has them all.
  await choose(page, "Liste");
  await page.waitForFunction(() => document.getElementsByTagName("*").length <= 620);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await page.locator(".card").count(), 329);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.ok((await page.locator(".card").count()) < 150);
  await assertNoViolation(page, "a long list");
  assert.deepEqual(page.trouble, []);
});

test("a link to a card among hundreds leads there", async (t) => {
  const server = await startServer(t, { cards: 330 });
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant, { viewport: { width: 360, height: 740 }, hasTouch: true });
  await page.locator('.column[data-kind="1"] .card[aria-posinset="1"] .card_face').click();
  await page.getByRole("button", { name: "Relier…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("searchbox").or(dialog.getByRole("textbox")).first().fill("collectivité");
  await dialog.locator("ul button").last().click();
  await dialog.locator("button").filter({ hasText: /cause|bloque|répond|illustre|contredit|complète/ }).first().click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.locator(".card_ties .card_link").first().click();
  await page.locator(".card_reached").waitFor();
  await page.waitForFunction(() => {
    const { top, bottom } = document.querySelector(".card_reached").getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
  assert.ok((await page.locator(".card").count()) < 100);
  assert.deepEqual(page.trouble, []);
});

/** Whether the wall has something painted in the middle of the ground's part around that point of it. */
function paintedAt(page, x, y) {
  return page.evaluate(([left, top]) => {
    const canvas = document.querySelector(".wall_far canvas");
    const dots = canvas.width / canvas.clientWidth;
    return canvas.getContext("2d").getImageData(left * dots, top * dots, 1, 1).data[3] > 0;
  }, [x, y]);
}

test("[A5, A7] of hundreds of cards the wall draws those in sight, paints them from far, and none is out of reach", async (t) => {
  const server = await startServer(t, { cards: 330 });
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant, laptop);
  await choose(page, "Mur");
  await page.waitForFunction(() => document.querySelectorAll(".card").length < 150);
  await page.getByRole("button", { name: "C’est noté" }).click();

  await assertNoViolation(page, "the wall of hundreds, from near");

  // Arrows lead on to cards that were not there, and each says which of how many it is.
  await page.locator('.column[data-kind="1"] .card[aria-posinset="1"] .card_face').focus();
  for (let at = 2; at <= 20; at += 1) {
    await page.keyboard.press("ArrowDown");
    assert.equal((await focusedCard(page)).place, String(at));
  }
  await page.waitForFunction(() => {
    const { top, bottom } = document.activeElement.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
  await page.keyboard.press("Tab");
  assert.equal((await focusedCard(page)).place, "21");
  assert.ok((await page.locator(".card").count()) < 150);

  // From far, cards are painted; the one in focus is an element that can be read.
  await page.getByRole("button", { name: "Tout voir" }).click();
  await page.locator(".wall_far canvas").waitFor();
  await page.locator(".wall_far_note", { hasText: "330\u00a0cartes" }).waitFor();
  assert.ok((await page.locator(".card").count()) <= 12);
  await assertNoViolation(page, "the wall of hundreds, from far");
  await page.keyboard.press("Tab");
  await page.locator('.column[data-kind="2"] .card .card_face').first().focus();
  await page.keyboard.press("ArrowDown");
  assert.equal((await focusedCard(page)).place, "2");
  await page.waitForFunction(() => document.activeElement.getBoundingClientRect().width > 200);

  // What is painted is said when it is pointed at, opened when it is pressed, and goes with the hand.
  const ground = await page.locator(".wall_ground").boundingBox();
  const spot = await page.evaluate(() => {
    const [card, wall] = [document.activeElement.closest(".card"), document.querySelector(".wall_ground")];
    const at = card.getBoundingClientRect();
    return { x: at.left - wall.getBoundingClientRect().left + 3, y: at.top - wall.getBoundingClientRect().top + 2 };
  });
  await page.locator(".wall_ground").focus();
  await page.waitForFunction(() => document.querySelectorAll(".far .card:focus-within").length === 0);
  assert.ok(await paintedAt(page, spot.x, spot.y));
  await page.mouse.move(ground.x + spot.x, ground.y + spot.y);
  await page.locator(".wall_pointed").waitFor();
  const text = await page.locator(".wall_pointed").textContent();
  await page.mouse.down();
  await page.mouse.up();
  await page.waitForFunction((said) => document.querySelector(".card_open textarea")?.value === said, text);
  assert.ok((await page.locator(".card_open").boundingBox()).width > 300);
  await page.keyboard.press("Escape");
  await page.locator(".wall_ground").focus();
  await page.mouse.move(ground.x + spot.x, ground.y + spot.y);
  await page.mouse.down();
  await page.mouse.move(ground.x + spot.x + 200, ground.y + spot.y + 10, { steps: 4 });
  await page.mouse.up();
  await page.getByText("La carte est posée.").first().waitFor();
  await page.waitForFunction(() => Number(document.querySelector("main").dataset.pending) === 0);

  // A frame chooses what is painted.
  await page.keyboard.down("Shift");
  await page.mouse.move(ground.x + spot.x - 15, ground.y + 20);
  await page.mouse.down();
  await page.mouse.move(ground.x + spot.x + 15, ground.y + 120, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up("Shift");
  await page.locator(".picking_bar, .note").filter({ hasText: /\d+\s+cartes choisies/ }).first().waitFor();
  await page.getByRole("button", { name: "Annuler", exact: true }).first().click();

  // Print has them all; the columns find out for themselves again.
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await page.locator(".card").count(), 330);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await choose(page, "Colonnes");
  await page.waitForFunction(() => document.querySelectorAll(".card").length < 150);
  await page.locator('.column[data-kind="2"] .card[aria-posinset="1"]').waitFor();
  assert.deepEqual(page.trouble, []);
});
