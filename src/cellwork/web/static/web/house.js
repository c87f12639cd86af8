/* What a page gains when scripts run: drafts that survive a lost connection, parts that stay fresh, no form sent twice.
   Every form works without this file. */

const KEPT_FOR = 30 * 24 * 3600 * 1000;
const account = document.body.dataset.account || "";
const PREFIX = "cellwork.draft.";

/* ---- Drafts: forms with data-draft="name" ------------------------------------------------------------------------ */

const store = (() => {
  try {
    localStorage.setItem(`${PREFIX}try`, "1");
    localStorage.removeItem(`${PREFIX}try`);
    return localStorage;
  } catch {
    return null; // storage is closed or full: pages work as before, drafts are not kept
  }
})();

const keyOf = (name) => `${PREFIX}${account}.${name}`;
const isKept = (field) =>
  field.name && !field.disabled && !["hidden", "password", "file", "submit", "button"].includes(field.type);

function valuesOf(form) {
  return [...form.elements].filter(isKept).map((field) => ({
    name: field.name,
    value: field.value,
    ...(["checkbox", "radio"].includes(field.type) ? { checked: field.checked } : {}),
  }));
}

function putBack(form, values) {
  const left = [...form.elements].filter(isKept);
  let changed = false;
  for (const kept of values) {
    const at = left.findIndex((field) => field.name === kept.name && (!("checked" in kept) || field.value === kept.value));
    if (at < 0) continue;
    const [field] = left.splice(at, 1);
    if ("checked" in kept) {
      changed ||= field.checked !== kept.checked;
      field.checked = kept.checked;
    } else {
      changed ||= field.value !== kept.value;
      field.value = kept.value;
    }
  }
  return changed;
}

function say(form, words, forget) {
  const line = form.querySelector(".kept");
  if (!line) return;
  line.replaceChildren(words);
  if (!forget) return;
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    className: "kept-button",
    textContent: "Forget it and start afresh",
  });
  button.addEventListener("click", forget);
  line.append(" ", button);
}

function keep(form) {
  if (!store) return;
  try {
    store.setItem(keyOf(form.dataset.draft), JSON.stringify({ at: Date.now(), values: valuesOf(form) }));
    say(form, "Kept on this device.");
  } catch {
    say(form, "This device has no room to keep what you write. Send it before you leave the page.");
  }
}

function forget(name) {
  store?.removeItem(keyOf(name));
}

function offerDraft(form) {
  if (form.dataset.draftReady) return;
  form.dataset.draftReady = "yes";
  const name = form.dataset.draft;
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "draft_name", value: name }));
  form.append(Object.assign(document.createElement("p"), { className: "kept", ariaLive: "polite" }));
  const asServed = valuesOf(form);
  // A form that came back with mistakes holds what was just sent: newer than the draft.
  const cameBack = form.querySelector("[aria-invalid=true], .field-error, .notice-error");
  const kept = cameBack ? null : JSON.parse(store?.getItem(keyOf(name)) || "null");
  if (kept && putBack(form, kept.values)) {
    form.closest("details:not([open])")?.setAttribute("open", "");
    const language = document.documentElement.lang;
    const day = new Date(kept.at).toLocaleString(language === "en" ? "en-GB" : language, { dateStyle: "long", timeStyle: "short" });
    say(form, `This is what you wrote on ${day}. It was kept on this device and is not sent yet.`, () => {
      forget(name);
      putBack(form, asServed);
      say(form, "Forgotten.");
    });
  }
  let later;
  form.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(() => keep(form), 400);
  });
  form.addEventListener("submit", () => {
    clearTimeout(later);
    keep(form);
  });
}

function sweepDrafts(which = () => false) {
  if (!store) return;
  for (const key of Object.keys(store).filter((each) => each.startsWith(PREFIX))) {
    const at = JSON.parse(store.getItem(key) || "{}").at || 0;
    if (which(key) || Date.now() - at > KEPT_FOR) store.removeItem(key);
  }
}

/* The server names a draft in this cookie once what was sent has been accepted; before that nothing is forgotten. */
function forgetWhatArrived() {
  const found = document.cookie.match(/(?:^|; )sent_draft=([^;]*)/);
  if (!found) return;
  forget(decodeURIComponent(found[1]));
  document.cookie = "sent_draft=; Max-Age=0; Path=/; SameSite=Lax";
}

/* ---- Forms are sent once ----------------------------------------------------------------------------------------- */

const LONG_ENOUGH = 15000;

function rest(form, busy) {
  form.toggleAttribute("data-sent", busy);
  for (const button of form.querySelectorAll("button:not([type=button]), input[type=submit]")) {
    if (busy) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.hasAttribute("data-sent")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    if (form.method !== "post") return;
    rest(form, true);
    setTimeout(() => rest(form, false), LONG_ENOUGH); // the network may have swallowed it: let people try again
  },
  true,
);

addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-sent]").forEach((form) => rest(form, false));
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (!form) return;
  rest(form, false);
});

/* Before the answer stands on the page: its form must not find the draft of what was just taken. */
document.addEventListener("htmx:beforeSwap", (event) => {
  const form = event.detail.requestConfig?.elt?.closest?.("form[data-draft]");
  if (form && event.detail.xhr.status < 400) forget(form.dataset.draft);
});

document.addEventListener("htmx:sendError", (event) => {
  const form = event.target.closest?.("form[data-draft]");
  if (form) say(form, "No connection. What you wrote is kept on this device; send it again when you are back.");
});

/* ---- Live parts: data-live="stream" data-refresh="address of the part" -------------------------------------------- */

const CALM = 600; // milliseconds: many changes at once are one look
const SPREAD = 900; // and not everybody looks in the same instant

function live(part) {
  if (part.dataset.liveReady || !("EventSource" in window)) return;
  part.dataset.liveReady = "yes";
  let planned = 0;
  let stale = false;
  const look = async () => {
    planned = 0;
    if (document.hidden || part.contains(document.activeElement)) {
      stale = true; // whoever reads or types here is not disturbed; it is fetched as soon as they turn away
      return;
    }
    stale = false;
    try {
      const answer = await fetch(part.dataset.refresh, { headers: { "HX-Request": "true" }, redirect: "error" });
      if (answer.status === 200) {
        const opened = [...part.querySelectorAll("details")].map((each) => each.open);
        part.innerHTML = await answer.text();
        part.querySelectorAll("details").forEach((each, at) => (each.open = opened[at] ?? each.open));
        window.htmx?.process(part);
        ready(part);
      }
    } catch {
      // no connection: the page keeps what it shows, the stream comes back by itself
    }
  };
  const soon = () => {
    planned ||= setTimeout(look, CALM + Math.random() * SPREAD);
  };
  const open = () => {
    const stream = new EventSource(part.dataset.live);
    stream.addEventListener("message", soon);
    stream.addEventListener("error", () => {
      if (stream.readyState === EventSource.CLOSED) setTimeout(() => part.isConnected && open(), 60000);
    });
    addEventListener("pagehide", () => stream.close(), { once: true });
  };
  const catchUp = () => stale && soon();
  document.addEventListener("visibilitychange", catchUp);
  part.addEventListener("focusout", catchUp);
  open();
}

/* ---- Small things ------------------------------------------------------------------------------------------------- */

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

function ready(within) {
  within.querySelectorAll("form[data-draft]").forEach(offerDraft);
  within.querySelectorAll("[data-live]").forEach(live);
}

forgetWhatArrived();
sweepDrafts();
ready(document);
document.querySelector("[data-focus]")?.focus();
document.addEventListener("htmx:load", (event) => ready(event.target));
document.querySelectorAll("form[data-sign-out]").forEach((form) => {
  // A shared phone keeps nothing of whoever signed out.
  form.addEventListener("submit", () => sweepDrafts((key) => key.startsWith(`${PREFIX}${account}.`)));
});
