/* A second's work in place of a name: finds a number whose hash begins with enough zeros, while somebody writes.
   The form works without this file. SHA-256 is written out, since browsers lend theirs only to pages that came over TLS. */

const K = Uint32Array.from(
  (function* () {
    for (let n = 2, found = 0; found < 64; n += 1) {
      let prime = true;
      for (let d = 2; d * d <= n; d += 1) if (n % d === 0) { prime = false; break; }
      if (prime) { found += 1; yield (Math.cbrt(n) % 1) * 2 ** 32; }
    }
  })(),
);
const FIRST = Uint32Array.from([2, 3, 5, 7, 11, 13, 17, 19], (p) => (Math.sqrt(p) % 1) * 2 ** 32);
const turn = (x, by) => (x >>> by) | (x << (32 - by));

/** The first 32 bits of the SHA-256 of an ASCII text. */
function firstBits(text) {
  const length = text.length;
  const blocks = Math.ceil((length + 9) / 64);
  const padded = new Uint32Array(blocks * 16);
  for (let i = 0; i < length; i += 1) padded[i >> 2] |= text.charCodeAt(i) << (24 - (i % 4) * 8);
  padded[length >> 2] |= 0x80 << (24 - (length % 4) * 8);
  padded[blocks * 16 - 1] = length * 8;
  const hash = FIRST.slice();
  const w = new Uint32Array(64);
  for (let block = 0; block < blocks; block += 1) {
    for (let i = 0; i < 64; i += 1) {
      if (i < 16) { w[i] = padded[block * 16 + i]; continue; }
      const a = w[i - 15], b = w[i - 2];
      w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = hash;
    for (let i = 0; i < 64; i += 1) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => { hash[i] += value; });
  }
  return hash[0];
}

function beginning() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Works in short bursts, so that typing is not disturbed; fills the field when it has found one. */
function work(field, question, bits) {
  const start = beginning();
  let tried = 0;
  const burst = () => {
    for (const until = performance.now() + 12; performance.now() < until; ) {
      const number = start + tried.toString(16).padStart(8, "0");
      tried += 1;
      if (firstBits(`${question}.${number}`) >>> (32 - bits) === 0) { field.value = number; return; }
    }
    setTimeout(burst, 4);
  };
  setTimeout(burst, 300);
}

for (const field of document.querySelectorAll("input[data-stamp]")) {
  work(field, field.dataset.stamp, Number(field.dataset.bits));
}
/* The name is asked only of those who give one. */
for (const form of document.querySelectorAll("form[data-say]")) {
  const name = form.querySelector("[data-name]");
  const show = () => {
    const chosen = form.querySelector("input[name=manner]:checked");
    if (name) name.hidden = Boolean(chosen && chosen.value === "anonymous");
  };
  form.addEventListener("change", show);
  show();
}
