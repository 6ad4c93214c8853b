// What a member of the load says to a Yjs server: the sync messages of y-protocols, with updates that are written by hand, so
// that no member holds a document. Hocuspocus puts the document's name in front and wants to be shown a token first.
// SPDX-License-Identifier: MIT
import * as Y from 'yjs';
import { Reader, varint } from './bytes.mjs';
import { allIn, sleep } from './wait.mjs';

const kSync = 0;
const kAuth = 2;
const kSyncReply = 4;
const kStep1 = 0;
const kStep2 = 1;
const kUpdate = 2;
const kStateBytes = 20_000; // a longer update is a board that was read from the disk late
const kLateMs = 1_000; // y-websocket lets people in before it has read its disk

let clients = 1000;

const text = (letters) => [...varint(letters.length), ...Buffer.from(letters)];

// Every clock of an update of letters and cards. Hocuspocus joins what arrives within a moment into one.
function* clocksOf(reader) {
  for (let authors = reader.varint(); authors > 0; authors -= 1) {
    let structs = reader.varint();
    const author = reader.varint();
    for (let clock = reader.varint(); structs > 0; structs -= 1) {
      const length = structLength(reader);
      for (let i = 0; i < length; i += 1) yield [author, clock + i];
      clock += length;
    }
  }
}

// Passes over one struct.
function structLength(reader) {
  const [info] = reader.take(1);
  const kind = info & 0x1f;
  if (kind === 0 || kind === 10) return reader.varint();
  for (const neighbour of [0x80, 0x40]) if (info & neighbour) skipId(reader);
  if ((info & 0xc0) === 0) {
    if (reader.varint() === 1) reader.take();
    else skipId(reader);
    if (info & 0x20) reader.take();
  }
  if (kind === 4) return reader.take().length;
  if (kind !== 7) throw new Error(`a struct that no member wrote: ${kind}`);
  reader.varint();
  return 1;
}

function skipId(reader) {
  reader.varint();
  reader.varint();
}

function onState(member, update) {
  if (member.states) member.states.push(Buffer.from(update));
  member.onContent(update.length);
}

function onSync(member, reader) {
  const kind = reader.varint();
  const update = reader.take();
  if (kind === kStep2) return onState(member, update);
  if (kind !== kUpdate) return;
  // Who reads what is there takes everything: a small board that was loaded late comes as a small update.
  if (member.states || update.length > kStateBytes) return onState(member, update);
  for (const [author, clock] of clocksOf(new Reader(update))) member.onOp(author, clock);
}

function clientOf(hasName) {
  const prefix = (board) => (hasName ? text(board.id) : []);
  const sync = (member, kind, bytes) =>
    Buffer.from([...prefix(member.board), kSync, kind, ...varint(bytes.length), ...bytes]);
  return {
    path: (board) => (hasName ? '/' : `/${board.id}`),

    hello(member) {
      member.author = clients;
      clients += 1;
      const step = sync(member, kStep1, [0]);
      return hasName ? [Buffer.from([...prefix(member.board), kAuth, 0, ...text('t')]), step] : [step];
    },

    onMessage(member, payload) {
      const reader = new Reader(payload);
      if (hasName) reader.take();
      const type = reader.varint();
      if (type === kSync || type === kSyncReply) onSync(member, reader);
    },

    // A map of the card with its text in it.
    card(member) {
      const doc = new Y.Doc();
      doc.clientID = member.author;
      member.cards = (member.cards ?? 0) + 1;
      const from = member.counter ?? 0;
      const card = new Y.Map();
      card.set('text', new Y.Text('c'));
      // An earlier card of the same author takes the clocks before.
      if (from > 0) doc.getText('before').insert(0, ' '.repeat(from));
      const seen = Y.encodeStateVector(doc);
      doc.getMap('cards').set(`${member.author}:${member.cards}`, card);
      const update = Y.encodeStateAsUpdate(doc, seen);
      member.counter = Y.getState(doc.store, member.author);
      member.last = member.counter - 1;
      return { first: from, payload: sync(member, kUpdate, update) };
    },

    // One struct: a string behind the author's last letter; nothing deleted.
    letter(member, letter = 'e') {
      const [author, clock] = [varint(member.author), varint(member.counter)];
      const update = [1, 1, ...author, ...clock, 0x84, ...author, ...varint(member.last), ...text(letter), 0];
      member.last = member.counter;
      member.counter += 1;
      return { first: member.last, payload: sync(member, kUpdate, update) };
    },

    // By member: the first clock that a server which was started again has not, as a newcomer with a document finds.
    async held(load, again) {
      const reader = again({ id: load.boards[0].id, members: [], authors: new Map() });
      reader.states = [];
      await allIn([reader]);
      await sleep(kLateMs);
      const doc = new Y.Doc();
      for (const state of reader.states) Y.applyUpdate(doc, state);
      return load.members.map(({ author }) => Y.getState(doc.store, author));
    },
  };
}

export const hocuspocusClient = clientOf(true);
export const yWebsocketClient = clientOf(false);
