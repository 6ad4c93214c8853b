// SPDX-License-Identifier: MIT
import { describe, expect, it } from "vitest";
import { parseJoinLink } from "../src/state/join_link";

const board = "0123456789abcdef0123456789abcdef";
const token = "Zm9vYmFyYmF6cXV4-_09";

describe("a join link", () => {
  it("carries board and token in the fragment", () => {
    expect(parseJoinLink(`#b=${board}&t=${token}`)).toEqual({ board, token });
  });

  it("is read whatever the case of the board", () => {
    expect(parseJoinLink(`#t=${token}&b=${board.toUpperCase()}`)).toEqual({ board, token });
  });

  it("is broken when it was cut", () => {
    const cut = [`#b=${board}`, `#b=${board.slice(1)}&t=${token}`, `#b=${board}&t=`, "#hello"];
    expect(cut.map(parseJoinLink)).toEqual(["broken", "broken", "broken", "broken"]);
  });

  it("is absent without a fragment", () => {
    expect(["", "#"].map(parseJoinLink)).toEqual(["none", "none"]);
  });
});
