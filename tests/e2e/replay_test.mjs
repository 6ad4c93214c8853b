// Looking back on a board: what replay shows is what there was, by mouse, keyboard and touch; it explains, it can be cited, and
// the board of now goes on.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { violations } from "./support/axe.mjs";
import { addCard, answerDoor, cardWith, join, openBrowser, openPage, pageState, sameState, testLink } from "./support/people.mjs";
import { startServer } from "./support/server.mjs";


const slider = (page) => page.locator("#replay_slider");

/** Waits until the replay page stands somewhere and nothing is under way; gives where, and the hash of what it shows. */
async function standing(page) {
  await page.locator("main[data-position][aria-busy=false]").waitFor();
  const { position, hash } = await pageState(page);
  return { position: Number(position), hash };
}

async function openReplay(page) {
  const { position } = await pageState(page);
  await page.getByRole("button", { name: "Rejouer", exact: true }).click();
  await page.locator(`.replay main[data-position="${position}"]`).waitFor();
  return Number(position);
}

/** Presses a key on the slider and waits until one stands elsewhere. */
async function pressTo(page, key) {
  const before = (await standing(page)).position;
  await slider(page).press(key);
  await page.waitForFunction((old) => document.querySelector("main").dataset.position !== String(old), before);
  return standing(page);
}

async function act(page, text) {
  await cardWith(page, text).locator(".card_face").click();
}

/** Ten things that happen to a board, each a function. */
function gestures(page) {
  const merge = async () => {
    await act(page, "navette du soir");
    await page.getByRole("button", { name: "Retravailler…" }).click();
    await page.getByRole("button", { name: "Fusionner avec" }).click();
    await cardWith(page, "bus plus tard").locator(".card_face").click();
    await page.getByRole("button", { name: "Fusionner…" }).click();
    await page.getByLabel("Texte de la synthèse").fill("des transports le soir");
    await page.getByRole("button", { name: "Créer la synthèse" }).click();
  };
  return [
    () => addCard(page, "Ajouter une solution", "une navette du soir"),
    () => addCard(page, "Ajouter une solution", "un bus plus tard"),
    () => addCard(page, "Ajouter un besoin", "rentrer après 20 h"),
    async () => {
      await act(page, "rentrer après 20 h");
      await page.keyboard.type(" sans voiture");
      await page.getByRole("button", { name: "Terminé" }).click();
    },
    async () => {
      await act(page, "rentrer après 20 h");
      await page.getByRole("button", { name: "Déplacer vers…" }).click();
      await page.getByRole("button", { name: "Craintes, à la fin" }).click();
    },
    merge,
    async () => {
      await act(page, "des transports le soir");
      await page.getByRole("button", { name: "Fil commun…" }).click();
      await page.locator(".thread_choices button").first().click();
      await page.getByRole("button", { name: "Terminé" }).click();
    },
    async () => {
      await act(page, "des transports le soir");
      await page.getByRole("group", { name: "Votre vote" }).getByRole("button", { name: "Pour" }).click();
      await page.getByRole("button", { name: "Terminé" }).click();
      // Counted by the server a moment later.
      await page.locator(".card_foot", { hasText: /1\spour, 0\scontre/ }).first().waitFor({ state: "attached" });
    },
    async () => {
      await act(page, "rentrer après 20 h");
      await page.getByRole("button", { name: "Retirer", exact: true }).click();
    },
    () => page.getByRole("button", { name: "Annuler" }).first().click(),
  ];
}

/** Does them all; gives what a page that watched had after each: position and hash. */
async function record(writer, watcher) {
  const seen = [];
  for (const gesture of gestures(writer)) {
    await gesture();
    const hash = await sameState(writer, watcher);
    const position = Number((await pageState(watcher)).position);
    seen.push({ position, hash });
  }
  return seen;
}

test("replay stands wherever the live page stood, by keyboard, by mouse and by touch", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const watcher = await join(browser, server.links.observer);
  const writer = await join(browser, server.links.participant);
  const seen = await record(writer, watcher);
  const hashes = new Map();

  const end = await openReplay(watcher);
  const note = ({ position, hash }) => {
    assert.equal(hash, hashes.get(position) ?? hash, `two states at ${position}`);
    hashes.set(position, hash);
    return position;
  };
  note(await standing(watcher));
  // All the way back, then all the way on.
  while (note(await pressTo(watcher, "ArrowLeft")) > 0);
  assert.equal(await watcher.locator(".card").count(), 0);
  while (note(await pressTo(watcher, "ArrowRight")) < end);
  for (const { position, hash } of seen) assert.equal(hashes.get(position), hash, `position ${position}`);
  assert.equal(note(await pressTo(watcher, "Home")), 0);
  assert.equal(note(await pressTo(watcher, "End")), end);

  const box = await slider(watcher).boundingBox();
  const middle = box.y + box.height / 2;
  await watcher.mouse.move(box.x + box.width - 4, middle);
  await watcher.mouse.down();
  for (let part = 40; part >= 0; part -= 1) await watcher.mouse.move(box.x + 2 + ((box.width - 4) * part) / 40, middle);
  await watcher.mouse.up();
  await watcher.locator('main[data-position="0"]').waitFor();
  for (const part of [0.2, 0.9, 0.5, 0.7]) {
    await watcher.mouse.click(box.x + box.width * part, middle);
    await watcher.waitForTimeout(50);
    note(await standing(watcher));
  }
  assert.deepEqual(watcher.trouble, []);

  const phone = await join(browser, server.links.observer, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await openReplay(phone);
  const track = await slider(phone).boundingBox();
  assert.ok(track.height >= 44);
  const reached = new Set();
  for (const part of [0.05, 0.35, 0.65, 0.95]) {
    await phone.touchscreen.tap(track.x + track.width * part, track.y + track.height / 2);
    await phone.waitForTimeout(50);
    reached.add(note(await standing(phone)));
  }
  assert.ok(reached.size >= 3, [...reached].join());
  assert.deepEqual(phone.trouble, []);
});

test("it says what happened, tells lives of cards and threads, and compares two moments", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant, { viewport: { width: 1600, height: 900 } });
  const seen = await record(page, page);
  const [first] = seen;
  const end = await openReplay(page);

  const lines = page.locator(".replay_panel .line");
  await lines.first().waitFor();
  const journal = await lines.allTextContents();
  const told = [
    /Carte remise\s: «\srentrer après 20 h sans voiture\s»/,
    /Carte retirée\s: «\srentrer après 20 h sans voiture\s»/,
    /1\svote de plus sur «\sdes transports le soir\s»\s: 1\spour, 0\scontre/,
    /«\sdes transports le soir\s» entre dans le fil/,
    /2\scartes fusionnées en «\sdes transports le soir\s»/,
    /«\srentrer après 20 h sans voiture\s» passe de Besoins à Craintes/,
    /Carte écrite dans Besoins\s: «\srentrer après 20 h/,
    /Carte écrite dans Solutions\s: «\sun bus plus tard\s»/,
  ];
  for (const line of told) assert.ok(journal.some((text) => line.test(text)), `${line}\n${journal.join("\n")}`);
  // Newest on top, and each leads there.
  await lines.nth(2).click();
  await page.locator(`main[data-position="${seen[7].position}"]`).waitFor();
  assert.equal((await standing(page)).hash, seen[7].hash);
  assert.match(await slider(page).getAttribute("aria-valuetext"), /\d\d:\d\d:\d\d.*1\svote de plus/);
  assert.ok(await cardWith(page, "des transports le soir").evaluate((card) => card.classList.contains("card_changed")));

  await act(page, "des transports le soir");
  await page.getByRole("heading", { name: "Le parcours de cette carte" }).waitFor();
  await lines.first().waitFor();
  const life = await lines.allTextContents();
  assert.equal(life.length, 3, life.join("\n"));
  await lines.first().click();
  await page.locator(`main[data-position="${seen[5].position}"]`).waitFor();
  assert.equal((await standing(page)).hash, seen[5].hash);
  // Escape closes the life first, and leads back to its card.
  await page.keyboard.press("Escape");
  await page.locator(".replay_panel").waitFor({ state: "detached" });
  const focused = () => page.evaluate(() => document.activeElement.closest(".card")?.textContent ?? "");
  assert.match(await focused(), /des transports le soir/);
  // Arrows lead from card to card as on the live board.
  await page.keyboard.press("ArrowUp");
  assert.match(await focused(), /./);
  assert.doesNotMatch(await focused(), /des transports le soir/);

  await page.locator(".threads summary").click();
  await page.getByRole("button", { name: /^Comment ce fil s’est formé/ }).first().click();
  await page.getByRole("heading", { name: "Comment ce fil s’est formé" }).waitFor();
  assert.ok((await lines.count()) >= 2);

  await page.getByRole("button", { name: "Avant / après" }).click();
  await slider(page).press("End");
  await page.locator(`main[data-position="${end}"]`).waitFor();
  await page.getByRole("button", { name: "Fin ici" }).click();
  // Back to the first gesture.
  while ((await pressTo(page, "ArrowLeft")).position > first.position);
  await page.getByRole("button", { name: "Début ici" }).click();
  const comparison = page.locator(".comparison[aria-busy=false]");
  await comparison.getByText("cartes apparues").waitFor();
  await comparison.getByText("«\u00a0des transports le soir\u00a0»").first().waitFor();
  await comparison.getByText("carte disparue").waitFor();
  assert.deepEqual(page.trouble, []);
});

test("a moment has a link, which lets nobody in as a facilitator", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const permissions = ["clipboard-read", "clipboard-write"];
  const facilitator = await join(browser, server.links.facilitator, { permissions });
  const seen = await record(facilitator, facilitator);
  await openReplay(facilitator);
  while ((await pressTo(facilitator, "ArrowLeft")).position > seen[6].position);
  await act(facilitator, "des transports le soir");
  await facilitator.waitForFunction(() => location.hash.includes("&card="));
  await facilitator.getByRole("button", { name: "Copier le lien de ce moment" }).click();
  await facilitator.locator("[role=status]", { hasText: "Le lien de ce moment est copié." }).waitFor();
  const link = await facilitator.evaluate(() => navigator.clipboard.readText());
  const parts = new URLSearchParams(new URL(link).hash.slice(1));
  assert.equal(parts.get("at"), String(seen[6].position));
  assert.match(parts.get("card"), /^[0-9a-f]{16}-\d+$/);
  assert.ok(!link.includes(new URLSearchParams(new URL(server.links.facilitator).hash.slice(1)).get("t")));

  // A picture goes with it, since no chat program can look behind such a link.
  const pictures = facilitator.getByRole("button", { name: "Images…" });
  await pictures.click();
  const dialog = facilitator.getByRole("dialog", { name: "Images de l’atelier" });
  for (const [name, begin] of [[/^PNG, Ce moment/, "\x89PNG"], [/^SVG, La fin de chaque phase/, "<svg"], [/^WEBP, Tout/, "RIFF"], [/^JSON, Les cartes/, "{\"board\""]]) {
    const saved = facilitator.waitForEvent("download");
    await dialog.getByRole("button", { name }).click();
    const bytes = await readFile(await (await saved).path());
    assert.equal(bytes.subarray(0, begin.length).toString("latin1"), begin);
  }
  await facilitator.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  assert.ok(await pictures.evaluate((button) => button === document.activeElement));

  const guest = await openPage(await browser.newContext({ locale: "fr-FR" }));
  await guest.goto(testLink(link));
  await answerDoor(guest);
  await guest.locator(`.replay main[data-position="${seen[6].position}"]`).waitFor();
  assert.equal((await standing(guest)).hash, seen[6].hash);
  await guest.getByRole("heading", { name: "Le parcours de cette carte" }).waitFor();
  await guest.getByRole("button", { name: "Revenir au direct" }).click();
  await guest.locator("main[data-link=live]").waitFor();
  assert.ok(!(await guest.evaluate(() => location.hash)).includes("at="));
  await sameState(guest);
  assert.deepEqual(guest.trouble, []);

  // On the room's screen too, which asks nobody's name and has nothing to press itself.
  const screen = await openPage(await browser.newContext({ locale: "fr-FR" }));
  await screen.goto(`${testLink(server.links.screen)}&at=${seen[6].position}`);
  await screen.locator(`.replay main[data-position="${seen[6].position}"]`).waitFor();
  assert.equal((await standing(screen)).hash, seen[6].hash);
});

test("the board of now goes on, and one comes back to it with its newest cards", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const [reader, writer] = await Promise.all([join(browser, server.links.participant), join(browser, server.links.participant)]);
  const end = await openReplay(reader);
  await addCard(writer, "Ajouter un récit", "écrit pendant que l’on regardait en arrière");
  assert.equal((await standing(reader)).position, end);
  assert.equal(await cardWith(reader, "écrit pendant").count(), 0);
  await reader.getByRole("button", { name: "Revenir au direct" }).click();
  await cardWith(reader, "écrit pendant").waitFor();
  const focused = () => reader.evaluate(() => document.activeElement?.textContent);
  assert.equal(await focused(), "Rejouer");
  await reader.keyboard.press("Enter");
  await reader.locator(".replay main").waitFor();
  await reader.keyboard.press("Escape");
  await reader.locator("main[data-link=live]").waitFor();
  assert.equal(await focused(), "Rejouer");
  // What is done after that is one's own again.
  await addCard(reader, "Ajouter un récit", "de retour");
  await sameState(reader, writer);
});

test("it plays at several speeds and from highlight to highlight, and never by itself [A21]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant);
  await record(page, page);
  const end = await openReplay(page);
  assert.equal(await page.getByRole("button", { name: "Lire" }).count(), 1);
  await page.getByLabel("Vitesse").selectOption("60");
  await page.getByRole("button", { name: "Lire" }).click();
  // From the end it begins anew.
  await page.waitForFunction((last) => Number(document.querySelector("main").dataset.position) < last, end);
  await page.getByRole("button", { name: "Mettre en pause" }).click();
  // It stops at the end.
  await slider(page).press("End");
  await page.locator(`main[data-position="${end}"]`).waitFor();
  for (let back = 0; back < 3; back += 1) await pressTo(page, "ArrowLeft");
  await page.getByRole("button", { name: "Lire" }).click();
  await page.locator(`main[data-position="${end}"]`).waitFor();
  await page.getByRole("button", { name: "Lire" }).waitFor();

  await slider(page).press("Home");
  await page.locator('main[data-position="0"]').waitFor();
  await page.getByLabel("Vitesse").selectOption("highlights");
  await page.getByRole("button", { name: "Lire" }).click();
  await page.waitForFunction(() => document.querySelector("main").dataset.position !== "0");
  await page.getByRole("button", { name: "Mettre en pause" }).click();
  const { position } = await standing(page);
  await page.getByRole("button", { name: "Temps forts", exact: true }).click();
  await page.locator('.line[aria-current="step"]').waitFor();
  assert.equal((await standing(page)).position, position);
  // A page that is hidden does not go on.
  await page.getByLabel("Vitesse").selectOption("1");
  await page.getByRole("button", { name: "Lire" }).click();
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await page.getByRole("button", { name: "Lire" }).waitFor();
  assert.deepEqual(page.trouble, []);
});

test("a stretch plays over and over", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant);
  const seen = await record(page, page);
  const end = await openReplay(page);
  const [from, to] = [seen[1].position, seen[4].position];
  await page.getByRole("button", { name: "Avant / après" }).click();
  while ((await pressTo(page, "ArrowLeft")).position > to);
  await page.getByRole("button", { name: "Fin ici" }).click();
  while ((await pressTo(page, "ArrowLeft")).position > from);
  await page.getByRole("button", { name: "Début ici" }).click();
  await page.getByLabel("Passer en boucle").check();
  await slider(page).press("End");
  await page.locator(`main[data-position="${end}"]`).waitFor();
  await page.evaluate(() => {
    window.seen = [];
    const main = document.querySelector("main");
    new MutationObserver(() => window.seen.push(Number(main.dataset.position))).observe(main, { attributeFilter: ["data-position"] });
  });
  await page.getByLabel("Vitesse").selectOption("60");
  // Space on the slider plays too.
  await slider(page).press(" ");
  await page.waitForFunction((first) => window.seen.filter((position) => position === first).length >= 3, from);
  await page.getByRole("button", { name: "Mettre en pause" }).click();
  const positions = await page.evaluate(() => window.seen);
  assert.ok(positions.every((position) => position >= from && position <= to), positions.join());
});

test("the end moves on with the board", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const [reader, writer] = await Promise.all([join(browser, server.links.participant), join(browser, server.links.participant)]);
  const end = await openReplay(reader);
  await addCard(writer, "Ajouter un récit", "écrit bien après");
  const hash = await sameState(writer);
  // Until the news has reached the reader's device.
  for (let left = 100; (await standing(reader)).position === end; left -= 1) {
    assert.ok(left > 0, "the end stays where it was");
    await slider(reader).press("End");
    await reader.waitForTimeout(50);
  }
  await cardWith(reader, "écrit bien après").waitFor();
  assert.equal((await standing(reader)).hash, hash);
});

test("what was hidden comes to light in replay where it was revealed, and not before [F3]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  const [ana, bob] = await Promise.all([join(browser, server.links.participant), join(browser, server.links.participant)]);
  const remote = animator.locator(".remote");
  await remote.getByRole("button", { name: /^Commencer/ }).click();
  await remote.getByRole("button", { name: /^Suivante/ }).click();
  await ana.getByText("Chacun ne voit que ses cartes").first().waitFor();
  await addCard(ana, "Ajouter une crainte", "écrit en secret");
  await cardWith(animator, "écrit en secret").waitFor();
  await bob.locator("[data-kind='1'] .silhouettes", { hasText: "1 carte" }).waitFor();
  await openReplay(bob);
  assert.equal(await cardWith(bob, "écrit en secret").count(), 0);
  await bob.getByRole("button", { name: "Revenir au direct" }).click();
  await remote.getByRole("button", { name: "Tout", exact: true }).click();
  await cardWith(bob, "écrit en secret").waitFor();

  for (const page of [bob, animator]) {
    const hash = (await pageState(page)).hash;
    await openReplay(page);
    assert.equal((await standing(page)).hash, hash);
    assert.match(await page.locator(".moment_said").textContent(), /Révélé à tous|Carte écrite/);
    await pressTo(page, "ArrowLeft");
    assert.equal(await cardWith(page, "écrit en secret").count(), page === bob ? 0 : 1);
    await pressTo(page, "ArrowRight");
    await cardWith(page, "écrit en secret").waitFor();
    assert.equal((await standing(page)).hash, hash);
    assert.deepEqual(page.trouble, []);
  }
  await bob.getByRole("button", { name: "Temps forts", exact: true }).click();
  await bob.locator(".replay_panel .line", { hasText: "Révélation" }).waitFor();
});

async function assertFits(page, state) {
  const sizes = await page.evaluate(() => {
    const { scrollWidth: content, clientWidth: room } = document.documentElement;
    return { content, room };
  });
  assert.ok(sizes.content <= sizes.room, `${state}: ${sizes.content} > ${sizes.room}`);
}

async function assertNoViolation(page, state) {
  // What is on its way out under the tabs of a phone is no target.
  await page.evaluate(() => document.querySelector(".replay_past").scrollTo(0, 0));
  assert.deepEqual(await violations(page), [], state);
  await assertFits(page, state);
}

for (const width of [360, 1280])
  for (const colorScheme of ["light", "dark"])
    test(`axe finds nothing on the replay page at ${width} px, ${colorScheme}`, async (t) => {
      const server = await startServer(t);
      const browser = await openBrowser(t);
      const page = await join(browser, server.links.participant, {
        colorScheme,
        reducedMotion: "reduce",
        viewport: { width, height: 740 },
      });
      await openReplay(page);
      await assertNoViolation(page, "replay");
      for (const panel of ["Journal", "Temps forts", "Avant / après"]) {
        await page.getByRole("button", { name: panel, exact: true }).click();
        await page.locator(".replay_panel").waitFor();
        await page.locator(".comparison[aria-busy=true]").waitFor({ state: "detached" });
        await assertNoViolation(page, panel);
      }
      await page.locator(".column:visible .card_face").first().click();
      await page.locator(".replay_panel .line").first().waitFor();
      await assertNoViolation(page, "life");
      await page.keyboard.press("Home");
      const small = await page.evaluate(() =>
        [...document.querySelectorAll(".timeline :is(button, select, input), .replay_header button, .line")]
          .map((element) => ({ html: element.outerHTML.slice(0, 60), box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.height < 44 || box.width < 44)
          .map(({ html, box }) => `${html} ${box.width}x${box.height}`),
      );
      assert.deepEqual(small, []);
      assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
      assert.deepEqual(page.trouble, []);
    });

for (const [width, height] of [
  [320, 640],
  [568, 320],
  [320, 256],
])
  test(`the slider is within reach, and nothing overflows, at ${width} x ${height} [A18]`, async (t) => {
    const server = await startServer(t);
    const browser = await openBrowser(t);
    const page = await join(browser, server.links.participant, { viewport: { width, height } });
    await openReplay(page);
    for (const panel of ["Journal", "Avant / après"]) {
      await page.getByRole("button", { name: panel, exact: true }).click();
      await page.locator(".replay_panel").waitFor();
      await assertFits(page, panel);
    }
    await slider(page).click({ position: { x: 40, y: 20 } });
    await page.locator(".replay_panel").waitFor();
    assert.deepEqual(page.trouble, []);
  });
