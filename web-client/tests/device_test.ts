// SPDX-License-Identifier: MIT
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readText, shareComputer, startDevice, write } from "../src/store/device";
import { identityOn, rememberIdentity } from "../src/store/identity";
import { forgetBoard, myBoards, rememberBoard } from "../src/store/my_boards";
import { askToStay } from "../src/store/stay";

class FakeStorage {
  readonly kept = new Map<string, string>();
  getItem(name: string) {
    return this.kept.get(name) ?? null;
  }
  setItem(name: string, value: string) {
    this.kept.set(name, value);
  }
  removeItem(name: string) {
    this.kept.delete(name);
  }
  clear() {
    this.kept.clear();
  }
}

const window = new EventTarget();
let device: FakeStorage;
let tab: FakeStorage;

/** The page as it begins: how the browser came to it. */
function open(type: "navigate" | "reload" | "back_forward") {
  vi.stubGlobal("performance", { getEntriesByType: () => [{ type }] });
  startDevice();
}

beforeEach(() => {
  device = new FakeStorage();
  tab = new FakeStorage();
  vi.stubGlobal("localStorage", device);
  vi.stubGlobal("sessionStorage", tab);
  vi.stubGlobal("addEventListener", window.addEventListener.bind(window));
});
afterEach(() => vi.unstubAllGlobals());

const leave = () => window.dispatchEvent(new Event("pagehide"));
const who = { name: "Ana", organisation: "Ville" };

describe("a computer that others use too", () => {
  it("keeps nothing outside the tab", () => {
    shareComputer(true);
    rememberIdentity("ab", who);
    rememberBoard({ board: "ab", token: "t" }, "Mobilité");
    expect(device.kept.size).toBe(0);
    expect(identityOn("ab")).toEqual(who);
  });

  it("knows the person after a reload, and nobody after anything else", () => {
    shareComputer(true);
    rememberIdentity("ab", who);
    open("navigate");
    expect(tab.kept.size).toBe(0);
    shareComputer(true);
    rememberIdentity("ab", who);
    leave();
    open("reload");
    expect(identityOn("ab")).toEqual(who);
    open("back_forward");
    expect(identityOn("ab")).toBeNull();
  });

  it("knows nobody when the tab comes back after a while, whatever the browser calls it", () => {
    shareComputer(true);
    rememberIdentity("ab", who);
    vi.useFakeTimers({ now: 1_000 });
    leave();
    vi.setSystemTime(100_000);
    open("reload");
    vi.useRealTimers();
    expect(tab.kept.size).toBe(0);
  });

  it("leaves alone what a device of one's own kept", () => {
    write("atelier.draft", "mien");
    shareComputer(true);
    expect(readText("atelier.draft")).toBe("");
    open("navigate");
    expect(readText("atelier.draft")).toBe("mien");
  });
});

describe("the boards of this device", () => {
  it("are listed once each, the latest visit first, fifty at the most", () => {
    for (let at = 0; at < 60; at += 1) rememberBoard({ board: `b${at}`, token: "t" }, `n${at}`, at);
    rememberBoard({ board: "b15", token: "new" }, "again", 99);
    expect(myBoards()).toHaveLength(50);
    expect(myBoards()[0]).toEqual({ board: "b15", token: "new", title: "again", seenAt: 99 });
    expect(myBoards().filter(({ board }) => board === "b15")).toHaveLength(1);
    forgetBoard("b15");
    expect(myBoards()[0]?.board).toBe("b59");
  });

  it("are none when what was kept cannot be read", () => {
    write("atelier.boards", "{");
    expect(myBoards()).toEqual([]);
  });
});

describe("asking the browser to erase nothing", () => {
  it("happens once a device, and never on a shared one", () => {
    const persist = vi.fn(async () => true);
    vi.stubGlobal("navigator", { storage: { persist } });
    shareComputer(true);
    askToStay();
    expect(persist).not.toHaveBeenCalled();
    shareComputer(false);
    askToStay();
    askToStay();
    expect(persist).toHaveBeenCalledTimes(1);
  });
});
