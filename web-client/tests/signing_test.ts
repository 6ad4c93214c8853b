// SPDX-License-Identifier: MIT
import { createRoot } from "solid-js";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { isForScreen, isForTablet } from "../src/state/join_link";
import type { Anonymity } from "../src/state/run_of_show";
import { forgetSigners, rememberSigner, signersOn } from "../src/store/signers";
import { createSigning } from "../src/ui/signing";
import { nameOf } from "../src/ui/tablet/signer_name";

/** A token says its role in its first byte. */
const linkOf = (role: number) => ({ board: "b", token: btoa(String.fromCharCode(role, 1, 2, 3)) });
const nobody = { name: "", organisation: "" };
const ada = { name: "Ada", organisation: "ADEME", kind: "institution" as const };

function signing(role: number, level: Anonymity = "organisation") {
  return createRoot(() => createSigning(linkOf(role), ada, () => level));
}

describe("who signs [W37]", () => {
  it("is the person of a device, without being asked", () => {
    const one = signing(1);
    expect([one.isShared, one.signer(), one.isSigned(() => undefined)]).toEqual([false, ada, true]);
    expect([1, 2, 3, 4, 5].map((role) => isForTablet(linkOf(role)))).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
    expect([1, 3, 5].map((role) => isForScreen(linkOf(role)))).toEqual([false, true, false]);
  });

  it("is asked on a tablet, before a card leaves, and remembered until it is given up", () => {
    const tablet = signing(5);
    const then = vi.fn();
    expect(tablet.isSigned(then)).toBe(false);
    tablet.sign(ada);
    tablet.waiting()?.then();
    tablet.giveUp();
    expect(then).toHaveBeenCalledOnce();
    expect([tablet.waiting(), tablet.isSigned(then)]).toEqual([undefined, true]);
    tablet.sign(null);
    expect(tablet.isSigned(then)).toBe(false);
  });

  it("is not asked where cards say nothing of it", () => {
    expect(signing(5, "nothing").isSigned(() => undefined)).toBe(true);
    expect(signing(5, "kind").isSigned(() => undefined)).toBe(false);
  });
});

describe("those who signed on a tablet", () => {
  beforeEach(() => {
    const kept = new Map<string, string>();
    vi.stubGlobal("localStorage", {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => kept.set(name, value),
      removeItem: (name: string) => kept.delete(name),
    });
    vi.stubGlobal("sessionStorage", { getItem: () => null });
  });

  it("are offered again on the same board, each once, until they are forgotten", () => {
    for (const who of [ada, { ...nobody, organisation: "Lorient" }, ada]) rememberSigner("b", who);
    expect(signersOn("b").map(nameOf)).toEqual(["Ada · ADEME", "Lorient"]);
    expect(signersOn("b")[0]).toEqual(ada);
    expect(signersOn("other")).toEqual([]);
    forgetSigners("b");
    expect(signersOn("b")).toEqual([]);
  });

  it("make room, the first first, and what is not theirs is passed over", () => {
    for (let i = 0; i < 30; ++i) rememberSigner("b", { ...nobody, name: `N${i}` });
    expect(signersOn("b")).toHaveLength(24);
    expect(signersOn("b")[0]?.name).toBe("N6");
    localStorage.setItem("atelier.signers.b", '[null, 7, {"name": "x"}, {"name": "", "organisation": "y"}]');
    expect(signersOn("b").map(nameOf)).toEqual(["y"]);
    localStorage.setItem("atelier.signers.b", "{");
    expect(signersOn("b")).toEqual([]);
  });
});
