// Writing for oneself, then the reveal: others see blank slips, and no byte of what is written reaches their browsers before.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import test from "node:test";
import { gunzipSync } from "node:zlib";
import { addCard, answerDoor, assertSameEverywhere, cardWith, join, live, openBrowser, openPage, sameState, testLink } from "./support/people.mjs";
import { startProxy, through } from "./support/proxy.mjs";
import { startServer } from "./support/server.mjs";

const planted = "PLANTED-7f3a";
const organisation = "Ville-de-Nulle-Part";

function remote(page, name) {
  return page.locator(".remote").getByRole("button", { name, exact: true });
}

/** Everything that the page is sent from now on, unpacked, as one text of bytes. */
function record(page) {
  const parts = [];
  const keep = (bytes) => parts.push(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);
  page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => keep(Buffer.from(payload))));
  page.on("response", async (answer) => {
    if (!answer.url().includes("/api/")) return;
    // What is packed inside a long-poll body stands behind its length.
    const body = await answer.body().catch(() => Buffer.alloc(0));
    parts.push(body);
    for (let at = body.indexOf("\x1f\x8b\x08", 0, "latin1"); at >= 0; at = body.indexOf("\x1f\x8b\x08", at + 1, "latin1")) {
      try {
        parts.push(gunzipSync(body.subarray(at), { finishFlush: 2 }));
      } catch {
        // Those three bytes were something else.
      }
    }
  });
  const received = () => Buffer.concat(parts).toString("latin1");
  received.forget = () => parts.splice(0);
  return received;
}

async function arrive(browser, link, options = {}) {
  const context = await browser.newContext({ locale: "fr-FR", ...options });
  const page = await openPage(context);
  page.received = record(page);
  await page.goto(testLink(link));
  await answerDoor(page);
  await live(page);
  return page;
}

test("what is written for oneself reaches nobody before the reveal, however they are connected [F3]", async (t) => {
  const server = await startServer(t);
  const proxy = await startProxy(t, server.port, "forbid");
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  const ana = await join(browser, server.links.participant, { organisation });
  const bob = await arrive(browser, server.links.participant);
  const polls = await arrive(browser, through(proxy, server.links.participant));
  await animator.locator(".remote").getByRole("button", { name: /^Commencer/ }).click();
  await animator.locator(".remote").getByRole("button", { name: /^Suivante/ }).click();
  await ana.getByText("Chacun ne voit que ses cartes").first().waitFor();

  // That Ana is here, and for whom, was told before; nothing was hers yet.
  for (const page of [bob, polls]) {
    await page.getByText("Chacun ne voit que ses cartes").first().waitFor();
    page.received.forget();
  }
  await addCard(ana, "Ajouter une crainte", planted);
  await addCard(ana, "Ajouter un besoin", `${planted} aussi`);
  await cardWith(animator, `${planted} aussi`).waitFor();
  const late = await arrive(browser, server.links.participant);
  const screen = await arrive(browser, server.links.screen);
  const others = [bob, polls, late, screen];
  for (const page of others) {
    await page.locator("[data-kind='1'] .silhouettes", { hasText: "1 carte" }).waitFor();
    assert.equal(await cardWith(page, planted).count(), 0);
  }
  await bob.reload();
  await live(bob);
  await addCard(bob, "Ajouter une crainte", "de Bob");
  await ana.locator("[data-kind='1'] .silhouettes", { hasText: "1 carte" }).waitFor();
  for (const page of others) {
    const bytes = page.received();
    assert.ok(bytes.length > 30, "something was recorded");
    assert.equal(bytes.includes(planted), false);
    assert.equal(bytes.includes(organisation), false);
    assert.deepEqual(page.trouble, []);
  }

  // By kind, then all with the next phase.
  await remote(animator, "Craintes").click();
  for (const page of others) await cardWith(page, planted).waitFor();
  assert.equal(await cardWith(bob, `${planted} aussi`).count(), 0);
  await bob.locator("[data-kind='3'] .silhouettes").waitFor();
  await animator.locator(".remote").getByRole("button", { name: /^Suivante/ }).click();
  for (const page of others) await cardWith(page, `${planted} aussi`).waitFor();
  assert.equal(await bob.locator(".silhouettes").count(), 0);
  assert.ok(bob.received().includes(planted), "the recording would have seen it");
  assert.ok(polls.received().includes(planted), "the recording of the long-poll would have seen it");
  await sameState(ana, bob, polls, late, screen, animator);
  await assertSameEverywhere(browser, server, ana, bob, late, animator);
});

test("one card is shown, and all at once [F4]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  const ana = await join(browser, server.links.participant);
  const bob = await join(browser, server.links.participant);
  await animator.locator(".remote").getByRole("button", { name: /^Commencer/ }).click();
  await animator.locator(".remote").getByRole("button", { name: /^Suivante/ }).click();
  await ana.getByText("Chacun ne voit que ses cartes").first().waitFor();
  await addCard(ana, "Ajouter un frein", "première");
  await addCard(ana, "Ajouter un frein", "deuxième");
  await cardWith(animator, "première").locator(".card_face").click();
  await animator.getByRole("button", { name: "Montrer à tous" }).click();
  await cardWith(bob, "première").waitFor();
  assert.equal(await cardWith(bob, "deuxième").count(), 0);
  await remote(animator, "Tout").click();
  await cardWith(bob, "deuxième").waitFor();
  // What comes after the reveal is seen by all as it is written.
  await addCard(ana, "Ajouter un frein", "troisième");
  await cardWith(bob, "troisième").waitFor();
  await animator.locator(".remote").getByRole("button", { name: /^Suivante/ }).click();
  await bob.locator(".phase_now", { hasText: "Révéler et lire" }).waitFor();
  await sameState(ana, bob, animator);
});
