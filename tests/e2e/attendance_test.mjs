// Who is here, on the facilitator's remote: by organisation, what waits on their devices, and the roll call.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import test from "node:test";
import { answerDoor, join, live, openBrowser, openPage, sameState, testLink, watchSaid } from "./support/people.mjs";
import { startServer } from "./support/server.mjs";

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
/** `Frame.submit`, as it begins a frame. */
const submitKey = 0x12;

/** A participant whose line lets everything through but what it writes, until `open()`. */
async function behindSlowLine(browser, link, organisation) {
  const context = await browser.newContext({ locale: "fr-FR" });
  const page = await openPage(context);
  let held = [];
  await page.routeWebSocket(/\/ws$/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((frame) => {
      if (held !== null && frame[0] === submitKey) held.push(() => server.send(frame));
      else server.send(frame);
    });
  });
  await page.goto(testLink(link));
  await answerDoor(page, organisation);
  await live(page);
  const open = () => {
    for (const send of held) send();
    held = null;
  };
  return { page, open };
}

test("a facilitator sees who is here and how many cards wait on how many devices [W33]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator, phone);
  const crowd = animator.locator(".crowd");
  await crowd.getByText("0 participant").waitFor();
  await join(browser, server.links.screen);
  const ana = await behindSlowLine(browser, server.links.participant, "Lisieux Normandie");
  const bob = await behindSlowLine(browser, server.links.participant, "Lisieux Normandie");
  const cleo = await join(browser, server.links.participant, { organisation: "" });
  await crowd.getByText("3 participants · 1 écran · 1 à l’animation").waitFor();
  await crowd.locator("summary").tap();
  await crowd.getByText("Lisieux Normandie 2").waitFor();
  await crowd.getByText("Sans organisation 1").waitFor();
  await crowd.getByText("2 d’une collectivité").waitFor();
  assert.equal(await cleo.locator(".crowd").count(), 0);

  for (const text of ["une", "deux"]) {
    await ana.page.getByLabel("Ajouter une crainte").fill(text);
    await ana.page.keyboard.press("Control+Enter");
  }
  await bob.page.getByLabel("Ajouter un besoin").fill("trois");
  await bob.page.keyboard.press("Control+Enter");
  await crowd.getByText("3 cartes en attente sur 2 appareils").waitFor();
  bob.open();
  await crowd.getByText("2 cartes en attente sur 1 appareil").waitFor();
  ana.open();
  await crowd.getByText("en attente").waitFor({ state: "detached" });
  await sameState(ana.page, bob.page, cleo, animator);
});

test("everybody here? Each participant is asked once, and the remote counts the answers [W33]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  const ana = await join(browser, server.links.participant, phone);
  const bob = await join(browser, server.links.participant);
  const screen = await join(browser, server.links.screen);
  const said = await watchSaid(ana);
  const here = (page) => page.getByRole("button", { name: "Je suis là" });
  await animator.getByRole("button", { name: "Tout le monde ici ?" }).click();
  await animator.getByText("Ont répondu : 0 sur 2").waitFor();
  await here(ana).tap();
  await animator.getByText("Ont répondu : 1 sur 2").waitFor();
  assert.equal(await here(ana).count(), 0);
  assert.match((await said()).join(), /demande si tout le monde est là.*vous êtes là/s);

  // Who comes back has answered; who comes late is asked.
  await ana.context().setOffline(true);
  await animator.getByText("Ont répondu : 0 sur 1").waitFor();
  await ana.context().setOffline(false);
  await animator.getByText("Ont répondu : 1 sur 2").waitFor();
  assert.equal(await here(ana).count(), 0);
  const late = await join(browser, server.links.participant);
  await here(late).click();
  await animator.getByText("Ont répondu : 2 sur 3").waitFor();
  assert.equal(await here(screen).count(), 0);
  assert.equal(await here(animator).count(), 0);

  await animator.getByRole("button", { name: "Terminer l’appel" }).click();
  await here(bob).waitFor({ state: "detached" });
  await animator.getByRole("button", { name: "Tout le monde ici ?" }).click();
  await here(ana).waitFor();
  for (const page of [animator, ana, bob, late, screen]) assert.deepEqual(page.trouble, []);
});
