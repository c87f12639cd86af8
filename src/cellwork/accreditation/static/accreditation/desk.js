// A desk that goes on without a network: it carries the list, writes scans down on the device, and hands them over later.
// Without this script the page works over the network alone.

import { exists, watch } from "./camera.js";
import { read } from "./mandate.js";
import { opened } from "./store.js";

const place = document.getElementById("desk");
const { dataset } = place;
const cards = document.getElementById("desk-cards");
const latest = document.getElementById("desk-latest");
const state = document.getElementById("desk-state");
const who = document.getElementById("who");
const HAND_OVER_EVERY = 4000;
const REFRESH_EVERY = 15000;
const AT_ONCE = 500;
const SHOWN = 20;

const store = await opened(`cellwork-desk-${dataset.conference}-${dataset.desk}`);
const people = new Map();
let keys = [];
let conference = "";
let madeAt = "";
let ahead = 0; // milliseconds by which the server's clock is ahead of this device's
let handing = false;
let trouble = "";

(await store.everybody()).forEach((person) => people.set(person.number, person));
keys = (await store.fact("keys")) || [];
conference = (await store.fact("conference")) || "";
madeAt = (await store.fact("made_at")) || "";
for (const scan of await store.waiting()) applied(scan);

document.getElementById("desk-device").hidden = false;
document.getElementById("desk-look").addEventListener("submit", look);
document.getElementById("save-file").addEventListener("click", saveFile);
document.getElementById("wipe").addEventListener("click", wipe);
navigator.storage?.persist?.();
if ("serviceWorker" in navigator) navigator.serviceWorker.register(dataset.worker).catch(() => {});
if (exists()) offerCamera();
window.addEventListener("online", handOver);
window.addEventListener("beforeunload", (event) => trouble === "offline" && event.preventDefault());
setInterval(handOver, HAND_OVER_EVERY);
setInterval(refresh, REFRESH_EVERY);
await refresh();
await handOver();
cards.querySelectorAll("form.desk-deed").forEach((form) => form.closest("article").remove());
if (who.value.trim()) await looked(who.value.trim());

// ---- the list ---------------------------------------------------------------------------------

async function refresh() {
  const address = madeAt && people.size ? `${dataset.list}?since=${encodeURIComponent(madeAt)}` : dataset.list;
  const answer = await asked(address, {});
  if (!answer) return said();
  const list = await answer.json();
  ahead = Date.parse(list.made_at) - Date.now();
  if (list.whole) people.clear();
  const rows = list.people.map(([number, token, name, category, origin, counts]) => ({ number, token, name, category, origin, counts }));
  rows.forEach((row) => people.set(row.number, { ...people.get(row.number), ...row }));
  const inside = new Set(list.present);
  people.forEach((person) => { person.inside = inside.has(person.number); });
  ({ keys, conference, made_at: madeAt } = list);
  await store.take(list, [...people.values()].map(({ waiting, ...kept }) => kept));
  for (const scan of await store.waiting()) applied(scan);
  said();
}

// ---- looking ----------------------------------------------------------------------------------

async function look(event) {
  event.preventDefault();
  await looked(who.value.trim());
}

async function looked(text) {
  if (!text) return;
  if (/^CW1/i.test(text)) return scanned(text);
  const number = /^\d{1,8}$/.test(text) ? Number(text) : 0;
  const parts = text.toLocaleLowerCase().split(/\s+/);
  const found = number
    ? [people.get(number)].filter(Boolean)
    : [...people.values()].filter((person) => parts.every((part) => person.name.toLocaleLowerCase().includes(part)));
  show(found.slice(0, SHOWN).map((person) => card(person)));
  if (!found.length) show([notice("Nobody on the list is called so, and no mandate on it has this number.")]);
  if (found.length > SHOWN) cards.append(notice(`${found.length - SHOWN} more: write more of the name.`));
}

async function scanned(text) {
  const mandate = await read(text, keys);
  if (mandate.refused) return refuse(mandate.refused, text);
  if (conference && mandate.conference !== conference) return refuse("This mandate is for another conference.", text);
  if (mandate.validUntil < new Date(Date.now() + ahead).toISOString().slice(0, 10)) return refuse("This mandate is out of date.", text);
  const person = people.get(mandate.number);
  if (person && person.token !== mandate.token) return refuse("The list has another token for this mandate: it was changed or copied.", text);
  if (!person && mandate.unsure) return refuse("It is not on the list of this device, which cannot check the signature.", text);
  show([card(person || issuedLater(mandate), mandate.token)]);
}

function issuedLater(mandate) {
  return { number: mandate.number, token: mandate.token, name: `Mandate ${mandate.number}`, category: mandate.category, origin: "", counts: true, later: true };
}

function refuse(why, text) {
  const shown = notice(why);
  const button = made("button", "Write down that it was shown", { className: "button button-quiet", type: "button" });
  button.addEventListener("click", async () => {
    await taken({ what: "in", number: null, said: text.slice(0, 400), token: "" }, "not a mandate that counts");
    shown.remove();
  });
  shown.append(button);
  show([shown]);
}

// ---- cards ------------------------------------------------------------------------------------

function show(nodes) {
  cards.replaceChildren(...nodes);
  // The next press of Enter lets the person in; where there is nothing to press, the next one is looked for.
  const button = cards.querySelector("button.button-primary, .desk-deed button");
  if (button) button.focus();
  else who.select();
}

function card(person, token = "") {
  const kind = !person.counts ? "is-refused" : person.inside ? "is-inside" : "is-good";
  const shown = made("article", "", { className: `desk-card ${kind}` });
  shown.append(
    made("p", { "is-refused": "Does not count", "is-inside": "In the hall", "is-good": "May come in" }[kind], { className: "desk-word" }),
    made("h2", person.name),
    made("p", [person.category, person.origin, `mandate ${person.number}`].filter(Boolean).join(" · ")),
  );
  if (person.later) shown.append(made("p", "Issued after this list was made; signed by those who prepare the conference. Check the document.", { className: "note" }));
  if (!person.counts) {
    shown.append(made("p", "The place was given up, or somebody else has it. Send the person to the help desk."));
    return shown;
  }
  shown.append(deed(person, token));
  return shown;
}

function deed(person, token) {
  const form = made("form", "", { className: "desk-deed" });
  if (!person.inside) form.append(ways());
  form.append(made("button", person.inside ? "Goes out" : "Let in", { className: `button button-${person.inside ? "quiet" : "primary"}` }));
  if (!person.later) form.append(badge(person));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const checked = new FormData(form).get("checked") || "";
    const what = person.inside ? "out" : "in";
    await taken({ what, number: person.number, token, said: "", checked }, person.name);
    cards.replaceChildren();
    who.value = "";
    who.focus();
  });
  return form;
}

function ways() {
  const field = made("fieldset", "", { className: "desk-checked" });
  field.append(made("legend", "Checked by"));
  [["document", "document seen"], ["photo", "photo compared"], ["known", "known in person"]].forEach(([value, words], nth) => {
    const label = made("label");
    label.append(made("input", "", { type: "radio", name: "checked", value, checked: nth === 0 }), ` ${words}`);
    field.append(label);
  });
  return field;
}

function badge(person) {
  const button = made("button", "Print the badge", { className: "button button-plain", type: "button" });
  button.addEventListener("click", () => {
    document.getElementById("badge")?.remove();
    const paper = made("div", "", { id: "badge" });
    paper.append(made("p", dataset.title), made("h1", person.name), made("p", person.category), made("p", person.origin), made("p", String(person.number)));
    document.body.append(paper);
    window.print();
  });
  return button;
}

function notice(words) {
  const shown = made("div", "", { className: "notice notice-warning" });
  shown.append(made("p", "Please mind", { className: "notice-title" }), made("p", words));
  return shown;
}

function made(tag, words = "", properties = {}) {
  return Object.assign(document.createElement(tag), words ? { textContent: words } : {}, properties);
}

// ---- writing down and handing over -------------------------------------------------------------

async function taken(said, name) {
  const scan = { id: newId(), checked: "", at: new Date(Date.now() + ahead).toISOString(), ...said };
  await store.keep(scan);
  applied(scan);
  const line = made("li", "", { id: `scan-${scan.id}` });
  line.append(made("span", scan.what), ` ${name} `, made("span", "just now", { className: "note" }));
  latest.prepend(line);
  while (latest.children.length > 8) latest.lastChild.remove();
  said_waiting();
  handOver();
}

function applied(scan) {
  const person = people.get(scan.number);
  if (person) person.inside = scan.what === "in";
}

async function handOver() {
  if (handing) return;
  handing = true;
  try {
    for (let waiting = await store.waiting(); waiting.length; waiting = await store.waiting()) {
      const part = waiting.sort((one, other) => (one.at < other.at ? -1 : 1)).slice(0, AT_ONCE);
      const answer = await asked(dataset.handOver, { method: "POST", body: JSON.stringify({ scans: part }) });
      if (!answer) break;
      const { taken: outcomes } = await answer.json();
      await store.handedOver(outcomes.map((each) => each.id));
      outcomes.forEach(judged);
    }
  } finally {
    handing = false;
    said();
  }
}

function judged({ id, verdict }) {
  const line = document.getElementById(`scan-${id}`);
  if (!line || verdict === "good") return;
  line.classList.add("is-refused");
  line.append(verdict === "revoked" ? " The place had been given up: ask the person to the help desk." : " It is on no list: it stands at the door's page.");
}

// The answer, or null; `trouble` then says why.
async function asked(address, options) {
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": dataset.token };
  try {
    const answer = await fetch(address, { ...options, headers, redirect: "manual", cache: "no-store" });
    trouble = answer.ok ? "" : answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403 ? "signed out" : "refused";
    return answer.ok ? answer : null;
  } catch {
    trouble = "offline";
    return null;
  }
}

async function said() {
  const waiting = (await store.waiting()).length;
  const scans = waiting === 1 ? "1 scan waits" : `${waiting} scans wait`;
  const words = {
    "": waiting ? `${scans} to be handed over.` : `Online. Everything is handed over. ${people.size} mandates on this device.`,
    offline: `No network. ${waiting ? `${scans} on this device` : "Nothing waits"}; work on, it is handed over by itself. ${people.size} mandates on this device.`,
    "signed out": `You are signed out, or may not let people in any more. ${scans} on this device: sign in again in another tab; nothing is lost.`,
    refused: `What waits was not taken. ${scans} on this device: save it to a file and load this page anew.`,
  };
  state.textContent = words[trouble];
  state.className = `desk-state ${trouble ? "is-off" : ""}`;
}

function said_waiting() {
  if (!trouble) said();
}

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const text = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join("-");
}

// ---- the device ---------------------------------------------------------------------------------

async function saveFile() {
  const scans = await store.waiting();
  const file = new Blob([JSON.stringify({ desk: dataset.name, scans })], { type: "application/json" });
  const link = made("a", "", { href: URL.createObjectURL(file), download: `scans-${dataset.name}.json`.replaceAll(" ", "-") });
  link.click();
  URL.revokeObjectURL(link.href);
}

async function wipe() {
  if ((await store.waiting()).length) {
    state.textContent = "Something still waits to be handed over. Save it to a file first, or wait for the network.";
    return;
  }
  await store.wipe();
  for (const name of await caches.keys()) if (name.startsWith("desk-")) await caches.delete(name);
  window.location.href = document.querySelector(".aside a").href;
}

function offerCamera() {
  const button = document.getElementById("camera");
  const picture = document.getElementById("picture");
  let stop = null;
  let last = "";
  document.getElementById("desk-camera").hidden = false;
  button.addEventListener("click", async () => {
    if (stop) {
      stop();
      stop = null;
    } else {
      stop = await watch(picture, dataset.wasm, (text) => {
        if (text !== last) scanned(text);
        last = text;
      }).catch(() => null);
      if (!stop) state.textContent = "The camera may not be used here. Allow it in the browser, or write the number.";
    }
    picture.hidden = !stop;
    button.textContent = stop ? "Put the camera away" : "Use the camera";
  });
}
