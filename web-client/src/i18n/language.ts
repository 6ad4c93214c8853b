// Which language the page speaks: the browser's, until the person switches.
// SPDX-License-Identifier: MIT
import { createSignal } from "solid-js";
import { readText, write } from "../store/device";
import type { Dictionary } from "./dictionary";
import { en } from "./en";
import { fr } from "./fr";

export type Language = "fr" | "en";

const key = "atelier.language";
const dictionaries: Record<Language, Dictionary> = { fr, en };

export function languageOf(preferred: string): Language {
  return preferred.toLowerCase().startsWith("en") ? "en" : "fr";
}

const [language, setLanguage] = createSignal<Language>("fr");

/** The words of the current language; reactive. */
export function words(): Dictionary {
  return dictionaries[language()];
}

export function startLanguage(): void {
  speak(languageOf(readText(key) || navigator.language));
}

export function switchLanguage(): void {
  speak(language() === "fr" ? "en" : "fr");
}

/** Keeps the choice for the next visit; called once the person has joined, and at each switch after that. */
export function rememberLanguage(): void {
  write(key, language());
}

function speak(next: Language): void {
  setLanguage(next);
  document.documentElement.lang = next;
}
