// Days without a network, computers that others use, browsers that lack something: what opens, what is kept, what is said.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import test from "node:test";
import { startMeter } from "./support/meter.mjs";
import { addCard, answerDoor, assertSameEverywhere, cardWith, join, live, openBrowser, openPage, sameState, testLink, useShow } from "./support/people.mjs";
import { through } from "./support/proxy.mjs";
import { startServer } from "./support/server.mjs";

const show = {
  format: "atelier-run-of-show/1",
  title: "Tout à la fois",
  phases: [{ title: "Tout", may: ["fear", "need", "solution", "edit_own", "edit_others", "move", "link", "thread", "vote"] }],
};
const front = (page) => page.locator(".front");
const storesOf = (page) =>
  page.evaluate(async () => [
    localStorage.length,
    Object.keys(sessionStorage).filter((key) => key.startsWith("atelier")),
    (await indexedDB.databases()).map(({ name }) => name),
  ]);
/** Asks the page until it says yes. */
async function until(page, question) {
  for (let left = 300; left > 0; left -= 1) {
    if (await page.evaluate(question)) return;
    await page.waitForTimeout(50);
  }
  assert.fail(`never: ${question}`);
}

/** The page and all that its chunk for these days needs are on the device. */
const kept = (page) =>
  until(page, async () => {
    await navigator.serviceWorker.ready;
    const names = (await (await caches.open("atelier-pages")).keys()).map(({ url }) => new URL(url).pathname);
    return names.includes("/") && names.some((name) => name.includes("front_page"));
  });

/** The device's memory says that all of it has left. */
const nothingWaits = (page) =>
  until(
    page,
    () =>
      new Promise((resolve) => {
        indexedDB.open("atelier").onsuccess = ({ target: { result: db } }) => {
          db.transaction("outbox").objectStore("outbox").getAll().onsuccess = ({ target }) => {
            db.close();
            resolve(target.result.every(({ pending }) => pending === 0));
          };
        };
      }),
  );

test("without a network the page opens to the boards of this device, and what is written there arrives later", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const bob = await join(browser, server.links.participant);
  const ana = await join(browser, server.links.participant);
  const title = await ana.locator("h1").textContent();
  await kept(ana);
  await ana.context().setOffline(true);

  const home = await openPage(ana.context());
  // Whoever wrote here goes on; a second tab would be somebody that the server has not met yet.
  await ana.close();
  await home.goto(new URL("/", server.links.participant).href);
  await home.getByRole("heading", { name: "Vos tableaux sur cet appareil" }).waitFor();
  await home.getByText("Hors ligne. Ces tableaux s’ouvrent quand même").waitFor();
  assert.equal(await home.locator(".my_boards .waits").count(), 0);
  await home.getByRole("link", { name: title }).click();
  await addCard(home, "Ajouter un besoin", "écrite depuis la liste");
  await home.locator(".banner", { hasText: "1\u00a0carte en attente" }).waitFor();
  await home.goto(new URL("/?x", server.links.participant).href);
  await home.locator(".my_boards .waits").waitFor();
  assert.equal(await home.getByRole("button", { name: /^Oublier/ }).count(), 0);

  await ana.context().setOffline(false);
  await home.getByRole("link", { name: title }).click();
  await live(home);
  await cardWith(bob, "écrite depuis la liste").waitFor();
  await nothingWaits(home);
  await home.goto(new URL("/", server.links.participant).href);
  await home.getByRole("button", { name: /^Oublier/ }).click();
  await home.getByRole("heading", { name: "On entre ici par un lien" }).waitFor();

  // The link, pasted: first a piece of it.
  await home.getByLabel("Le lien de l’atelier").fill(server.links.participant.slice(0, -300));
  await home.keyboard.press("Enter");
  await front(home).getByText("Ce lien est incomplet").waitFor();
  await home.getByLabel("Le lien de l’atelier").fill(server.links.participant);
  await home.getByRole("button", { name: "Ouvrir" }).click();
  await live(home);
  assert.deepEqual(home.trouble, []);
});

test("[N2] cards are written, moved, linked and voted on without a network, and all of it merges on return", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  await useShow(animator, show);
  const ana = await join(browser, server.links.participant);
  const bob = await join(browser, server.links.participant);
  await addCard(bob, "Ajouter un besoin", "là avant la coupure");
  await sameState(ana, bob, animator);
  await ana.context().setOffline(true);

  const voted = ana.locator(".card", { has: ana.locator(".card_face", { hasText: "là avant la coupure" }) });
  await addCard(ana, "Ajouter un besoin", "née dans le tunnel");
  await cardWith(ana, "née dans le tunnel").locator(".card_face").click();
  await ana.getByRole("button", { name: "Relier…" }).click();
  await ana.getByLabel("Chercher l’autre carte").fill("avant coupure");
  await ana.keyboard.press("Enter");
  await ana.locator(".verbs button").first().click();
  await ana.getByRole("button", { name: "Déplacer vers…" }).click();
  await ana.getByRole("button", { name: "Solutions, à la fin" }).click();
  await ana.keyboard.press("Escape");
  await voted.locator(".votes").getByRole("button", { name: "Pour" }).click();
  await addCard(bob, "Ajouter une crainte", "pendant ce temps");
  assert.equal(await cardWith(ana, "pendant ce temps").count(), 0);

  await ana.context().setOffline(false);
  await sameState(ana, bob, animator);
  await bob.locator("[data-kind='5'] .card", { hasText: "née dans le tunnel" }).waitFor();
  await cardWith(animator, "là avant la coupure").getByText("1 pour, 0 contre").first().waitFor();
  const feet = await bob.locator(".card_foot").allTextContents();
  assert.ok(feet.some((foot) => foot.replaceAll("\u00a0", " ").includes("avant la coupure »")), feet.join("\n"));
  await assertSameEverywhere(browser, server, ana, bob, animator);
});

test("on a shared computer a reload goes on, and leaving erases everything", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const context = await browser.newContext({ locale: "fr-FR" });
  const ana = await openPage(context);
  await ana.goto(testLink(server.links.participant));
  await ana.getByLabel("Ordinateur partagé").check();
  await answerDoor(ana, "Ville de Nulle-Part");
  await live(ana);
  await addCard(ana, "Ajouter un besoin", "la mienne");
  await ana.getByLabel("Ajouter un récit").fill("un brouillon");
  await ana.reload();
  await live(ana);
  await ana.getByText("Vous écrivez pour Ville de Nulle-Part").waitFor();
  assert.equal(await ana.getByLabel("Ajouter un récit").inputValue(), "un brouillon");
  // Still its author's: what waited to be proven has lived through the reload.
  await cardWith(ana, "la mienne").locator(".card_face").click();
  await ana.getByRole("button", { name: "Retirer" }).waitFor();
  await ana.keyboard.press("Escape");
  const [device, , databases] = await storesOf(ana);
  assert.deepEqual([device, databases], [0, []]);
  assert.equal(await ana.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);

  await ana.getByRole("button", { name: "Quitter et effacer" }).click();
  await ana.getByRole("heading", { name: "On entre ici par un lien" }).waitFor();
  assert.deepEqual(await storesOf(ana), [0, [], []]);

  // Or by going elsewhere, and the next person going back.
  await ana.goto(testLink(server.links.participant));
  await ana.getByLabel("Ordinateur partagé").check();
  await answerDoor(ana, "Ville de Nulle-Part");
  await live(ana);
  await ana.goto("about:blank");
  await ana.goBack();
  await ana.locator("#join_organisation, .front").first().waitFor();
  assert.deepEqual(await storesOf(ana), [0, [], []]);
  assert.deepEqual(ana.trouble, []);
});

test("[E13] a return visit takes three requests and less than 5 kB before the board", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const meter = await startMeter(t, server.port);
  const link = testLink(through(meter, server.links.participant));
  const ana = await join(browser, link);
  await kept(ana);
  await ana.locator(".code_note").waitFor();
  await ana.close();
  meter.reset();
  let beforeBoard = 0;
  const back = await openPage(ana.context());
  back.on("websocket", (socket) => socket.once("framereceived", ({ payload }) => (beforeBoard = meter.down - payload.length)));
  await back.goto(link);
  await live(back);
  // What a browser asks once the page stands still comes after the board.
  await back.evaluate(async () => (await navigator.serviceWorker.ready).update());
  const paths = meter.requests.map(({ path }) => path);
  console.log(JSON.stringify({ name: "web.requests_return", value: paths.length, bytes: beforeBoard }));
  const asked = new Set(paths.map((path) => (path.startsWith("/?") ? "/" : path)));
  assert.ok(asked.size <= 3, paths.join(" "));
  assert.ok(beforeBoard > 0 && beforeBoard <= 5_000, `${beforeBoard} bytes`);
});

test("browsers find the page installable: a name, icons that are there, a page to start from", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant);
  await kept(page);
  const wire = await page.context().newCDPSession(page);
  const { url, data, errors } = await wire.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  const manifest = JSON.parse(data);
  assert.equal(manifest.start_url, "/");
  for (const { src, type } of manifest.icons) {
    const icon = await fetch(new URL(src, url));
    assert.equal(icon.headers.get("content-type"), type);
  }
  const { installabilityErrors } = await wire.send("Page.getInstallabilityErrors");
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito"), []);
});

test("the browser is asked once to erase nothing, when the first card is kept", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const context = await browser.newContext({ locale: "fr-FR" });
  await context.addInitScript(() => {
    window.asked = 0;
    navigator.storage.persist = async () => {
      window.asked += 1;
      return true;
    };
  });
  const page = await openPage(context);
  await page.goto(testLink(server.links.participant));
  await answerDoor(page);
  await live(page);
  const asked = () => page.evaluate(() => window.asked);
  assert.equal(await asked(), 0);
  await addCard(page, "Ajouter un besoin", "une première");
  await sameState(page);
  assert.equal(await asked(), 1);
  await page.reload();
  await live(page);
  await addCard(page, "Ajouter un besoin", "une seconde");
  await sameState(page);
  assert.equal(await asked(), 0);
});

test("a browser that keeps nothing says so before it hurts, and one without WebAssembly says what to do", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const closed = await browser.newContext({ locale: "fr-FR" });
  await closed.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("denied", "SecurityError");
    };
  });
  const page = await openPage(closed);
  await page.goto(testLink(server.links.participant));
  await answerDoor(page);
  await live(page);
  await page.locator(".banner.trouble", { hasText: "Ce navigateur ne garde rien" }).waitFor();

  const old = await browser.newContext({ locale: "en-GB" });
  await old.addInitScript(() => {
    delete window.WebAssembly;
  });
  const lacking = await openPage(old);
  await lacking.goto(server.links.participant);
  await lacking.getByRole("heading", { name: "This browser cannot open Atelier" }).waitFor();
  await lacking.getByRole("button", { name: "Copy the link" }).waitFor();
  assert.deepEqual([...page.trouble, ...lacking.trouble], []);
});

test("a link of another server, one that ran out and one that was copied badly each say what to do", async (t) => {
  const server = await startServer(t);
  const other = await startServer(t);
  const browser = await openBrowser(t);
  const page = await openPage(await browser.newContext({ locale: "fr-FR" }));
  for (const [link, title] of [
    [server.links.participant.replace(/&t=.*/, `&t=${"forged".repeat(8)}`), "Ce lien n’est pas le bon"],
    [through({ port: server.port }, other.links.participant), /Ce (lien n’est pas le bon|tableau n’existe pas ici)/],
  ]) {
    await page.goto(link);
    await answerDoor(page);
    await page.getByRole("heading", { name: title }).waitFor();
    await page.getByLabel("Le lien de l’atelier").waitFor();
    await page.goto("about:blank");
  }
  assert.deepEqual(page.trouble, []);
});

/** The bytes that the device keeps of boards as it was shown them, one a record. */
const keptBoards = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const opening = indexedDB.open("atelier-boards", 1);
        opening.onupgradeneeded = () => opening.transaction.abort(); // nothing is kept yet
        opening.onerror = () => resolve([]);
        opening.onsuccess = ({ target: { result: db } }) => {
          db.transaction("boards").objectStore("boards").getAll().onsuccess = ({ target }) => {
            db.close();
            resolve(target.result.map(({ bytes }) => new TextDecoder().decode(bytes)));
          };
        };
      }),
  );

/** The device has written down a board in which that text stands. */
async function keptWith(page, text) {
  for (let left = 300; left > 0; left -= 1) {
    if ((await keptBoards(page)).some((bytes) => bytes.includes(text))) return;
    await page.waitForTimeout(50);
  }
  assert.fail(`never kept: ${text}`);
}

/** As if the person looked at something else. */
const lookAway = (page) =>
  page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
    delete document.visibilityState;
  });

test("[N2] a board stands as it was seen last without a network, takes everything, and merges on return", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  await useShow(animator, show);
  const bob = await join(browser, server.links.participant);
  const ana = await join(browser, server.links.participant);
  await addCard(bob, "Ajouter un besoin", "vue par tous");
  await kept(ana);
  await keptWith(ana, "vue par tous");
  await addCard(bob, "Ajouter un besoin", "venue ensuite");
  await addCard(ana, "Ajouter une crainte", "la mienne");
  await sameState(ana, bob, animator);
  const cards = await ana.locator(".card").count();
  await lookAway(ana);
  await keptWith(ana, "la mienne");
  await ana.context().setOffline(true);
  await ana.reload();

  await cardWith(ana, "venue ensuite").waitFor();
  assert.equal(await ana.locator(".card").count(), cards);
  await cardWith(ana, "la mienne").locator(".card_face").click();
  await ana.getByRole("button", { name: "Retirer", exact: true }).waitFor();
  await ana.keyboard.press("Escape");
  // A second tab shows it too, and leaves the first one's name alone.
  const second = await openPage(ana.context());
  await second.goto(testLink(server.links.participant));
  await cardWith(second, "venue ensuite").waitFor();

  await addCard(ana, "Ajouter un besoin", "née dans le train");
  await cardWith(ana, "née dans le train").locator(".card_face").click();
  await ana.getByRole("button", { name: "Relier…" }).click();
  await ana.getByLabel("Chercher l’autre carte").fill("venue ensuite");
  await ana.keyboard.press("Enter");
  await ana.locator(".verbs button").first().click();
  await ana.getByRole("button", { name: "Déplacer vers…" }).click();
  await ana.getByRole("button", { name: "Solutions, à la fin" }).click();
  await ana.keyboard.press("Escape");
  const voted = ana.locator(".card", { has: ana.locator(".card_face", { hasText: "vue par tous" }) });
  await voted.locator(".votes").getByRole("button", { name: "Pour" }).click();
  await addCard(bob, "Ajouter une crainte", "pendant le voyage");

  await ana.context().setOffline(false);
  await live(second);
  await addCard(second, "Ajouter une solution", "du second onglet");
  await sameState(ana, second, bob, animator);
  await bob.locator("[data-kind='5'] .card", { hasText: "née dans le train" }).waitFor();
  await cardWith(animator, "vue par tous").getByText("1 pour, 0 contre").first().waitFor();

  // Damaged bytes are passed over.
  await second.close();
  await ana.evaluate(
    () =>
      new Promise((resolve) => {
        indexedDB.open("atelier-boards", 1).onsuccess = ({ target: { result: db } }) => {
          const boards = db.transaction("boards", "readwrite").objectStore("boards");
          boards.getAll().onsuccess = ({ target }) => {
            for (const record of target.result) boards.put({ ...record, bytes: record.bytes.fill(7, 30) });
            boards.transaction.oncomplete = () => resolve(db.close());
          };
        };
      }),
  );
  await ana.evaluate(() => addEventListener("pagehide", (event) => event.stopImmediatePropagation(), { capture: true }));
  await ana.reload();
  await live(ana);
  await sameState(ana, bob, animator);
  await assertSameEverywhere(browser, server, ana, bob, animator);
});

test("a link that was taken back opens nothing, and what the device kept of the board goes", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  await animator.locator(".remote").getByRole("button", { name: "Inviter…" }).click();
  const link = await animator.locator(".invite_link").first().textContent();
  const ana = await join(browser, link);
  await kept(ana);
  await keptWith(ana, "numérique");
  await ana.goto("about:blank");
  await animator.getByRole("button", { name: "Fermer" }).click();
  await animator.locator(".remote").getByRole("button", { name: "Inviter…" }).click();
  const row = animator.locator(".desk_row[data-role=participant]", { hasText: "fait le" });
  await row.getByRole("button", { name: "Retirer ce lien" }).click();
  await row.getByRole("button", { name: "Retirer ce lien" }).click();
  await row.getByText("retiré le").waitFor();
  await ana.goto(testLink(link));
  await front(ana).waitFor();
  assert.equal(await ana.locator(".card").count(), 0);
  for (let left = 100; left > 0 && (await keptBoards(ana)).length > 0; left -= 1) await ana.waitForTimeout(50);
  assert.deepEqual(await keptBoards(ana), []);
});
