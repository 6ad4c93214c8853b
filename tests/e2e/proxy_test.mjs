// Networks whose proxies do not let WebSocket through: people notice nothing but the wait (N1, W2).
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import test from "node:test";
import { addCard, assertSameEverywhere, cardWith, join, openBrowser, sameState } from "./support/people.mjs";
import { startProxy, through } from "./support/proxy.mjs";
import { startServer } from "./support/server.mjs";

for (const kind of ["strip", "forbid", "hang"]) {
  test(`[N1] behind a proxy that does this to an upgrade: ${kind}`, async (t) => {
    const server = await startServer(t);
    const proxy = await startProxy(t, server.port, kind);
    const browser = await openBrowser(t);
    const outside = await join(browser, server.links.participant);
    const polls = [];
    const inside = await join(browser, through(proxy, server.links.participant));
    inside.on("request", (request) => polls.push(request.url()));
    assert.equal(proxy.upgrades.length, 1);
    const waited = Math.round(performance.now() - proxy.upgrades[0]);
    console.log(JSON.stringify({ name: `web.proxy_${kind}_switch_ms`, value: waited, unit: "ms" }));

    await addCard(inside, "Ajouter une crainte", "écrite derrière le proxy");
    await cardWith(outside, "écrite derrière le proxy").waitFor();
    await addCard(outside, "Ajouter une solution", "écrite dehors");
    await cardWith(inside, "écrite dehors").waitFor();
    await sameState(inside, outside);
    assert.ok(polls.some((url) => url.endsWith("/sync")));
    await assertSameEverywhere(browser, server, inside, outside);
  });
}

// Such proxies cut after 60 s; three here, so that a test sees several.
test("[N1] behind a proxy that cuts every connection after a while: nothing is lost, nothing is there twice", async (t) => {
  const server = await startServer(t);
  const proxy = await startProxy(t, server.port, "cut", 3_000);
  const browser = await openBrowser(t);
  const outside = await join(browser, server.links.participant);
  const inside = await join(browser, through(proxy, server.links.participant));
  const texts = [];
  for (let i = 0; proxy.upgrades.length < 4; i += 1) {
    texts.push(`idée numéro ${i}.`);
    await addCard(inside, "Ajouter une crainte", texts[i]);
    await addCard(outside, "Ajouter une solution", `réponse numéro ${i}.`);
    await inside.waitForTimeout(400);
    assert.ok(i < 60, "the proxy cut nothing");
  }
  await sameState(inside, outside);
  for (const text of texts) assert.equal(await cardWith(outside, text).count(), 1);
  await assertSameEverywhere(browser, server, inside, outside);
});
