// Draws one square for every body of a branch on canvases, from letters. Colours come from the style sheet, so that light,
// dark and print agree with the rest of the page.

const map = document.querySelector(".map");
const said = document.querySelector(".map-said");
const LETTERS = "abcdefghij";
let branches = {};

const colours = () =>
  Object.fromEntries([...LETTERS].map((letter) => [letter, getComputedStyle(document.querySelector(`.map-${letter}`)).backgroundColor]));

// Few bodies get large squares, many get small ones: between 3 and 14 pixels with their gap.
const sideFor = (count) => (count > 60000 ? 3 : count > 12000 ? 5 : count > 2000 ? 8 : 14);

function draw() {
  const total = Object.values(branches).reduce((sum, letters) => sum + letters.length, 0);
  const side = sideFor(total);
  const colour = colours();
  for (const section of map.querySelectorAll(".map-branch")) {
    const letters = branches[section.dataset.branch] ?? "";
    section.hidden = letters.length === 0;
    section.querySelector("[data-size]").textContent = letters.length.toLocaleString("en").replaceAll(",", "\u202f");
    paint(section.querySelector("canvas"), letters, side, colour);
  }
  count();
}

function paint(canvas, letters, side, colour) {
  const wide = Math.max(side, Math.floor(canvas.parentElement.clientWidth / side) * side);
  const across = wide / side;
  const tall = Math.ceil(letters.length / across) * side;
  const sharp = Math.max(1, Math.floor(window.devicePixelRatio || 1));
  canvas.width = wide * sharp;
  canvas.height = tall * sharp;
  canvas.style.width = `${wide}px`;
  canvas.style.height = `${tall}px`;
  canvas.dataset.side = side;
  canvas.dataset.across = across;
  const pen = canvas.getContext("2d");
  pen.scale(sharp, sharp);
  const gap = side > 3 ? 1 : 0.5;
  for (const letter of LETTERS) {
    pen.fillStyle = colour[letter];
    for (let n = letters.indexOf(letter); n >= 0; n = letters.indexOf(letter, n + 1)) {
      pen.fillRect((n % across) * side, Math.floor(n / across) * side, side - gap, side - gap);
    }
  }
}

function count() {
  const all = Object.values(branches).join("");
  for (const place of document.querySelectorAll("[data-count]")) {
    const number = all.split(place.dataset.count).length - 1;
    place.textContent = number.toLocaleString("en").replaceAll(",", "\u202f");
  }
}

async function fetchLetters() {
  const answer = await fetch(map.dataset.letters, { headers: { accept: "application/json" } });
  if (answer.ok) {
    branches = await answer.json();
    draw();
  }
}

function squareAt(event) {
  const canvas = event.target.closest?.("canvas");
  if (!canvas) return null;
  const side = Number(canvas.dataset.side);
  const number = Math.floor(event.offsetY / side) * Number(canvas.dataset.across) + Math.floor(event.offsetX / side);
  const branch = canvas.parentElement.dataset.branch;
  return number < (branches[branch] ?? "").length ? { number, branch } : null;
}

const addressOf = ({ number, branch }) => map.dataset.one.replace(/0\/$/, `${number}/`) + `?branch=${branch}${map.dataset.also}`;

let asking = 0;
async function name(event) {
  const square = squareAt(event);
  if (!square) return;
  const mine = ++asking;
  await new Promise((later) => setTimeout(later, 120));
  if (mine !== asking) return;
  const answer = await fetch(`${addressOf(square)}&say=1`, { headers: { accept: "application/json" } });
  if (answer.ok && mine === asking) {
    const { name: called, above, state } = await answer.json();
    said.textContent = `${called} · ${above} · ${state.replace("_", " ")}`;
  }
}

if (map) {
  map.addEventListener("pointermove", name);
  map.addEventListener("click", (event) => {
    const square = squareAt(event);
    if (square) window.location.assign(addressOf(square));
  });
  let resting = 0;
  window.addEventListener("resize", () => {
    clearTimeout(resting);
    resting = setTimeout(draw, 150);
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  if (map.dataset.stream && "EventSource" in window) {
    let waiting = 0;
    new EventSource(map.dataset.stream).addEventListener("message", () => {
      clearTimeout(waiting);
      waiting = setTimeout(fetchLetters, 1000);
    });
  }
  fetchLetters();
}
