// Makes the fingerprint of a word in the browser, so that the word leaves it only when it is opened.
const word = document.querySelector("[data-word]");
const digest = document.querySelector("[data-digest]");
if (word && digest && globalThis.crypto?.subtle) {
  word.closest("[hidden]")?.removeAttribute("hidden");
  word.addEventListener("input", async () => {
    const said = word.value.trim();
    const bytes = new TextEncoder().encode(`cellwork-commitment-1|${word.dataset.who}|${said}`);
    const made = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    digest.value = said.length >= 12 ? Array.from(made, (byte) => byte.toString(16).padStart(2, "0")).join("") : "";
  });
}
