// A past that came in the page itself: its index and its pieces, as `atelier export --page` put them there. Nothing is asked of
// anybody.
// SPDX-License-Identifier: MIT

export interface CarriedPast {
  /** 32 hexadecimal digits. */
  board: string;
  title: string;
  atelier: string;
  programme: string;
  /** As the server tells it. */
  index: unknown;
  /** Undefined for a piece that is not there. */
  piece(name: string): { base64: string; encoding: string } | undefined;
}

/** Undefined where the page carries none. */
export function readCarried(page: Document): CarriedPast | undefined {
  const text = page.getElementById("past")?.textContent ?? "";
  if (text === "") return undefined;
  const past = JSON.parse(text) as Omit<CarriedPast, "piece">;
  return {
    ...past,
    piece: (name) => {
      const element = page.querySelector<HTMLElement>(`[data-piece="${CSS.escape(name)}"]`);
      if (element === null) return undefined;
      return { base64: element.textContent ?? "", encoding: element.dataset.encoding ?? "" };
    },
  };
}

/** Answers what the server would: `…/history` and `…/history/<history>/<from>-<to>`. */
export function askFile(past: CarriedPast): typeof fetch {
  return (asked) => {
    const { pathname } = new URL(String(asked), "https://file.invalid");
    const [, name] = /\/history\/[0-9a-f]+\/(\d+-\d+)$/.exec(pathname) ?? [];
    if (name === undefined) return Promise.resolve(Response.json(past.index));
    const piece = past.piece(name);
    if (piece === undefined) return Promise.resolve(new Response(null, { status: 404 }));
    const packed = new Blob([bytesOf(piece.base64)]);
    if (piece.encoding !== "gzip") return Promise.resolve(new Response(packed));
    return Promise.resolve(new Response(packed.stream().pipeThrough(new DecompressionStream("gzip"))));
  };
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}
