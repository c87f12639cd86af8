/* What the form of a report gains when scripts run: it is kept on the server while it is typed, and the time spent at it is
   counted. Only the time of all reports of a kind together is ever kept. The draft on the device (house.js) stays beside it. */

const PAUSE = 1500; // milliseconds after the last key: a small request, not one a letter
const IDLE = 60000; // nobody types for so long without having gone away
const form = document.querySelector("form[data-keep]");

if (form) {
  let seconds = Number(form.dataset.seconds) || 0;
  let touched = Date.now();
  const counted = Object.assign(document.createElement("input"), { type: "hidden", name: "seconds" });
  form.append(counted);
  setInterval(() => {
    if (!document.hidden && Date.now() - touched < IDLE) seconds += 1;
    counted.value = String(seconds);
  }, 1000);
  for (const sign of ["input", "pointerdown", "keydown", "scroll"]) {
    addEventListener(sign, () => (touched = Date.now()), { passive: true });
  }

  let later = 0;
  let onItsWay = false;
  let again = false;

  const NO_CONNECTION = "No connection. What you write is kept on this device until you are back.";

  const keep = async () => {
    if (!navigator.onLine) return say(NO_CONNECTION);
    if (onItsWay) {
      again = true;
      return;
    }
    onItsWay = true;
    counted.value = String(seconds);
    const typed = new FormData(form);
    for (const [name, value] of [...typed]) if (value instanceof File) typed.delete(name);
    try {
      const answer = await fetch(form.dataset.keep, { method: "POST", body: typed, headers: { "X-Kept-By": "script" } });
      if (answer.status === 204) say("Kept. You can go on later, also on another device.");
      if (answer.status === 409) say("This report was sent meanwhile. Load the page again to see it.");
    } catch {
      say(NO_CONNECTION);
    } finally {
      onItsWay = false;
      if (again) {
        again = false;
        later = setTimeout(keep, PAUSE);
      }
    }
  };

  const say = (words) => {
    const line = form.querySelector(".kept");
    if (line) line.replaceChildren(words);
  };

  form.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => clearTimeout(later));
  addEventListener("online", keep);
}
