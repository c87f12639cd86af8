// Keeps the page of one desk and its files on the device, so that it opens without a network. Lists and scans are not here.
const FILES = {{ files|safe }};
const KEPT = "desk-" + {{ version|safe }};

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith("desk-") && name !== KEPT).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

// The page: from the network, kept each time; from the device when there is none. Files: from the device first.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(fresh(request));
  } else if (new URL(request.url).pathname.startsWith("/static/")) {
    event.respondWith(caches.match(request).then((kept) => kept || fetch(request)));
  }
});

async function fresh(request) {
  const plain = request.url.split("?")[0];
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected && plain === request.url) (await caches.open(KEPT)).put(plain, answer.clone());
    return answer;
  } catch (gone) {
    const kept = await caches.match(plain);
    if (kept) return kept;
    throw gone;
  }
}
