// proto/openapi.json holds what the server does (R11): every request and every answer that it tells of is tried, and each body is what
// its schema says. What only a failing disk or two hundred links bring about is named below and left to other tests.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import test from "node:test";
import { answerDoor, join, openBrowser, openPage, testLink } from "./support/people.mjs";
import { startServer } from "./support/server.mjs";

const modules = createRequire(new URL("../../web-client/package.json", import.meta.url));
const { Ajv2020 } = modules("ajv/dist/2020.js");
const file = JSON.parse(await readFile(new URL("../../proto/openapi.json", import.meta.url), "utf8"));

/** Answers that nothing here can bring about: a disk that fails, a server that stops, tables that are full. */
const elsewhere = new Set(["503", "429"]);

/** Of the demonstration: it keeps votes for itself. */
const votePhase = 7;

const ajv = new Ajv2020({ strict: false });
ajv.addSchema(file, "file");

function operations() {
  return Object.entries(file.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => method !== "parameters")
      .map(([method, operation]) => ({ path, method, operation })),
  );
}

function parseLink(link) {
  const parts = new URLSearchParams(new URL(link).hash.slice(1));
  return { board: parts.get("b"), token: parts.get("t") };
}

/** Sends what the operation says, checks the answer against the file, and gives it. */
class Caller {
  tried = new Set();

  constructor(server) {
    this.base = `http://localhost:${server.port}`;
    this.board = parseLink(server.links.facilitator).board;
  }

  async call(id, status, { token, body, session, editKey, cookie, origin, query, ...parameters } = {}) {
    const found = operations().find(({ operation }) => operation.operationId === id);
    assert.ok(found, `no operation ${id}`);
    const path = found.path.replace(/\{(\w+)\}/g, (_, name) => (name === "board" ? this.board : parameters[name]));
    const answer = await fetch(this.base + path + (query === undefined ? "" : `?${query}`), {
      method: found.method.toUpperCase(),
      headers: {
        "Accept-Language": "fr",
        ...(session === undefined ? {} : { "Atelier-Session": session }),
        ...(editKey === undefined ? {} : { "Atelier-Edit-Key": editKey }),
        ...(cookie === undefined ? {} : { Cookie: cookie }),
        ...(origin === undefined ? {} : { Origin: origin }),
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      },
      body: body === undefined || body instanceof Uint8Array ? body : JSON.stringify(body),
    });
    assert.equal(answer.status, status, `${id}: ${await answer.clone().text()}`);
    return this.#check(id, found, answer);
  }

  async #check(id, { path, method, operation }, answer) {
    const told = operation.responses[answer.status];
    assert.ok(told, `${id} answers ${answer.status}, which the file does not tell`);
    this.tried.add(`${id} ${answer.status}`);
    this.cookie = answer.headers.get("Set-Cookie")?.split(";")[0];
    const bytes = await answer.arrayBuffer();
    const type = answer.headers.get("Content-Type")?.split(";")[0] ?? "";
    if (told.content === undefined) {
      assert.equal(bytes.byteLength, 0, `${id}: a body where none is told`);
      return null;
    }
    assert.ok(told.content[type], `${id} answers ${type}, which the file does not tell`);
    const text = new TextDecoder().decode(bytes);
    if (!type.endsWith("json")) return text;
    const where = [path, method, "responses", String(answer.status), "content", type, "schema"];
    const pointer = where.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/");
    const json = JSON.parse(text);
    const validate = ajv.getSchema(`file#/paths/${pointer}`);
    assert.ok(validate(json), `${id} ${answer.status}: ${ajv.errorsText(validate.errors)} in ${text.slice(0, 400)}`);
    return json;
  }
}

test("[R11] every answer that the description tells of is given, and is as it says", async (t) => {
  const server = await startServer(t, { user: "ada" });
  const caller = new Caller(server);
  const call = caller.call.bind(caller);
  const [facilitator, participant, screen, observer] = ["facilitator", "participant", "screen", "observer"].map(
    (role) => parseLink(server.links[role]).token,
  );
  const broken = `${participant}x`;

  await call("isAlive", 200);
  await call("isReady", 200);
  assert.deepEqual(await call("describe", 200), file);
  await call("openSocket", 426);
  await call("sync", 200, { body: new Uint8Array() });
  await call("sync", 410, { body: new Uint8Array(), session: "one that was never given" });

  // Facilitators' errands; everybody else hears no in words.
  const errands = ["invite", "listLinks", "makeLink", "listPeople", "readAudit", "revokeLink", "expel"];
  const someone = { id: "0123456789abcdef", actor: "0123456789abcdef" };
  for (const errand of errands) {
    const refusal = await call(errand, 401, { token: broken, ...someone });
    assert.match(refusal.title, /lien/i);
    await call(errand, 401, someone);
    for (const token of [participant, screen, observer]) await call(errand, 403, { token, ...someone });
  }
  await call("invite", 200, { token: facilitator });
  await call("makeLink", 400, { token: facilitator, body: { role: "king" } });
  const made = await call("makeLink", 201, { token: facilitator, body: { role: "facilitator", days: 1 } });
  await call("makeLink", 201, { token: facilitator, body: { role: "screen" } });
  const { links } = await call("listLinks", 200, { token: facilitator });
  assert.ok(links.some(({ id }) => id === made.id));
  const own = (await call("listLinks", 200, { token: made.token })).links.find(({ yours }) => yours);
  await call("revokeLink", 409, { token: made.token, id: own.id });
  await call("revokeLink", 404, { token: facilitator, ...someone });
  await call("revokeLink", 204, { token: facilitator, id: made.id });
  await call("listLinks", 401, { token: made.token });

  // Somebody is there: seen, and sent away; a facilitator is not.
  const browser = await openBrowser(t);
  await join(browser, server.links.participant);
  const [place, host] = await joinAsHost(browser, server.links.facilitator);
  const { people } = await call("listPeople", 200, { token: facilitator });
  const actorOf = (role) => people.find((person) => person.role === role).actor;
  await call("expel", 404, { token: facilitator, ...someone });
  await call("expel", 403, { token: facilitator, actor: actorOf("facilitator") });
  await call("expel", 204, { token: facilitator, actor: actorOf("participant") });
  const { entries } = await call("readAudit", 200, { token: facilitator });
  assert.deepEqual(new Set(entries.map(({ what }) => what)), new Set(["link_made", "link_revoked", "expelled"]));

  // At the door.
  await call("listOrganisations", 401, { token: broken });
  await call("listOrganisations", 200, { token: screen });
  for (const [errand, body] of [
    ["sayOrganisation", { name: "Régie des eaux", kind: "institution" }],
    ["makeCode", place],
  ]) {
    await call(errand, 401, { token: broken, body });
    await call(errand, 403, { token: screen, body });
    await call(errand, 400, { token: participant, body: { name: 1 } });
  }
  await call("sayOrganisation", 204, { token: participant, body: { name: "Régie des eaux", kind: "institution" } });
  const { organisations } = await call("listOrganisations", 200, { token: participant });
  assert.ok(organisations.some(({ name }) => name === "Régie des eaux"));
  await call("makeCode", 403, { token: facilitator, body: { ...place, key: "00".repeat(place.key.length / 2) } });
  const { code } = await call("makeCode", 201, { token: facilitator, body: place });
  assert.equal((await call("recover", 200, { token: participant, body: { code } })).actor, place.actor);
  await call("recover", 404, { token: participant, body: { code: "pomme-cerf-nuage-10" } });
  await call("recover", 401, { token: broken, body: { code } });

  // Without an author. Nothing is on: no phase, no lock, until the board is locked.
  const editKey = "5a".repeat(32);
  const card = { kind: "fear", text: "Peur de le dire", label: "" };
  for (const [errand, body] of [["addLoneCard", card], ["rewordLoneCard", { text: "x" }], ["removeLoneCard", undefined], ["readLoneFate", undefined]]) {
    await call(errand, 401, { token: broken, body, editKey });
    await call(errand, 403, { token: screen, body, editKey });
    await call(errand, 400, { token: participant, body });
    if (errand !== "addLoneCard") await call(errand, 404, { token: participant, body, editKey });
  }
  const lone = await call("addLoneCard", 201, { token: participant, body: card, editKey });
  assert.deepEqual(await call("addLoneCard", 201, { token: participant, body: card, editKey }), lone);
  await call("rewordLoneCard", 204, { token: participant, body: { text: "Peur de me taire" }, editKey });
  const fate = await call("readLoneFate", 200, { token: participant, editKey });
  assert.deepEqual(fate, { hidden: false, parked: false, removed: false, note: "" });
  await call("beginPhase", 401, { token: broken, body: { number: 0 } });
  await call("beginPhase", 403, { token: participant, body: { number: 0 } });
  await call("beginPhase", 400, { token: facilitator, body: { number: -1 } });
  await call("beginPhase", 404, { token: facilitator, body: { number: 60 } });
  await call("beginPhase", 204, { token: facilitator, body: { number: 0 } });
  await call("raiseAnonymity", 401, { token: broken, body: { level: "kind" } });
  await call("raiseAnonymity", 403, { token: participant, body: { level: "kind" } });
  await call("raiseAnonymity", 400, { token: facilitator, body: { level: "named" } });
  await call("raiseAnonymity", 204, { token: facilitator, body: { level: "kind" } });
  const lock = host.locator(".remote").getByRole("button", { name: "Verrouiller le tableau" });
  await lock.click();
  await lock.waitFor({ state: "detached" });
  // Until the server knows of the lock it takes the card; by the same key it would say so ever after.
  const fresh = () => crypto.randomUUID().replaceAll("-", "").repeat(2);
  await until(() => call("addLoneCard", 409, { token: participant, body: card, editKey: fresh() }));
  await call("rewordLoneCard", 409, { token: participant, body: { text: "x" }, editKey });
  await call("removeLoneCard", 409, { token: participant, editKey });
  await host.locator(".remote").getByRole("button", { name: "Ouvrir le tableau" }).click();
  await until(() => call("removeLoneCard", 204, { token: participant, editKey }));
  const erased = { items: [lone.item] };
  await call("eraseContent", 401, { token: broken, body: erased });
  await call("eraseContent", 403, { token: participant, body: erased });
  await call("eraseContent", 400, { token: facilitator, body: { items: ["somewhere"] } });
  await call("eraseContent", 404, { token: facilitator, body: { items: ["0123456789abcdef-1"] } });
  await call("eraseContent", 204, { token: facilitator, body: erased });
  await call("rewordLoneCard", 409, { token: participant, body: { text: "Encore" }, editKey });
  await call("eraseContent", 400, { token: facilitator, body: { ballots: true, ...erased } });
  await call("beginPhase", 204, { token: facilitator, body: { number: votePhase } });
  await call("eraseContent", 409, { token: facilitator, body: { ballots: true } });
  await call("beginPhase", 204, { token: facilitator, body: { number: 0 } });
  await call("eraseContent", 204, { token: facilitator, body: { ballots: true } });
  const deeds = (await call("readAudit", 200, { token: facilitator })).entries.map(({ what }) => what);
  for (const what of ["authorship_erased", "ballots_erased", "content_erased"]) assert.ok(deeds.includes(what));

  // The past.
  const index = await call("readHistory", 200, { token: observer });
  await call("readHistory", 401, { token: broken });
  const { history } = index;
  const { from, to } = index.segments[0];
  await call("readPiece", 200, { token: observer, history, from, to });
  await call("readPiece", 401, { token: broken, history, from, to });
  await call("readPiece", 404, { token: observer, history: "0123456789abcdef", from, to });
  await call("readPiece", 404, { token: observer, history, from: 900_000, to: 900_001 });
  await call("readPiece", 400, { token: observer, history, from: 0, to: 9_000_000 });
  for (const what of ["Moment", "Phases"]) {
    for (const how of ["draw", "paint"]) {
      await call(how + what, 200, { token: observer, history, position: to, query: "width=320" });
      await call(how + what, 401, { token: broken, history, position: to });
      await call(how + what, 404, { token: observer, history, position: 900_000 });
    }
    await call(`paint${what}`, 400, { token: observer, history, position: to, query: "width=9000" });
  }
  const then = await call("readPastCards", 200, { token: observer, history, position: to });
  assert.equal(then.at, to);
  await call("readPastCards", 401, { token: broken, history, position: to });
  await call("readPastCards", 404, { token: observer, history, position: 900_000 });
  await call("filmStretch", 200, { token: observer, history, from: to - 1, to });
  await call("filmStretch", 400, { token: observer, history, from: to, to });
  await call("filmStretch", 401, { token: broken, history, from, to });
  await call("filmStretch", 404, { token: observer, history, from, to: 900_000 });
  const mark = { position: to, name: "La fin" };
  await call("addBookmark", 401, { token: broken, body: mark });
  await call("addBookmark", 403, { token: participant, body: mark });
  await call("addBookmark", 400, { token: facilitator, body: { position: to } });
  await call("addBookmark", 404, { token: facilitator, body: { ...mark, position: 900_000 } });
  const { id } = await call("addBookmark", 201, { token: facilitator, body: mark });
  assert.deepEqual((await call("readHistory", 200, { token: observer })).bookmarks.map(({ name }) => name), ["La fin"]);
  await call("removeBookmark", 401, { token: broken, id });
  await call("removeBookmark", 403, { token: observer, id });
  await call("removeBookmark", 204, { token: facilitator, id });
  await call("removeBookmark", 404, { token: facilitator, id });
  const again = { history, position: to, body: { title: "Une autre voie" } };
  const tour = { title: "Les voix", stops: [{ position: to, text: "D'abord la fin." }] };
  await call("addTour", 401, { token: broken, body: tour });
  await call("addTour", 403, { token: participant, body: tour });
  await call("addTour", 400, { token: facilitator, body: { ...tour, stops: [] } });
  await call("addTour", 404, { token: facilitator, body: { ...tour, stops: [{ position: 900_000, text: "" }] } });
  const { id: tourId } = await call("addTour", 201, { token: facilitator, body: tour });
  for (const [errand, body] of [["changeTour", tour], ["removeTour", undefined]]) {
    await call(errand, 401, { token: broken, id: tourId, body });
    await call(errand, 403, { token: observer, id: tourId, body });
    await call(errand, 404, { token: facilitator, ...someone, body });
  }
  await call("changeTour", 400, { token: facilitator, id: tourId, body: {} });
  await call("changeTour", 200, { token: facilitator, id: tourId, body: { ...tour, title: "Autrement" } });
  assert.deepEqual((await call("readHistory", 200, { token: observer })).tours.map(({ title }) => title), ["Autrement"]);
  await call("removeTour", 204, { token: facilitator, id: tourId });
  await call("startAgain", 401, { token: broken, ...again });
  await call("startAgain", 403, { token: participant, ...again });
  await call("startAgain", 400, { token: facilitator, ...again, body: {} });
  await call("startAgain", 404, { token: facilitator, ...again, position: 900_000 });
  await call("startAgain", 201, { token: facilitator, ...again });

  // Tables, and what lies on a board.
  const wanted = { titles: ["Table 1", "Table 2"] };
  await call("makeTables", 401, { token: broken, body: wanted });
  await call("makeTables", 403, { token: participant, body: wanted });
  await call("makeTables", 400, { token: facilitator, body: { titles: ["Table 1", "Table 1"] } });
  const { tables } = await call("makeTables", 201, { token: facilitator, body: wanted });
  await call("listTables", 401, { token: broken });
  assert.deepEqual((await call("listTables", 200, { token: screen })).tables, tables);
  await call("readCards", 401, { token: broken });
  const { cards, threads } = await call("readCards", 200, { token: observer });
  assert.ok(cards.some(({ links }) => links.length > 0) && threads.some((thread) => thread.cards.length > 0));
  await call("lookAtTables", 401, { token: broken });
  assert.deepEqual(
    (await call("lookAtTables", 200, { token: screen })).tables.map(({ people, cards }) => [people, cards]),
    [[0, 0], [0, 0]],
  );
  const self = { actor: place.actor, key: place.key };
  await call("findPlaces", 401, { token: broken, body: self });
  await call("findPlaces", 400, { token: participant, body: { actor: self.actor } });
  await call("findPlaces", 403, { token: participant, body: { ...self, key: "00".repeat(self.key.length / 2) } });
  const { places } = await call("findPlaces", 200, { token: participant, body: self });
  assert.deepEqual(new Set(places.map(({ board }) => board)), new Set(tables.map(({ board }) => board)));
  const shared = caller.board;
  caller.board = tables[1].board;
  await call("makeTables", 409, { token: facilitator, body: wanted });
  const there = await call("listTables", 200, { token: participant });
  assert.deepEqual([there.shared.board, there.tables], [shared, tables]);
  assert.deepEqual((await call("readCards", 200, { token: participant })).cards, []);
  caller.board = shared;

  // A facilitator with a password.
  const account = { user: "ada", password: server.password };
  const origin = "https://evil.example";
  await call("signIn", 400, { body: { user: "ada" } });
  await call("signIn", 401, { body: { ...account, password: "not this one" } });
  await call("signIn", 403, { body: account, origin });
  await call("readSession", 401);
  await call("signIn", 204, { body: account });
  const { cookie } = caller;
  const { boards } = await call("readSession", 200, { cookie });
  assert.ok(boards.some(({ board }) => board === caller.board));
  await call("listLinks", 200, { token: boards.find(({ board }) => board === caller.board).token });
  for (const id of ["readSession", "signOut", "signOutEverywhere"]) await call(id, 403, { cookie, origin });
  await call("signOutEverywhere", 401);
  await call("signOutEverywhere", 204, { cookie });
  await call("readSession", 401, { cookie });
  await call("signOut", 204, { cookie });

  const told = operations().flatMap(({ operation }) =>
    Object.keys(operation.responses)
      .filter((status) => !elsewhere.has(status) && status !== "101")
      .map((status) => `${operation.operationId} ${status}`),
  );
  assert.deepEqual(told.filter((one) => !caller.tried.has(one)), [], "told, and never tried");
});

/** A facilitator on the board, and what its device shows to be let in again as the same: its actor and the proof of it;
 * and its page. */
async function joinAsHost(browser, link) {
  const page = await openPage(await browser.newContext({ locale: "fr-FR" }));
  const request = page.waitForRequest((one) => one.url().endsWith("/code") && one.method() === "POST");
  await page.goto(testLink(link));
  await answerDoor(page);
  return [(await request).postDataJSON(), page];
}

/** Once the server has taken what was done on a page just now. */
async function until(act) {
  for (let left = 50; ; left -= 1) {
    try {
      return await act();
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
