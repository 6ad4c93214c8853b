// What a member of the load says to Atelier: proto/atelier/v1/wire.proto, by hand, and only what is needed to take part.
// SPDX-License-Identifier: MIT
import { gunzipSync } from 'node:zlib';
import { allIn } from './wait.mjs';
import { bytesField, fields, fixedField, numberField } from './bytes.mjs';

const kVersion = 1;

function field(bytes, wanted) {
  for (const [number, value] of fields(bytes)) if (number === wanted) return value;
  return undefined;
}

// An op of the sender, who is entry 0 of the table and therefore not written.
function submit(member, span, body) {
  member.board.lamport += 1;
  const counter = member.counter;
  member.counter += span;
  const op = [...numberField(2, counter), ...numberField(3, member.board.lamport), ...numberField(4, span), ...body];
  return { first: counter, payload: Buffer.from(bytesField(2, bytesField(1, bytesField(2, op)))) };
}

const text = (letters) => [...Buffer.from(letters)];

export const atelierClient = {
  path: (board) => `/api/v1/boards/${board.id}/ws`,

  // A member that was here before shows the actor that it was given.
  hello(member) {
    const again = member.gift ? [...fixedField(8, member.gift.actor), ...bytesField(9, member.gift.key)] : [];
    const hello = [
      ...numberField(1, kVersion),
      ...numberField(2, kVersion),
      ...bytesField(3, text(member.board.token)),
      ...bytesField(4, Buffer.from(member.board.id, 'hex')),
      ...again,
      ...numberField(17, 1),
    ];
    return [Buffer.from(bytesField(1, hello))];
  },

  onMessage(member, payload) {
    if (payload[0] === 0x4a) return onCommitted(member, payload);
    if (payload[0] === 0x52 || payload[0] === 0x5a) throw new Error('a member was refused or sent away');
    if (payload[0] !== 0x42 && payload[0] !== 0x1f) return;
    const welcome = field(payload[0] === 0x1f ? gunzipSync(payload) : payload, 8);
    member.gift = { actor: Buffer.from(field(welcome, 3)), key: Buffer.from(field(welcome, 4)) };
    member.counter = field(welcome, 7);
    member.held = member.counter;
    member.author = member.gift.actor.toString('latin1');
    member.onContent(payload.length);
  },

  card(member) {
    const made = submit(member, 2, bytesField(8, [...numberField(1, 1), ...numberField(2, 3), ...bytesField(5, text('c'))]));
    member.card = made.first;
    member.last = made.first + 1;
    return made;
  },

  letter(member, letter = 'e') {
    const body = [
      ...bytesField(1, numberField(2, member.card)),
      ...bytesField(2, numberField(2, member.last)),
      ...bytesField(4, text(letter)),
    ];
    const made = submit(member, 1, bytesField(10, body));
    member.last = made.first;
    return made;
  },

  // By member: the first id that a server which was started again has not.
  async held(load, again) {
    const { id, token } = load.boards[0];
    const board = { id, token, members: [], authors: new Map(), frames: new Map(), lamport: 0 };
    const back = load.members.map(({ gift }) => again(board, gift));
    await allIn(back);
    return back.map((member) => member.held);
  },
};

// Everybody gets the same bytes: they are decoded once for the board.
function onCommitted(member, payload) {
  const committed = field(payload, 9);
  const key = field(field(committed, 1), 1);
  let known = member.board.frames.get(key);
  if (known === undefined) {
    known = { ops: decode(committed), left: member.board.members.length };
    member.board.frames.set(key, known);
  }
  known.left -= 1;
  if (known.left === 0) member.board.frames.delete(key);
  for (const [author, counter] of known.ops) member.onOp(author, counter);
}

function decode(committed) {
  const ops = [];
  for (const [number, commit] of fields(committed)) {
    if (number !== 1) continue;
    const authors = [];
    for (const [inner, value] of fields(field(commit, 3))) {
      if (inner === 1) {
        for (let at = 0; at < value.length; at += 8) authors.push(value.toString('latin1', at, at + 8));
      } else if (inner === 2) {
        ops.push([authors[field(value, 1) ?? 0], field(value, 2)]);
      }
    }
  }
  return ops;
}
