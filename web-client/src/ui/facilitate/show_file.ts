// A run of show as a file: the same text as on the board, so that a method can be kept, sent and taken up elsewhere.
// SPDX-License-Identifier: MIT

import { acts, type RunOfShow, readShow, sights, writeShow } from "../../state/run_of_show";
import { voteForms } from "../../state/votes";
import { saveFile } from "../save_file";

export function saveShowFile(show: RunOfShow): void {
  saveFile(new Blob([writeShow(show)], { type: "application/json" }), show.title, "json");
}

/** Undefined for what is no run of show that this version can keep to. */
export function openShowFile(): Promise<RunOfShow | undefined | "cancelled"> {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".json,application/json";
  return new Promise((resolve) => {
    input.addEventListener("cancel", () => resolve("cancelled"));
    input.addEventListener("change", () => {
      const file = input.files?.[0];
      if (file === undefined) resolve("cancelled");
      else file.text().then((text) => resolve(readKnownShow(text)));
    });
    input.click();
  });
}

/** A word that is not known would be a rule that is not kept. */
export function readKnownShow(text: string): RunOfShow | undefined {
  const show = readShow(text);
  if (show === undefined) return undefined;
  const { phases } = JSON.parse(text) as { phases: { may?: unknown[]; sees?: unknown; vote?: unknown }[] };
  const isKnown = phases.every(
    ({ may = [], sees = "all", vote = "opinion" }) =>
      may.every((word) => (acts as readonly unknown[]).includes(word)) &&
      (sights as readonly unknown[]).includes(sees) &&
      (voteForms as readonly unknown[]).includes(vote),
  );
  return isKnown ? show : undefined;
}
