// What boards have cost this page on the wire: the bytes of messages, without what carries them. For the page about sobriety.
// SPDX-License-Identifier: MIT

export const traffic = { received: 0, sent: 0, messages: 0 };

/** Counts messages that came or went, and gives them back. */
export function received<T extends { byteLength: number }>(message: T): T {
  traffic.received += message.byteLength;
  traffic.messages += 1;
  return message;
}

export function sent<T extends { byteLength: number }>(message: T): T {
  traffic.sent += message.byteLength;
  traffic.messages += 1;
  return message;
}
