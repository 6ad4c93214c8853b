// The client's half of RFC 6455 on a bare socket, as little as a load generator needs: what it takes of the processor is
// taken from the server it measures.
// SPDX-License-Identifier: MIT
import { connect } from 'node:net';

const kBinary = 2;
const kClose = 8;
const kPing = 9;
const kPong = 10;

// A message from a client, masked with zero, which changes nothing.
export function message(payload, opcode = kBinary) {
  const long = payload.length >= 126;
  if (payload.length >= 65536) throw new Error('a message of the load generator is too long');
  const bytes = Buffer.alloc((long ? 8 : 6) + payload.length);
  bytes[0] = 0x80 | opcode;
  bytes[1] = 0x80 | (long ? 126 : payload.length);
  if (long) bytes.writeUInt16BE(payload.length, 2);
  bytes.set(payload, long ? 8 : 6);
  return bytes;
}

// Connects to ws://127.0.0.1:port/path. `onOpen()`, `onMessage(payload)`, and `onEnd()` once when the other side has gone.
export class Socket {
  received = 0; // bytes of payload
  #rest = null;
  #upgraded = false;
  #parts = []; // of a message in several frames

  constructor(port, path, { onOpen, onMessage, onEnd }) {
    this.onOpen = onOpen;
    this.onMessage = onMessage;
    this.tcp = connect({ port, host: '127.0.0.1', noDelay: true });
    this.tcp.on('data', (bytes) => this.#take(bytes));
    this.tcp.on('error', () => {});
    this.tcp.on('close', onEnd);
    this.tcp.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    );
  }

  send(payload) {
    this.tcp.write(message(payload));
  }

  end() {
    this.tcp.destroy();
  }

  #take(arrived) {
    let bytes = this.#rest === null ? arrived : Buffer.concat([this.#rest, arrived]);
    this.#rest = null;
    if (!this.#upgraded) {
      const end = bytes.indexOf('\r\n\r\n');
      if (end < 0) {
        this.#rest = bytes;
        return;
      }
      if (!bytes.toString('latin1', 0, 12).startsWith('HTTP/1.1 101')) throw new Error('the upgrade was refused');
      this.#upgraded = true;
      bytes = bytes.subarray(end + 4);
      this.onOpen();
    }
    for (;;) {
      const taken = this.#takeFrame(bytes);
      if (taken === 0) break;
      bytes = bytes.subarray(taken);
    }
    if (bytes.length > 0) this.#rest = bytes;
  }

  // Bytes of the first frame, 0 when it is not all there.
  #takeFrame(bytes) {
    if (bytes.length < 2) return 0;
    let header = 2;
    let length = bytes[1] & 0x7f;
    if (length >= 126) {
      header += length === 126 ? 2 : 8;
      if (bytes.length < header) return 0;
      length = length === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
    }
    if (bytes.length < header + length) return 0;
    this.#onFrame(bytes[0], bytes.subarray(header, header + length));
    return header + length;
  }

  #onFrame(first, payload) {
    const opcode = first & 0x0f;
    if (opcode === kPing) this.tcp.write(message(payload, kPong));
    if (opcode === kClose) this.end();
    if (opcode > kBinary) return;
    this.received += payload.length;
    const isLast = (first & 0x80) !== 0;
    if (isLast && this.#parts.length === 0) return void this.onMessage(payload);
    this.#parts.push(Buffer.from(payload));
    if (isLast) this.onMessage(Buffer.concat(this.#parts.splice(0)));
  }
}
