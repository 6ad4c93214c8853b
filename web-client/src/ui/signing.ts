// Who signs what is written on this device: its person, once and for all; on a table's tablet whoever says so, for a while.
// What a tablet needs for it is fetched by tablets alone.
// SPDX-License-Identifier: MIT
import { type Accessor, type Component, createSignal } from "solid-js";
import { isForTablet, type JoinLink } from "../state/join_link";
import type { Anonymity } from "../state/run_of_show";
import type { Identity } from "../store/identity";
import { fetchWhen } from "./fetch_when";

export interface Signing {
  /** Several people write here. */
  isShared: boolean;
  /** Null on a tablet as long as nobody has said so. */
  signer: Accessor<Identity | null>;
  sign(who: Identity | null): void;
  /** False where it is asked first who signs; `then` is called once that was said. */
  isSigned(then: () => void): boolean;
  /** What waits for a signature. */
  waiting: Accessor<{ then: () => void } | undefined>;
  giveUp(): void;
  /** Says who signs, and asks. Undefined elsewhere than on a tablet, and until it is there. */
  bar: Accessor<Component | undefined>;
}

/** REQUIRES: an owner. */
export function createSigning(
  link: JoinLink | undefined,
  identity: Identity,
  anonymity: Accessor<Anonymity>,
): Signing {
  const isShared = link !== undefined && isForTablet(link);
  const [signer, sign] = createSignal<Identity | null>(isShared ? null : identity);
  const [waiting, wait] = createSignal<{ then: () => void }>();
  return {
    isShared,
    signer,
    sign,
    isSigned: (then) => {
      // A card that says nothing of its author needs to know nothing.
      if (signer() !== null || anonymity() === "nothing") return true;
      wait({ then });
      return false;
    },
    waiting,
    giveUp: () => wait(undefined),
    bar: fetchWhen(
      () => isShared,
      () => import("./tablet/sign_bar").then(({ SignBar }) => SignBar),
    ),
  };
}
