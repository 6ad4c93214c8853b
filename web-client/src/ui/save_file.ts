// A file for whoever is at the device, in the place where their browser keeps what was downloaded.
// SPDX-License-Identifier: MIT

/** Named after `title`. `end`: of its name, without a dot. */
export function saveFile(content: Blob, title: string, end: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = `${title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "atelier"}.${end}`;
  link.click();
  URL.revokeObjectURL(url);
}
