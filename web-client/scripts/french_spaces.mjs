// French sets a space before : ; ! ? and inside « », where no line may break. Dictionaries are typed with the space bar;
// it becomes one that does not break as the pages are built.
// SPDX-License-Identifier: MIT

/**
 * In whole sources, code too: what is no string does not mind which white space it has.
 * @param {string} source
 */
export function keepTogether(source) {
  return source.replace(/(?<=\S) (?=[:;!?»])|(?<=«) /g, "\u00a0");
}

/** @returns {import("vite").Plugin} */
export function frenchSpaces() {
  return {
    name: "french-spaces",
    enforce: "pre",
    // As long as it was, so that what maps to the source still does.
    transform: (code, id) =>
      /\/i18n\/(\w+_)?fr\.ts$/.test(id) ? { code: keepTogether(code), map: null } : null,
  };
}
