// Codes from the camera's picture: by the browser itself where it can, otherwise by a reader kept with this page.

const EVERY = 150; // milliseconds between two looks at the picture

export function exists() {
  return Boolean(navigator.mediaDevices?.getUserMedia);
}

// Calls `seen` with the text of each code until the returned function is called.
export async function watch(video, wasm, seen) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  video.srcObject = stream;
  await video.play();
  const codes = await reader(wasm);
  let on = true;
  (async () => {
    while (on) {
      for (const text of await codes(video)) seen(text);
      await new Promise((resolve) => setTimeout(resolve, EVERY));
    }
  })();
  return () => {
    on = false;
    stream.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  };
}

async function reader(wasm) {
  if ("BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video)).map((code) => code.rawValue);
  }
  const { prepareZXingModule, readBarcodes } = await import("../vendor/zxing-wasm/reader/index.js");
  prepareZXingModule({ overrides: { locateFile: () => wasm } });
  const canvas = document.createElement("canvas");
  const drawn = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    if (!video.videoWidth) return [];
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    drawn.drawImage(video, 0, 0);
    const found = await readBarcodes(drawn.getImageData(0, 0, canvas.width, canvas.height), { formats: ["QRCode"] });
    return found.filter((code) => code.isValid).map((code) => code.text);
  };
}
