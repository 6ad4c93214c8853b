// `Crowd` of wire.proto: who is there, as counts.
// SPDX-License-Identifier: MIT
import { fieldsOf } from "../../sync/presence";

export interface Crowd {
  participants: number;
  facilitators: number;
  screens: number;
  observers: number;
  /** Devices on tables, not people. */
  tablets: number;
  /** Of participants, the largest first; the server names a hundred at most. "" = none was said. */
  organisations: { name: string; people: number }[];
  waitingItems: number;
  waitingDevices: number;
  /** Participants who answered the roll call. */
  here: number;
  /** Who have voted in the phase that is on. */
  voters: number;
  /** Ids of items that others do not see yet. */
  hidden: string[];
}

const numbers = [
  "",
  "participants",
  "facilitators",
  "screens",
  "observers",
  "",
  "waitingItems",
  "waitingDevices",
  "here",
  "",
  "voters",
  "tablets",
] as const;

export function readCrowd(message: Uint8Array): Crowd {
  const crowd: Crowd = {
    participants: 0,
    facilitators: 0,
    screens: 0,
    observers: 0,
    tablets: 0,
    organisations: [],
    waitingItems: 0,
    waitingDevices: 0,
    here: 0,
    voters: 0,
    hidden: [],
  };
  for (const [field, value, bytes] of fieldsOf(message)) {
    const name = numbers[field] ?? "";
    if (name !== "") crowd[name] = value;
    else if (field === 9) crowd.hidden.push(new TextDecoder().decode(bytes));
    else if (field === 5) crowd.organisations.push(readGroup(bytes));
  }
  return crowd;
}

function readGroup(message: Uint8Array) {
  const group = { name: "", people: 0 };
  for (const [field, value, bytes] of fieldsOf(message)) {
    if (field === 1) group.name = new TextDecoder().decode(bytes);
    if (field === 2) group.people = value;
  }
  return group;
}
