// Puts the children of a list in order without ever moving the one that holds the focus: moving an element takes its focus,
// its selection and an input method's composition away (A7). The others move around it.
// SPDX-License-Identifier: MIT

export function placeChildren(parent: Element, wanted: readonly Element[]): void {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) {
    if (!keep.has(child)) child.remove();
  }
  const fixed = wanted.findIndex((child) => child.contains(document.activeElement));
  placeFrom(parent, wanted.slice(fixed + 1), wanted[fixed] ?? null);
  if (fixed > 0) placeBefore(parent, wanted.slice(0, fixed), wanted[fixed] ?? null);
}

function placeFrom(parent: Element, children: readonly Element[], after: Element | null): void {
  let previous = after;
  for (const child of children) {
    const next = previous === null ? parent.firstElementChild : previous.nextElementSibling;
    if (next !== child) {
      // One that left its place forward is stepped over, so that those behind it stay.
      if (next?.nextElementSibling === child && !next.contains(document.activeElement)) parent.append(next);
      else parent.insertBefore(child, next);
    }
    previous = child;
  }
}

function placeBefore(parent: Element, children: readonly Element[], before: Element | null): void {
  let next = before;
  for (const child of [...children].reverse()) {
    if (child.nextElementSibling !== next) parent.insertBefore(child, next);
    next = child;
  }
}
