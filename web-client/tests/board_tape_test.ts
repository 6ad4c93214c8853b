// What the server said of a board, kept and said again.
// SPDX-License-Identifier: MIT
import { expect, test } from "vitest";
import { actorOf, asAnswer, BoardTape } from "../src/sync/board_tape";

const bytes = (field: number, value: readonly number[]) => [
  ...varint(field * 8 + 2),
  ...varint(value.length),
  ...value,
];
const number = (field: number, value: number) => [...varint(field * 8), ...varint(value)];
const fixed = (field: number, value: number) => [...varint(field * 8 + 1), ...Array<number>(8).fill(value)];
const frame = (kind: number, ...fields: number[][]) => Uint8Array.from(bytes(kind, fields.flat()));

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

const hello = (...fields: number[][]) => frame(1, ...fields);
const welcome = (...fields: number[][]) => frame(8, ...fields);
const commit = (at: number) => [...number(1, at), ...bytes(3, Array<number>(200).fill(at))];
const committed = (...at: number[]) => frame(9, ...at.map((one) => bytes(1, commit(one))));
const state = [number(2, 1), fixed(3, 9), number(9, 5), bytes(11, [1, 2, 3]), fixed(14, 7), bytes(18, [4])];

/** The fields of a kept board, in order, as "field:first byte of the value". */
function fieldsOf(kept: Uint8Array | null): string[] {
  const found: string[] = [];
  const all = [...(kept ?? [])];
  const take = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = all.shift() ?? 0;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (all.length > 0) {
    const key = take();
    if ((key & 7) === 0) found.push(`${key >> 3}=${take()}`);
    else found.push(`${key >> 3}:${all.splice(0, (key & 7) === 1 ? 8 : take())[0] ?? ""}`);
  }
  return found;
}

function taped(): BoardTape {
  const tape = new BoardTape();
  tape.sent(hello(number(1, 1)));
  tape.heard(welcome(...state, bytes(15, [8])));
  return tape;
}

test("it holds the answer that brought the state, and the commits behind it; not what was one's own business then", () => {
  const tape = taped();
  tape.heard(committed(6, 7));
  tape.heard(frame(4, number(2, 3)));
  expect(fieldsOf(tape.kept(""))).toEqual(["2=1", "3:9", "9=5", "11:1", "14:7", "18:4", "10:8", "10:8"]);
});

test("what came while one was away is behind it too, and who one is now", () => {
  const tape = taped();
  tape.sent(hello(number(10, 5)));
  tape.heard(
    welcome(
      number(2, 4),
      fixed(3, 9),
      number(9, 7),
      bytes(10, commit(6)),
      bytes(10, commit(7)),
      fixed(14, 8),
    ),
  );
  expect(fieldsOf(tape.kept(""))).toEqual(["2=4", "3:9", "9=5", "11:1", "14:7", "18:4", "10:8", "10:8"]);
  expect(tape.states).toBe(1);
});

test("another state takes the place of the first, also one that is only commits", () => {
  const tape = taped();
  tape.heard(committed(6));
  tape.sent(hello());
  tape.heard(welcome(number(2, 1), number(9, 1), bytes(10, commit(1))));
  expect(fieldsOf(tape.kept(""))).toEqual(["2=1", "9=1", "10:8"]);
  expect(tape.states).toBe(2);
});

test("the hash of the state now stands for that of the state then", () => {
  expect(fieldsOf(taped().kept("0102030405060708"))).toContain("14:8");
});

test("nothing is kept before there is a state, and no more than half a megabyte behind one", () => {
  const empty = new BoardTape();
  empty.sent(hello(number(10, 5)));
  empty.heard(welcome(number(2, 1), bytes(10, commit(6))));
  expect(empty.kept("")).toBeNull();
  const tape = taped();
  for (let at = 0; at < 5_000; at += 1) tape.heard(committed(at % 128));
  const size = tape.kept("")?.length ?? 0;
  expect(size).toBeGreaterThan(400_000);
  expect(size).toBeLessThan(520_000);
});

test("it goes on from what was kept, and another's votes are left out", () => {
  const tape = taped();
  tape.heard(committed(6));
  const kept = tape.kept("") ?? new Uint8Array();
  const ours = new BoardTape();
  ours.start(kept, true);
  ours.sent(hello(number(10, 6)));
  ours.heard(welcome(number(2, 1), number(9, 6)));
  ours.heard(committed(7));
  expect(fieldsOf(ours.kept(""))).toEqual(["2=1", "3:9", "9=5", "11:1", "14:7", "18:4", "10:8", "10:8"]);
  const others = new BoardTape();
  others.start(kept, false);
  expect(fieldsOf(others.kept(""))).not.toContain("18:4");
});

test("as an answer it is to who asks, from where its own ops wait", () => {
  const kept = taped().kept("") ?? new Uint8Array();
  const asked = hello(fixed(8, 2), number(14, 300));
  expect(actorOf(asked)).toBe("2,2,2,2,2,2,2,2");
  const answer = asAnswer(kept, asked);
  expect(answer[0]).toBe(0x42);
  expect(fieldsOf(answer.slice(2)).slice(-2)).toEqual(["3:2", "7=300"]);
  // Who is nobody yet has no votes.
  expect(actorOf(hello())).toBe("");
  expect(fieldsOf(asAnswer(kept, hello()).slice(2)).slice(-2)).toEqual(["3:0", "18:"]);
});
