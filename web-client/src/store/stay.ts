// Browsers may erase what a site keeps: when the disk is full, or (Safari) after a week without a visit. They can be asked not to.
// SPDX-License-Identifier: MIT
import { isShared, readText, write } from "./device";

const key = "atelier.asked_to_stay";

/** Once a device, when there is something worth keeping: some browsers ask the person. */
export function askToStay(): void {
  if (isShared() || readText(key) !== "") return;
  write(key, "1");
  navigator.storage?.persist?.().catch(() => undefined);
}

/** False also where the browser does not say. */
export async function mayBeErased(): Promise<boolean> {
  return (await navigator.storage?.persisted?.().catch(() => true)) === false;
}
