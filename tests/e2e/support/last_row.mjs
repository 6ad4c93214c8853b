// What could not be read from the last row of the room.
// SPDX-License-Identifier: MIT

/** Every text on the page whose contrast with what is behind it is below 7, whose letters are small, or that is cut. */
export function weakTexts(page) {
  return page.evaluate(() => {
    const channel = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
    const light = (colour) => {
      const [red, green, blue] = numbers(colour).map((value) => channel(value / 255));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const behind = (element) => {
      for (let one = element; one !== null; one = one.parentElement) {
        const colour = getComputedStyle(one).backgroundColor;
        if (numbers(colour)[3] !== 0) return colour;
      }
      return "rgb(255, 255, 255)";
    };
    const found = [];
    const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const element = texts.currentNode.parentElement;
      const text = texts.currentNode.textContent.trim();
      const style = getComputedStyle(element);
      if (text === "" || style.visibility === "hidden" || element.closest(".spoken")) continue;
      const [bright, dark] = [light(style.color), light(behind(element))].sort((a, b) => b - a);
      const contrast = (bright + 0.05) / (dark + 0.05);
      const size = Number.parseFloat(style.fontSize) / innerWidth;
      const range = document.createRange();
      range.selectNodeContents(texts.currentNode);
      const { right, bottom } = range.getBoundingClientRect();
      const isClamped = element.closest(".screen_text, .screen_by") !== null;
      const isCut = !isClamped && (right > innerWidth + 1 || bottom > innerHeight + 1);
      if (contrast < 7 || size < 0.0215 || isCut) found.push({ text, contrast, size, isCut });
    }
    const cards = [...document.querySelectorAll(".screen_cards > :not(.beyond)")];
    const end = cards[0]?.parentElement.getBoundingClientRect().bottom ?? 0;
    const cut = cards.filter((card) => card.getBoundingClientRect().bottom > end + 1);
    return [...found, ...cut.map((card) => card.textContent)];
  });
}
