// What a card says of its author, in words: a kind of organisation travels as its word on the wire.
// SPDX-License-Identifier: MIT
import { words } from "../i18n/language";

export function whose(label: string): string {
  const kinds: Record<string, string> = words().organisationKinds;
  return kinds[label] ?? label;
}
