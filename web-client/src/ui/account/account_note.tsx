// /compte: where facilitators sign in, and find their boards. A chunk of its own: participants never need it.
// SPDX-License-Identifier: MIT
import { createResource, createSignal, Match, Show, Switch } from "solid-js";
import { words } from "../../i18n/language";
import { askAccount } from "../../sync/account_desk";
import { say } from "../announcer";
import { FrontTitle } from "../front/front_title";
import { account } from "./account_words";
import "./account.css";
import { MyAccount } from "./my_account";
import { SignInForm } from "./sign_in_form";

export function AccountNote() {
  const [mine, { mutate, refetch }] = createResource(() => askAccount(words().language));
  const [problem, setProblem] = createSignal("");
  // The cookie is the browser's: whether it was kept is seen by asking.
  const onSignedIn = async () => {
    const found = await askAccount(words().language);
    if (found === null) setProblem(account().notKept);
    mutate(() => found);
  };
  const onSignedOut = () => {
    setProblem("");
    mutate(() => null);
    say(account().signedOut);
  };
  return (
    <Switch>
      <Match when={mine.error}>
        <FrontTitle title={account().title} />
        <p role="alert">{account().unreachable}</p>
        <button type="button" class="primary" onClick={() => refetch()}>
          {words().retry}
        </button>
      </Match>
      <Match when={mine.loading}>
        <p role="status">{words().loading}</p>
      </Match>
      <Match when={mine()}>{(found) => <MyAccount account={found()} onSignedOut={onSignedOut} />}</Match>
      <Match when={mine() === null}>
        <FrontTitle title={account().title} />
        <p>{account().intro}</p>
        <Show when={!window.isSecureContext}>
          <p class="banner trouble">{account().insecure}</p>
        </Show>
        <SignInForm problem={problem()} onProblem={setProblem} onSignedIn={onSignedIn} />
        <p class="hint">{account().forgotten}</p>
      </Match>
    </Switch>
  );
}
