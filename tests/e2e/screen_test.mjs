// The room's screen: read from the last row, led by the facilitator, written by nobody, and blind to what is hidden.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import test from "node:test";
import { addCard, cardWith, join, live, openBrowser, openPage, sameState } from "./support/people.mjs";
import { weakTexts } from "./support/last_row.mjs";
import { startServer } from "./support/server.mjs";

const wall = { viewport: { width: 1024, height: 768 } };
const cinema = { viewport: { width: 3840, height: 2160 } };
/** `Frame.submit`, as it begins a frame. */
const submitKey = 0x12;

function remote(page, name) {
  return page.locator(".remote").getByRole("button", { name });
}

function scriptsOf(page) {
  return page.evaluate(() =>
    performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.endsWith(".js")));
}

test("the screen follows the facilitator: a card with its links, a thread, and nothing any more [M2]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  const colleague = await join(browser, server.links.facilitator);
  const ana = await join(browser, server.links.participant);
  const screen = await join(browser, server.links.screen, wall);
  assert.equal(new URL(screen.url()).pathname, "/ecran");
  const shown = screen.locator(".screen_focus");
  await cardWith(animator, "Que les données fournies").locator(".card_face").first().click();
  await animator.getByRole("button", { name: "Montrer à l’écran" }).click();
  await shown.getByText("Que les données fournies servent").waitFor();
  await shown.getByText("bloque").waitFor();
  await remote(colleague, "Ne plus montrer").waitFor();
  await animator.keyboard.press("Escape");

  // A colleague shows another; the latest is there. What is typed is there at once.
  await addCard(ana, "Ajouter un récit", "Il était une fois");
  await cardWith(colleague, "Il était une fois").locator(".card_face").click();
  await colleague.getByRole("button", { name: "Montrer à l’écran" }).click();
  await shown.getByText("Il était une fois").waitFor();
  await cardWith(ana, "Il était une fois").locator(".card_face").click();
  await ana.keyboard.press("End");
  await ana.keyboard.type(" un port");
  await shown.getByText("Il était une fois un port").waitFor();
  await colleague.keyboard.press("Escape");
  await remote(animator, "Ne plus montrer").click();
  await shown.waitFor({ state: "detached" });
  await cardWith(screen, "Il était une fois un port").waitFor();

  await animator.locator("details.threads summary").click();
  const thread = animator.locator(".thread").first();
  await thread.getByRole("button", { name: "Montrer à l’écran" }).click();
  await screen.locator(".screen_thread .card").first().waitFor();
  await thread.getByRole("button", { name: "Ne plus montrer" }).click();
  await screen.locator(".screen_thread").waitFor({ state: "detached" });
  assert.equal(await ana.getByRole("button", { name: "Montrer à l’écran" }).count(), 0);
  await sameState(animator, colleague, ana, screen);
});

test("the screen shows the way in while a facilitator wants it, and participants never fetch what draws it [A24, M2]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  const screen = await join(browser, server.links.screen, wall);
  const ana = await join(browser, server.links.participant);
  const before = await scriptsOf(screen);
  let link = "";
  await screen.route("**/invitation", async (route) => {
    const answer = await route.fetch();
    link = `${new URL(server.links.participant).origin}/#b=${/b=([0-9a-f]{32})/.exec(server.links.screen)[1]}&t=${(await answer.json()).token}`;
    await route.fulfill({ response: answer });
  });
  await remote(animator, "Inviter…").click();
  await animator.getByRole("button", { name: "Montrer l’entrée à l’écran" }).click();
  await screen.locator(".screen_entrance .qr").waitFor();
  await screen.getByText(new URL(link).host).waitFor();
  const bob = await join(browser, link);
  await bob.getByLabel("Ajouter une crainte").waitFor();
  // The memory for a next visit comes to every page some seconds after all else.
  const drawing = (await scriptsOf(screen)).filter((name) => !before.includes(name) && !/kept_boards/.test(name));
  assert.ok(drawing.length > 0);
  for (const page of [ana, bob]) {
    const fetched = await scriptsOf(page);
    assert.deepEqual(fetched.filter((name) => drawing.includes(name)), []);
  }
  await animator.getByRole("button", { name: "Ne plus montrer l’entrée à l’écran" }).click();
  await screen.locator(".screen_entrance").waitFor({ state: "detached" });
  for (const page of [animator, screen, ana, bob]) assert.deepEqual(page.trouble, []);
});

test("all text is large, whole, and of contrast 7 at least, at 1024 x 768 and in 4K [M2, A14]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  const screens = [
    await join(browser, server.links.screen, wall),
    await join(browser, server.links.screen, { ...cinema, colorScheme: "dark" }),
  ];
  const look = async (state, selector) => {
    for (const screen of screens) {
      await screen.locator(selector).first().waitFor();
      await screen.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      assert.deepEqual(await weakTexts(screen), [], state);
    }
  };
  await look("overview", ".card");
  await remote(animator, /^Commencer/).click();
  await remote(animator, /^Suivante/).click();
  await addCard(animator, "Ajouter une crainte", "cachée");
  await look("hidden", ".silhouettes");
  await remote(animator, "Inviter…").click();
  await animator.getByRole("button", { name: "Montrer l’entrée à l’écran" }).click();
  await animator.getByRole("button", { name: "Fermer" }).click();
  await look("entrance", ".qr");
  await cardWith(animator, "Que les données fournies").locator(".card_face").first().click();
  await animator.getByRole("button", { name: "Montrer à l’écran" }).click();
  await look("focus", ".screen_focus");
});

test("the screen comes back by itself, as it was, and never writes a thing [M2]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  const context = await browser.newContext({ locale: "fr-FR", ...wall });
  const screen = await openPage(context);
  const sent = [];
  screen.on("websocket", (socket) => socket.on("framesent", ({ payload }) => sent.push(Buffer.from(payload)[0])));
  await screen.goto(server.links.screen.replace("#", "?test#"));
  await live(screen);
  await cardWith(animator, "Que les données fournies").locator(".card_face").first().click();
  await animator.getByRole("button", { name: "Montrer à l’écran" }).click();
  await animator.keyboard.press("Escape");
  await screen.locator(".screen_focus").waitFor();
  await server.kill();
  await screen.locator(".screen_trouble").waitFor();
  await server.start();
  await live(screen);
  await live(animator);
  await screen.locator(".screen_focus").waitFor();
  await screen.keyboard.type("rien de tout cela ne s’écrit");
  await screen.mouse.click(300, 300);
  await addCard(animator, "Ajouter un frein", "après la panne");
  await remote(animator, "Ne plus montrer").click();
  await cardWith(screen, "après la panne").waitFor();
  assert.ok(sent.length > 0);
  assert.equal(sent.includes(submitKey), false);
  assert.equal(await screen.locator("button, input, textarea, a[href]").count(), 0);
});

test("what is hidden is not on the screen, nor in what it is sent, though a facilitator put it there [F3, M2]", async (t) => {
  const planted = "PLANTED-9b1c";
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  const ana = await join(browser, server.links.participant);
  await remote(animator, /^Commencer/).click();
  await remote(animator, /^Suivante/).click();
  await ana.getByText("Chacun ne voit que ses cartes").first().waitFor();
  const context = await browser.newContext({ locale: "fr-FR", ...wall });
  const screen = await openPage(context);
  const parts = [];
  screen.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => parts.push(Buffer.from(payload))));
  await screen.goto(server.links.screen.replace("#", "?test#"));
  await live(screen);
  await addCard(ana, "Ajouter une crainte", planted);
  await cardWith(animator, planted).locator(".card_face").click();
  await animator.getByRole("button", { name: "Montrer à l’écran" }).click();
  await remote(animator, "Ne plus montrer").waitFor();
  // What comes behind it has arrived, so that it would be there, too.
  await remote(animator, "+ 2 min").click();
  await screen.locator("[role=timer]", { hasText: /^16:/ }).waitFor();
  await screen.locator("[data-kind='1'] .silhouettes").waitFor();
  assert.equal(await screen.locator(".screen_focus").count(), 0);
  assert.equal(Buffer.concat(parts).includes(planted), false);
  await animator.getByRole("button", { name: "Montrer à tous" }).click();
  await screen.locator(".screen_focus", { hasText: planted }).waitFor();
  await sameState(animator, screen);
});
