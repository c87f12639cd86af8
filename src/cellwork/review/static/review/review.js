/* What pages of a review gain when scripts run: a contribution is kept on the server while it is typed, and the page of an
   edition that is being made loads itself again. The draft on the device (house.js) stays beside it. */

const PAUSE = 1500; // milliseconds after the last key: a small request, not one a letter
const AGAIN = 2500;
const NO_CONNECTION = "No connection. What you write is kept on this device until you are back.";
const form = document.querySelector("form[data-keep]");

if (form) {
  let later = 0;
  let onItsWay = false;
  let again = false;

  const say = (words) => form.querySelector(".kept")?.replaceChildren(words);

  const keep = async () => {
    if (!navigator.onLine) return say(NO_CONNECTION);
    if (onItsWay) {
      again = true;
      return;
    }
    onItsWay = true;
    try {
      const answer = await fetch(form.dataset.keep, { method: "POST", body: new FormData(form), headers: { "X-Kept-By": "script" } });
      if (answer.status === 204) say("Kept. You can go on later, also on another device.");
      if (answer.status === 409) say("This was sent meanwhile, or the conference is open. Load the page again to see it.");
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

  form.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => clearTimeout(later));
  addEventListener("online", keep);
}

const making = document.querySelector("[data-again]");
if (making) setTimeout(() => location.replace(making.dataset.again), AGAIN);
