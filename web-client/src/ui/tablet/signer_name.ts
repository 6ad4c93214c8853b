// What a signer is called on the tablet: as much as was said, whatever a card may say of it.
// SPDX-License-Identifier: MIT
import { words } from "../../i18n/language";
import { labelFor } from "../../state/anonymity";
import type { Identity } from "../../store/identity";

/** "" where nothing was said. */
export function nameOf(who: Identity): string {
  const said = labelFor("named", who);
  return said === "" && who.kind !== undefined ? words().organisationKinds[who.kind] : said;
}
