// A text area as high as its text.
// SPDX-License-Identifier: MIT

export function fitHeight(area: HTMLTextAreaElement): void {
  area.style.height = "auto";
  const border = area.offsetHeight - area.clientHeight;
  area.style.height = `${area.scrollHeight + border}px`;
}
