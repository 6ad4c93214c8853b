// Waiting, always with an end.
// SPDX-License-Identifier: MIT

const kJoinMs = 30_000;

export function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

// Whether it was done in time.
export async function until(isDone, ms) {
  for (const end = performance.now() + ms; performance.now() < end; await sleep(1)) if (isDone()) return true;
  return isDone();
}

export async function allIn(members) {
  if (!(await until(() => members.every((member) => member.isIn), kJoinMs))) throw new Error('not everybody got in');
}
