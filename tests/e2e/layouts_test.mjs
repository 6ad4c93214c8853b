// One board, three layouts: columns, list, wall. What is done in one is seen in the others.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import test from "node:test";
import { violations } from "./support/axe.mjs";
import { addCard, assertSameEverywhere, cardWith, join, live, openBrowser, sameState } from "./support/people.mjs";
import { startServer } from "./support/server.mjs";


const laptop = { viewport: { width: 1280, height: 800 } };

async function choose(page, name) {
  const layout = { Colonnes: "columns", Liste: "list", Mur: "wall" }[name];
  await page.getByRole("button", { name, exact: true }).click();
  await page.locator(`main.layout_${layout}`).waitFor();
  if (layout === "wall") await page.locator(".wall_ground").waitFor();
}

/** The place of a card as the wall draws it, in board units. */
function placeIn(card) {
  return card.evaluate((element) => element.style.transform.match(/-?[\d.]+/g)?.slice(0, 2).join(" "));
}

const placeOf = (page, text) => placeIn(cardWith(page, text));

function allPlaces(page) {
  return page.locator(".card").evaluateAll((cards) => cards.map((card) => card.style.transform).join());
}

/** Waits until the wall draws that card there. */
async function drawnAt(page, text, place) {
  const at = place.split(" ").map((number) => `${number}px`).join(", ");
  await page.locator(`.card[style*="translate(${at})"]`, { hasText: text }).waitFor();
}

async function assertNoViolation(page, state) {
  assert.deepEqual(await violations(page), [], state);
}

/** Takes a card by its middle and drags it so far. */
async function dragBy(page, text, dx, dy, { drop = true } = {}) {
  await cardWith(page, text).locator(".card_face").hover({ position: { x: 40, y: 15 } });
  const box = await cardWith(page, text).boundingBox();
  await page.mouse.move(box.x + 60, box.y + 30);
  await page.mouse.down();
  await page.mouse.move(box.x + 60 + dx / 2, box.y + 30 + dy / 2, { steps: 3 });
  await page.mouse.move(box.x + 60 + dx, box.y + 30 + dy, { steps: 3 });
  if (drop) await page.mouse.up();
}

test("[A6] each layout is one press or one key away, and a reload finds it again", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant, laptop);
  const cards = await page.locator(".card").count();
  for (const name of ["Liste", "Mur", "Colonnes", "Mur"]) {
    await choose(page, name);
    assert.equal(await page.locator(".card").count(), cards);
  }
  await page.reload();
  await live(page);
  await page.locator("main.layout_wall .wall_ground").waitFor();
  await page.keyboard.press("Alt+Shift+Digit2");
  await page.locator("main.layout_list").waitFor();
  await page.getByLabel("Grouper").selectOption("Par fil commun");
  await page.getByRole("heading", { name: "Dans aucun fil" }).or(page.locator("main.by_group h2").first()).first().waitFor();
  await page.reload();
  await live(page);
  await page.locator("main.layout_list.by_group .card").first().waitFor();
  assert.equal(await page.locator(".card").count(), cards);
  assert.deepEqual(page.trouble, []);
});

test("a switch keeps the open card, its caret, and drafts", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant, laptop);
  await addCard(page, "Ajouter une crainte", "texte ouvert");
  await page.getByLabel("Ajouter un besoin").fill("brouillon");
  await cardWith(page, "texte ouvert").locator(".card_face").click();
  const area = page.getByLabel("Texte de la carte");
  await area.evaluate((text) => text.setSelectionRange(5, 5));
  for (const key of ["Digit3", "Digit2", "Digit1"]) {
    await page.keyboard.press(`Alt+Shift+${key}`);
    await page.locator(["main.layout_columns", "main.layout_list", "main.layout_wall"][key.at(-1) - 1]).waitFor();
    const caret = await area.evaluate((text) => [document.activeElement === text, text.selectionStart]);
    assert.deepEqual(caret, [true, 5]);
  }
  await page.getByLabel("Grouper").focus();
  await page.getByLabel("Grouper").selectOption("Par structure");
  await page.getByRole("heading", { name: "Lisieux Normandie" }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.className), "grouping");
  assert.equal(await area.inputValue(), "texte ouvert");
  await page.locator(".column_tabs button").nth(2).click();
  assert.equal(await page.getByLabel("Ajouter un besoin").inputValue(), "brouillon");
  await page.keyboard.press("Alt+Shift+Digit3");
  await page.locator("main.layout_wall").waitFor();
  assert.equal(await page.getByLabel("Ajouter un besoin").inputValue(), "brouillon");
});

test("written in the list, laid on the wall by mouse and by keys: the same place for everybody", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const anne = await join(browser, server.links.participant, laptop);
  const bob = await join(browser, server.links.participant, laptop);
  await choose(anne, "Liste");
  await choose(bob, "Mur");
  await addCard(anne, "Ajouter un besoin", "une carte à poser");
  await cardWith(bob, "une carte à poser").waitFor();
  await choose(anne, "Mur");
  await cardWith(anne, "une carte à poser").locator(".card_face").focus();
  const start = await placeOf(anne, "une carte à poser");
  assert.equal(await placeOf(bob, "une carte à poser"), start);

  await dragBy(anne, "une carte à poser", 120, -90);
  const byMouse = await placeOf(anne, "une carte à poser");
  assert.notEqual(byMouse, start);
  await drawnAt(bob, "une carte à poser", byMouse);

  await bob.keyboard.press("Tab");
  await cardWith(bob, "une carte à poser").locator(".card_face").focus();
  await bob.keyboard.press("Shift+ArrowRight");
  await bob.keyboard.press("ArrowDown");
  await bob.keyboard.press("Shift+ArrowDown");
  await bob.keyboard.press("Enter");
  const [x, y] = byMouse.split(" ").map(Number);
  const byKeys = `${x + 20} ${y + 140}`;
  assert.equal(await placeOf(bob, "une carte à poser"), byKeys);
  assert.equal(await bob.evaluate(() => document.activeElement.textContent), "une carte à poser");
  await drawnAt(anne, "une carte à poser", byKeys);

  // [A2] The same without keyboard and without dragging: the menu, then buttons.
  await cardWith(anne, "une carte à poser").locator(".card_face").click();
  await anne.getByRole("button", { name: "Déplacer vers…" }).click();
  await anne.getByRole("button", { name: "Déplacer sur le mur" }).click();
  await anne.getByRole("button", { name: "Vers la gauche" }).click();
  await anne.getByRole("button", { name: "Poser", exact: true }).click();
  await drawnAt(bob, "une carte à poser", `${x} ${y + 140}`);
  await anne.keyboard.press("Control+z");
  await drawnAt(bob, "une carte à poser", byKeys);
  await assertSameEverywhere(browser, server, anne, bob);
});

test("[A3] what is given up on the wall leaves no trace", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant, laptop);
  await addCard(page, "Ajouter une crainte", "qui reste");
  const before = await sameState(page);
  await choose(page, "Mur");
  await cardWith(page, "qui reste").locator(".card_face").focus();
  const place = await placeOf(page, "qui reste");
  await dragBy(page, "qui reste", 150, -40, { drop: false });
  assert.notEqual(await placeOf(page, "qui reste"), place);
  await page.keyboard.press("Escape");
  await page.mouse.up();
  assert.equal(await placeOf(page, "qui reste"), place);
  await cardWith(page, "qui reste").locator(".card_face").focus();
  await page.keyboard.press("Shift+ArrowLeft");
  assert.notEqual(await placeOf(page, "qui reste"), place);
  await page.keyboard.press("Escape");
  assert.equal(await placeOf(page, "qui reste"), place);
  assert.equal(await page.locator(".card_open").count(), 0);
  assert.equal(await sameState(page), before);
});

test("the wall slides and zooms by mouse, by keys and by buttons, and shows a card that gets the focus", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant, laptop);
  await choose(page, "Mur");
  const layer = () => page.locator(".cards").first().evaluate((list) => list.style.transform);
  let last = await layer();
  const changed = async (what) => {
    const now = await layer();
    assert.notEqual(now, last, what);
    last = now;
  };
  await page.getByRole("button", { name: "Tout voir" }).click();
  await changed("all");
  await page.getByRole("button", { name: "Rapprocher" }).click();
  await changed("nearer");
  await page.getByRole("button", { name: "Voir plus à droite" }).click();
  await changed("right");
  await page.locator(".wall_ground").focus();
  await page.keyboard.press("ArrowDown");
  await changed("arrow");
  await page.keyboard.press("-");
  await changed("minus");
  await page.getByRole("button", { name: "Tout voir" }).click();
  last = await layer();
  const ground = await page.locator(".wall_ground").boundingBox();
  await page.mouse.move(ground.x + 30, ground.y + ground.height / 2);
  await page.mouse.down();
  await page.mouse.move(ground.x + 90, ground.y + ground.height / 2 + 20, { steps: 4 });
  await page.mouse.up();
  await changed("drag");
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -200);
  await page.keyboard.up("Control");
  await page.waitForFunction((before) => document.querySelector(".cards").style.transform !== before, last);
  last = await layer();
  await page.locator(".wall_map").click({ position: { x: 10, y: 10 } });
  await changed("map");
  await page.getByRole("button", { name: "Ranger" }).focus();
  await page.keyboard.press("Tab");
  await page.locator(".card_face").last().focus();
  const [card, window] = [await page.locator(".card").last().boundingBox(), ground];
  assert.ok(card.x >= window.x && card.x + card.width <= window.x + window.width, "in sight, across");
  assert.ok(card.y >= window.y - 1 && card.y + card.height <= window.y + window.height + 1, "in sight, down");
});

test("a frame chooses cards, and arranging by thread is one gesture", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant, laptop);
  const other = await join(browser, server.links.participant, laptop);
  await choose(page, "Mur");
  await choose(other, "Mur");
  await page.getByRole("button", { name: "Tout voir" }).click();
  await page.getByRole("button", { name: "Choisir", exact: true }).click();
  const ground = await page.locator(".wall_ground").boundingBox();
  await page.mouse.move(ground.x + 4, ground.y + 4);
  await page.mouse.down();
  await page.mouse.move(ground.x + ground.width - 4, ground.y + ground.height - 4, { steps: 5 });
  await page.mouse.up();
  await page.locator(".picking_bar", { hasText: "cartes" }).waitFor();
  assert.equal(await page.locator(".card_picked").count(), await page.locator(".card").count());
  await page.getByRole("button", { name: "Annuler", exact: true }).last().click();

  const before = await sameState(page, other);
  // A choice is seen before it is taken, here alone.
  const lie = await allPlaces(page);
  await page.getByRole("button", { name: "Ranger" }).click();
  await page.getByRole("button", { name: "Par fil commun" }).focus();
  await page.locator("#wall_arranging", { hasText: /\d+\s+cartes changeraient de place/ }).waitFor();
  assert.notEqual(await allPlaces(page), lie);
  await page.keyboard.press("Escape");
  await page.locator("#wall_arranging").waitFor({ state: "detached" });
  assert.equal(await allPlaces(page), lie);
  assert.equal(await sameState(page, other), before);
  await page.getByRole("button", { name: "Ranger" }).click();
  await page.getByRole("button", { name: "Par fil commun" }).click();
  assert.notEqual(await sameState(page, other), before);
  await page.locator(".wall_thread").first().waitFor();
  await page.keyboard.press("Control+z");
  await sameState(page, other);
  await assertSameEverywhere(browser, server, page, other);
});

test("[A4] on a phone cards are laid by touch or by taps alone", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
  const page = await join(browser, server.links.participant, phone);
  await addCard(page, "Ajouter une crainte", "au doigt");
  await page.getByRole("button", { name: "Mur", exact: true }).tap();
  await page.locator("main.layout_wall .wall_ground").waitFor();
  await page.evaluate(() => document.querySelector(".card:last-child").dispatchEvent(new Event("wanted", { bubbles: true })));
  const place = await placeOf(page, "au doigt");
  await cardWith(page, "au doigt").locator(".card_face").tap();
  await page.getByRole("button", { name: "Déplacer vers…" }).tap();
  await page.getByRole("button", { name: "Déplacer sur le mur" }).tap();
  await page.getByRole("button", { name: "Vers le bas" }).tap();
  await page.getByRole("button", { name: "Poser", exact: true }).tap();
  const [x, y] = place.split(" ").map(Number);
  assert.equal(await placeOf(page, "au doigt"), `${x} ${y + 20}`);
  await sameState(page);
});

test("[A6] the list has every action of a card that the columns have", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.facilitator, laptop);
  await page.locator(".remote").waitFor();
  const actions = async () => {
    await page.locator(".card_face").first().click();
    await page.getByRole("button", { name: "Épingler" }).waitFor();
    const names = await page.locator(".card_open button").evaluateAll((buttons) =>
      buttons.map((button) => button.getAttribute("aria-label") ?? button.textContent),
    );
    await page.keyboard.press("Escape");
    return names;
  };
  const inColumns = await actions();
  assert.ok(inColumns.length > 8);
  await choose(page, "Liste");
  assert.deepEqual(await actions(), inColumns);
  assert.equal(await page.locator(".write_box").count(), 5);
  await choose(page, "Mur");
  assert.deepEqual(await actions(), inColumns);
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing in any layout, ${colorScheme} [A14 A26]`, async (t) => {
    const server = await startServer(t);
    const browser = await openBrowser(t);
    for (const width of [360, 1280]) {
      const page = await join(browser, server.links.participant, {
        viewport: { width, height: 800 },
        colorScheme,
        reducedMotion: "reduce",
      });
      await choose(page, "Mur");
      await assertNoViolation(page, `wall ${width}`);
      await page.getByRole("button", { name: "Ranger" }).click();
      await assertNoViolation(page, `arrange ${width}`);
      await page.keyboard.press("Escape");
      await page.locator(".card_face").first().click();
      await assertNoViolation(page, `open on the wall ${width}`);
      await page.getByRole("button", { name: "Déplacer vers…" }).click();
      await page.getByRole("button", { name: "Déplacer sur le mur" }).click();
      await assertNoViolation(page, `carrying ${width}`);
      await page.keyboard.press("Escape");
      for (const [layout, grouping] of [
        ["Liste", "Par type"],
        ["Liste", "Par fil commun"],
        ["Colonnes", "Par structure"],
      ]) {
        await choose(page, layout);
        await page.getByLabel("Grouper").selectOption(grouping);
        await page.locator(grouping === "Par type" ? "main.by_kind" : "main.by_group .card").first().waitFor();
        await assertNoViolation(page, `${layout} ${grouping} ${width}`);
      }
      // An organisation is its author's: nothing looks as if it could be dragged to another, and the menu says why.
      assert.equal(await page.locator(".card[draggable=true]").count(), 0);
      await page.locator(".card_face").first().click();
      await page.getByRole("button", { name: "Déplacer vers…" }).click();
      await page.getByRole("dialog").getByText("La structure d’une carte").waitFor();
      await assertNoViolation(page, `moving by organisation ${width}`);
      assert.deepEqual(page.trouble, []);
      await page.context().close();
    }
  });
}

test("[A18] no layout scrolls two ways at 320 px", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  for (const viewport of [
    { width: 320, height: 568 },
    { width: 568, height: 320 },
  ]) {
    const page = await join(browser, server.links.participant, { viewport });
    for (const name of ["Liste", "Mur", "Colonnes"]) {
      await choose(page, name);
      if (name === "Liste") {
        await page.getByLabel("Grouper").selectOption("Par structure");
        await page.locator("main.by_group .card").first().waitFor();
      }
      const sizes = await page.evaluate(() => {
        const { scrollWidth: content, clientWidth: room } = document.documentElement;
        return [content, room];
      });
      assert.ok(sizes[0] <= sizes[1], `${name}: ${sizes}`);
    }
    await page.context().close();
  }
});

test("[A20] with reduced motion nothing moves on the wall", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant, { ...laptop, reducedMotion: "reduce" });
  await choose(page, "Mur");
  await page.getByRole("button", { name: "Tout voir" }).click();
  await page.getByRole("button", { name: "Rapprocher" }).click();
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
});

test("[A7] on the wall, others neither take the focus nor the text under somebody's hands", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const anne = await join(browser, server.links.participant, laptop);
  const bob = await join(browser, server.links.participant, laptop);
  await addCard(anne, "Ajouter un récit", "à deux");
  await choose(anne, "Mur");
  await choose(bob, "Mur");
  await cardWith(anne, "à deux").locator(".card_face").click();
  await anne.keyboard.type(", à la fin");
  await bob.locator(".card_face", { hasText: "à deux" }).focus();
  for (const key of ["Shift+ArrowLeft", "Shift+ArrowUp", "Shift+ArrowRight"]) {
    const before = await placeIn(anne.locator(".card_open"));
    await bob.keyboard.press(key);
    await bob.keyboard.press("Enter");
    await anne.waitForFunction(
      (place) => {
        const now = document.querySelector(".card_open").style.transform.match(/-?[\d.]+/g).slice(0, 2);
        return now.join(" ") !== place;
      },
      before,
    );
    await anne.keyboard.type(" et encore");
  }
  assert.equal(await anne.evaluate(() => document.activeElement.className), "card_text");
  assert.equal(
    await anne.getByLabel("Texte de la carte").inputValue(),
    "à deux, à la fin et encore et encore et encore",
  );
  await sameState(anne, bob);
});

test("[A5] what the browser brings into view stays in view on the wall, as when words are looked for", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant, laptop);
  await addCard(page, "Ajouter un récit", "au bord");
  await choose(page, "Mur");
  const face = cardWith(page, "au bord").locator(".card_face");
  const shift = await face.evaluate(async (element) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const right = () => element.getBoundingClientRect().right - document.querySelector(".columns").getBoundingClientRect().right;
    const before = right();
    element.scrollIntoView({ block: "nearest", inline: "nearest" });
    await frame();
    return { before, after: right(), scrolled: document.querySelector(".columns").scrollLeft };
  });
  assert.ok(shift.before > 0, "the card began out of sight");
  assert.ok(shift.after <= 0, JSON.stringify(shift));
  assert.equal(shift.scrolled, 0, "the wall has one way to be slid");
});

test("[A25] whoever may not move cards slides the wall instead, and is offered no way to arrange it", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.observer, laptop);
  const before = await sameState(page);
  await choose(page, "Mur");
  const first = page.locator(".card").first();
  const place = await first.evaluate((card) => card.style.transform);
  const layer = () => page.locator(".cards").first().evaluate((list) => list.style.transform);
  const view = await layer();
  await first.hover();
  await page.mouse.down();
  await page.mouse.move(700, 500, { steps: 5 });
  await page.mouse.up();
  assert.notEqual(await layer(), view);
  assert.equal(await first.evaluate((card) => card.style.transform), place);
  assert.equal(await page.getByRole("button", { name: "Ranger" }).count(), 0);
  assert.equal(await page.getByRole("button", { name: "Choisir", exact: true }).count(), 0);
  assert.equal(await sameState(page), before);
});
