// Lets a page that is reloaded without network open again, with what waits on the device: keeps the latest page and its
// files, asks the network first for the page, and never touches the API. Registered once a person has joined.
// SPDX-License-Identifier: MIT

const cacheName = "atelier-pages";
/** Both are the one page. */
const pages = new Set(["/", "/ecran"]);
const manifest = "/manifest.webmanifest";
/** A network that takes longer gets the page of last time; the new one is there the next time. */
const patienceMs = 250;
/** What the page has just fetched is not fetched again. */
const asJustFetched = { cache: "force-cache" };

self.addEventListener("install", (event) => {
  event.waitUntil(
    fetch("/", asJustFetched)
      .then(keepPage)
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate" && pages.has(url.pathname)) event.respondWith(openPage(event));
  else if (url.pathname.startsWith("/assets/") || url.pathname === manifest)
    event.respondWith(openFile(request));
});

async function openPage(event) {
  const kept = await caches.match("/");
  let keeping;
  const fresh = fetch(event.request).then((answer) => {
    if (!answer.ok) return kept ?? answer;
    // Also when the page of last time was given meanwhile.
    keeping = keepPage(answer.clone());
    return answer;
  });
  event.waitUntil(fresh.then(() => keeping).catch(() => undefined));
  if (kept === undefined) return fresh;
  const late = new Promise((resolve) => setTimeout(() => resolve(kept.clone()), patienceMs));
  return Promise.race([fresh.catch(() => kept), late]);
}

async function openFile(request) {
  return (await caches.match(request)) ?? fetch(request);
}

/** The page last, so that a page that is kept has all its files; then what only older pages used goes. */
async function keepPage(answer) {
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  const cache = await caches.open(cacheName);
  const html = await answer.clone().text();
  const files = [...html.matchAll(/"(\/(?:assets\/|manifest)[^"]+)"/g)].map(([, path]) => path);
  const kept = (await cache.keys()).map(({ url }) => new URL(url).pathname);
  const missing = files.filter((path) => !kept.includes(path));
  await cache.addAll(missing.map((path) => new Request(path, asJustFetched)));
  await cache.put("/", answer);
  const old = kept.filter((path) => path !== "/" && !files.includes(path));
  await Promise.all(old.map((path) => cache.delete(path)));
}
