// What is shown where there is no board: one's boards and the way in, why a link opens nothing, what a browser lacks. One
// chunk, which the service worker keeps for the days without a network.
// SPDX-License-Identifier: MIT
import { lazy, Match, Show, Switch } from "solid-js";
import { PageFooter } from "../page_footer";
import { Wordmark } from "../wordmark";
import { front } from "./front_words";
import { type Gone, GoneNote } from "./gone_note";
import { HomeNote } from "./home_note";
import { UnsupportedNote } from "./unsupported_note";

/** Why there is no board: no link, a piece of one, a browser without WebAssembly, or what the server answered. */
export type NoBoard = "none" | "broken" | "unsupported" | Gone;

const AccountNote = lazy(async () => ({ default: (await import("../account/account_note")).AccountNote }));
const accountPath = "/compte";

export function FrontPage(props: { why: NoBoard }) {
  const isAccount = () => props.why === "none" && location.pathname === accountPath;
  const gone = () => (typeof props.why === "string" ? undefined : props.why);
  return (
    <div class="door">
      <main class="sheet front">
        <Wordmark />
        <Switch fallback={<HomeNote broken={props.why === "broken"} />}>
          <Match when={isAccount()}>
            <AccountNote />
          </Match>
          <Match when={gone()}>{(why) => <GoneNote gone={why()} />}</Match>
          <Match when={props.why === "unsupported"}>
            <UnsupportedNote />
          </Match>
        </Switch>
        <Show when={props.why === "none"}>
          <p class="hint front_way">
            <a href={isAccount() ? "/" : accountPath}>{isAccount() ? front().toFront : front().toAccount}</a>
          </p>
        </Show>
      </main>
      <PageFooter />
    </div>
  );
}
