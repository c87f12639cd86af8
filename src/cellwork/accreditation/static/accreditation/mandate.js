// Reads a mandate on the device: CW1, then base32 of payload and Ed25519 signature. The layout stands in participants/mandates.py.

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const FIXED = 20;
const SIGNATURE = 64;
const EPOCH = Date.UTC(2000, 0, 1);

// {number, token, conference, category, validUntil} of a mandate that one of the keys signed, or {refused: why}.
export async function read(line, keys) {
  const text = line.replace(/\s+/g, "").toUpperCase();
  if (!text.startsWith("CW1")) return { refused: "This is not a mandate." };
  const whole = bytesOf(text.slice(3));
  if (!whole || whole.length < FIXED + SIGNATURE) return { refused: "The mandate could not be read whole." };
  const payload = whole.slice(0, -SIGNATURE);
  const signed = await isSigned(payload, whole.slice(-SIGNATURE), keys);
  if (signed === false) return { refused: "It was not issued here, or it was changed." };
  return { ...told(payload), unsure: signed === undefined };
}

function told(payload) {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  return {
    conference: hex(payload.slice(1, 7)),
    number: (payload[7] << 16) | (payload[8] << 8) | payload[9],
    token: hex(payload.slice(10, 18)),
    validUntil: new Date(EPOCH + view.getUint16(18) * 86400000).toISOString().slice(0, 10),
    category: new TextDecoder("ascii").decode(payload.slice(FIXED)),
  };
}

// true, false, or undefined where this browser cannot check: then the token alone decides, which only the list and the mandate know.
async function isSigned(payload, signature, keys) {
  const message = new Uint8Array([...new TextEncoder().encode("CW1"), ...payload]);
  for (const key of keys) {
    const imported = await imports(key);
    if (imported === undefined) return undefined;
    if (await crypto.subtle.verify({ name: "Ed25519" }, imported, signature, message)) return true;
  }
  return keys.length ? false : undefined;
}

async function imports(key) {
  try {
    return await crypto.subtle.importKey("raw", unhex(key), { name: "Ed25519" }, false, ["verify"]);
  } catch {
    return undefined;
  }
}

function bytesOf(text) {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let bits = 0;
  let held = 0;
  let place = 0;
  for (const letter of text) {
    const value = LETTERS.indexOf(letter);
    if (value < 0) return null;
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[place++] = (held >> bits) & 0xff;
    }
  }
  return bytes;
}

function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function unhex(text) {
  return new Uint8Array(text.match(/../g).map((pair) => Number.parseInt(pair, 16)));
}
