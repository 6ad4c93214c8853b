// The load: members of boards on one server, in this process, which is not the server's. A delivery is one op at one member
// other than its author; its time runs from the moment when the op was due to be sent.
// SPDX-License-Identifier: MIT
import { allIn, sleep, until } from './wait.mjs';
import { Socket } from './websocket.mjs';

const kDrainMs = 5_000;
const kAtOnce = 50; // who wait to be let in

class Board {
  members = [];
  authors = new Map();
  frames = new Map(); // Atelier: that not everybody has yet
  lamport = 1000;

  constructor({ id, token }) {
    this.id = id;
    this.token = token;
  }
}

export class Member {
  due = new Map(); // by first id: when it was to be sent
  seen = 0; // first id behind what another member has got of this one's
  content = 0; // bytes of the board's state
  gone = false;

  constructor(load, board, gift) {
    this.load = load;
    this.board = board;
    this.gift = gift;
    const { client, port } = load.server;
    this.socket = new Socket(port, client.path(board), {
      onOpen: () => {
        for (const frame of client.hello(this)) this.socket.send(frame);
      },
      onMessage: (payload) => client.onMessage(this, payload),
      onEnd: () => {
        this.gone = true;
      },
    });
  }

  onContent(bytes) {
    this.content += bytes;
    this.isIn = true;
    this.contentAt = performance.now();
    this.board.authors.set(this.author, this);
  }

  onOp(author, first) {
    const sender = this.board.authors.get(author);
    if (sender === undefined || sender === this) return;
    const due = sender.due.get(first);
    if (due === undefined) return;
    sender.seen = Math.max(sender.seen, first + 1);
    this.load.delivered(performance.now() - due);
  }

  send({ first, payload }, due) {
    this.due.set(first, due);
    this.load.expected += this.board.members.length - 1;
    this.socket.send(payload);
  }
}

export class Load {
  members = [];
  boards = [];
  expected = 0; // deliveries that are not here yet
  times = [];

  constructor(server) {
    this.server = server;
  }

  delivered(ms) {
    this.expected -= 1;
    this.times.push(ms);
  }

  async bringIn(place, count) {
    const board = new Board(place);
    this.boards.push(board);
    for (let i = 0; i < count; i += kAtOnce) {
      const some = Array.from({ length: Math.min(kAtOnce, count - i) }, () => new Member(this, board));
      board.members.push(...some);
      this.members.push(...some);
      await allIn(some);
    }
    return board;
  }

  async makeCards() {
    for (const member of this.members) {
      member.send(this.server.client.card(member), performance.now());
      member.afterCard = member.counter;
      if (this.expected > 2000) await until(() => this.expected < 1000, kDrainMs);
    }
    if (!(await until(() => this.expected === 0, kDrainMs))) throw new Error('not every card came back');
  }

  // So many letters a second of everybody together, each into the author's own card, whatever comes back (open loop).
  async runAt(perSecond, seconds, isStopped = () => false) {
    const order = this.members.map((_, i) => this.members[(i * 7919) % this.members.length]);
    this.times = [];
    this.expected = 0;
    const [cpu, own, start] = [this.server.cpuSeconds(), process.cpuUsage(), performance.now()];
    const ops = Math.round(perSecond * seconds);
    for (let i = 0; i < ops && !isStopped(); ) {
      for (; i < ops && start + (1000 * i) / perSecond <= performance.now(); i += 1) {
        const member = order[i % order.length];
        member.send(this.server.client.letter(member), start + (1000 * i) / perSecond);
      }
      await sleep(1);
    }
    if (isStopped()) return null;
    const wall = (performance.now() - start) / 1000;
    await until(() => this.expected <= 0, kDrainMs);
    const { user, system } = process.cpuUsage(own);
    const took = (performance.now() - start) / 1000;
    const sorted = Float64Array.from(this.times).sort();
    return {
      deliveries: sorted.length,
      missing: this.expected,
      p99: sorted[Math.floor(sorted.length * 0.99)] ?? Infinity,
      serverCpu: this.server.cpuSeconds() - cpu,
      serverCores: (this.server.cpuSeconds() - cpu) / took,
      loadCores: (user + system) / 1e6 / took,
      wall,
    };
  }

  end() {
    for (const member of this.members) member.socket.end();
  }
}
