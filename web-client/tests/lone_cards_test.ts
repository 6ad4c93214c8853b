// SPDX-License-Identifier: MIT
import { beforeEach, describe, expect, it, vi } from "vitest";
import { labelFor } from "../src/state/anonymity";
import { openLoneCards } from "../src/sync/lone_cards";
import { useFakePage } from "./support/fake_page";

interface Asked {
  method: string;
  headers: Record<string, string>;
  body: string | undefined;
}

describe("cards that nothing ties to a person", () => {
  useFakePage();
  const kept = new Map<string, string>();
  let asked: Asked[];
  let answers: (() => Response | Promise<Response>)[];
  const made = () => new Response(JSON.stringify({ item: "00000000000000ab-1" }), { status: 201 });
  const done = () => new Response(null, { status: 204 });
  const refused = (reason: string) =>
    new Response(JSON.stringify({ reason, title: "Non." }), { status: reason === "not_found" ? 404 : 409 });

  beforeEach(() => {
    kept.clear();
    asked = [];
    answers = [];
    const storage = {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => kept.set(name, value),
      removeItem: (name: string) => kept.delete(name),
    };
    vi.stubGlobal("localStorage", storage);
    vi.stubGlobal("sessionStorage", { getItem: () => null });
    vi.stubGlobal("fetch", async (_: string, options: Asked) => {
      asked.push(options);
      const answer = answers.shift();
      if (answer === undefined) throw new TypeError("offline");
      return answer();
    });
  });
  const open = () => openLoneCards({ board: "b", token: "t" });
  const settle = () => vi.advanceTimersByTimeAsync(10);

  it("are sent under a key of their own, without the device's number, and kept on the device", async () => {
    answers = [made, made];
    const lone = open();
    lone.add(1, "Peur", "");
    lone.add(3, "Besoin", "entreprise");
    await settle();
    expect(asked.map(({ body }) => JSON.parse(body ?? ""))).toEqual([
      { kind: "fear", text: "Peur", label: "" },
      { kind: "need", text: "Besoin", label: "entreprise" },
    ]);
    const keys = asked.map(({ headers }) => headers["Atelier-Edit-Key"]);
    expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(keys[0]).not.toBe(keys[1]);
    expect(Object.keys(asked[0]?.headers ?? {})).not.toContain("Atelier-Actor");
    expect(open().cards()).toEqual(lone.cards());
    expect(lone.cards().every(({ due, item }) => due === "" && item !== "")).toBe(true);
  });

  it("wait without a network, with the last of what was written, and leave by themselves", async () => {
    const lone = open();
    lone.add(1, "Peur", "");
    await settle();
    const [card] = lone.cards();
    expect(card?.due).toBe("add");
    lone.reword(card?.key ?? "", "Peur du vide");
    answers = [made];
    await vi.advanceTimersByTimeAsync(6_000);
    expect(lone.cards()[0]).toMatchObject({ due: "", text: "Peur du vide" });
    expect(JSON.parse(asked.at(-1)?.body ?? "")).toMatchObject({ text: "Peur du vide" });
  });

  it("are reworded when they changed while they were on their way, and forgotten once removed", async () => {
    let arrive: (answer: Response) => void = () => undefined;
    answers = [() => new Promise((resolve) => (arrive = resolve)), done, done];
    const lone = open();
    lone.add(1, "a", "");
    await settle();
    const key = lone.cards()[0]?.key ?? "";
    lone.reword(key, "b");
    arrive(made());
    await settle();
    expect(asked.map(({ method }) => method)).toEqual(["POST", "PATCH"]);
    lone.remove(key);
    await settle();
    expect(asked.at(-1)).toMatchObject({ method: "DELETE" });
    expect(lone.cards()).toEqual([]);
    expect(kept.size).toBe(0);
  });

  it("stay with the server's word when they are refused, and say less where the phase hides more by now", async () => {
    answers = [() => refused("tells_too_much"), made, () => refused("not_now"), () => refused("not_found")];
    const lone = open();
    lone.add(1, "a", "entreprise");
    await settle();
    expect(lone.cards()[0]).toMatchObject({ label: "", due: "" });
    lone.add(1, "b", "");
    await settle();
    expect(lone.cards()[1]).toMatchObject({ due: "add", problem: "Non." });
    lone.send();
    await settle();
    expect(asked.length).toBe(3); // it waits for the person
    lone.remove(lone.cards()[1]?.key ?? "");
    await settle();
    expect(lone.cards().length).toBe(1);
  });
});

describe("what a card says of its author", () => {
  const ada = { name: "Ada", organisation: "Eau · Sud", kind: "entreprise" as const };
  it("is what the level lets it", () => {
    expect(labelFor("named", ada)).toBe("Ada · Eau - Sud");
    expect(labelFor("named", { ...ada, name: "" })).toBe("Eau - Sud");
    expect(labelFor("organisation", ada)).toBe("Eau - Sud");
    expect(labelFor("kind", ada)).toBe("entreprise");
    expect(labelFor("nothing", ada)).toBe("");
  });
});
