// Small texts that this browser keeps for the person. On a computer that others use too they live in this tab, and go with it.
// SPDX-License-Identifier: MIT

const sharedKey = "atelier.shared";
const leftKey = "atelier.left";
/** A reload takes less, also on a slow line; a tab that is brought back later belongs to somebody else. */
const reloadMs = 60_000;

/** Others use this computer too: nothing of this person outlives the tab. */
export function isShared(): boolean {
  return inTab(() => sessionStorage.getItem(sharedKey)) === "1";
}

export function shareComputer(shared: boolean): void {
  inTab(() => (shared ? sessionStorage.setItem(sharedKey, "1") : sessionStorage.removeItem(sharedKey)));
}

/** Before anything is read: forgets whoever left this tab, unless the page was only reloaded. */
export function startDevice(): void {
  if (isShared() && !isReload()) inTab(() => sessionStorage.clear());
  addEventListener("pagehide", () => {
    if (isShared()) inTab(() => sessionStorage.setItem(leftKey, String(Date.now())));
  });
  // The browser may bring a page that was left back as it stood.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted || !isShared()) return;
    inTab(() => sessionStorage.clear());
    location.replace("/");
  });
}

function isReload(): boolean {
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  const left = Number(inTab(() => sessionStorage.getItem(leftKey)) ?? 0);
  return entry?.type === "reload" && Date.now() - left < reloadMs;
}

/** Best effort, and "" takes it away: a browser that keeps nothing asks again next time. */
export function write(name: string, value: string): void {
  try {
    const storage = isShared() ? sessionStorage : localStorage;
    if (value === "") storage.removeItem(name);
    else storage.setItem(name, value);
  } catch {
    // The person is told by the keeper that this browser keeps nothing.
  }
}

/** "" = nothing is kept. */
export function readText(name: string): string {
  try {
    return (isShared() ? sessionStorage : localStorage).getItem(name) ?? "";
  } catch {
    return "";
  }
}

function inTab<T>(act: () => T): T | null {
  try {
    return act();
  } catch {
    return null;
  }
}
