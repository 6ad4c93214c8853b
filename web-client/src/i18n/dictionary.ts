// The shape every language fills: the French dictionary's.
// SPDX-License-Identifier: MIT
import type { fr } from "./fr";

export type Dictionary = typeof fr;
