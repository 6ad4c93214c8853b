// What a card says of its author at each level: the label that the server lets through (server/workshop/anonymity.h).
// SPDX-License-Identifier: MIT
import { type Identity, organisationKinds } from "../store/identity";
import type { Anonymity } from "./run_of_show";

/** Between a name and an organisation; nowhere else in a label. */
const separator = " · ";
/** UTF-16 units of the organisation behind a name: both find room in the server's 256 bytes, whatever the script. */
const besideNameMax = 60;

export function labelFor(level: Anonymity, identity: Identity): string {
  const name = plain(identity.name);
  const organisation = plain(identity.organisation);
  switch (level) {
    case "named":
      return [name, name === "" ? organisation : organisation.slice(0, besideNameMax)]
        .filter((part) => part !== "")
        .join(separator);
    case "organisation":
      return organisation;
    case "kind":
      return identity.kind ?? "";
    case "nothing":
      return "";
  }
}

/** What is left of a card's label where no more than `level` may be said; as the server reads labels. */
export function labelWithin(level: Anonymity, label: string): string {
  const isKind = organisationKinds.some((kind) => kind === label);
  if (level === "named" || isKind) return level === "nothing" ? "" : label;
  return level === "organisation" ? (label.split(separator).at(-1) ?? "") : "";
}

function plain(text: string): string {
  return text.replaceAll(separator, " - ");
}
