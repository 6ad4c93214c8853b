// Name and password. What went wrong is said beside them, and the password is there still to be corrected.
// SPDX-License-Identifier: MIT
import { createSignal, Show } from "solid-js";
import { words } from "../../i18n/language";
import { signIn } from "../../sync/account_desk";
import { account } from "./account_words";

export function SignInForm(props: {
  problem: string;
  onProblem: (problem: string) => void;
  onSignedIn: () => Promise<void>;
}) {
  const [busy, setBusy] = createSignal(false);
  const [shown, setShown] = createSignal(false);
  let user: HTMLInputElement | undefined;
  let password: HTMLInputElement | undefined;
  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy()) return;
    const missing = [user, password].find((field) => field?.value === "");
    if (missing) {
      missing.focus();
      return;
    }
    setBusy(true);
    props.onProblem("");
    try {
      await signIn(words().language, user?.value ?? "", password?.value ?? "");
      await props.onSignedIn();
    } catch (error) {
      props.onProblem((error as Error).message || account().unreachable);
    }
    setBusy(false);
    if (props.problem !== "") password?.focus();
  };
  return (
    <form class="join_form" onSubmit={submit}>
      <label for="account_user">{account().user}</label>
      <input
        ref={user}
        id="account_user"
        autocomplete="username"
        autocapitalize="none"
        spellcheck={false}
        maxlength={64}
        aria-invalid={props.problem !== ""}
        aria-describedby="account_problem"
      />
      <label for="account_password">{account().password}</label>
      <input
        ref={password}
        id="account_password"
        type={shown() ? "text" : "password"}
        autocomplete="current-password"
        autocapitalize="none"
        spellcheck={false}
        maxlength={128}
        aria-invalid={props.problem !== ""}
        aria-describedby="account_problem"
      />
      <label class="shared">
        <input
          type="checkbox"
          checked={shown()}
          onChange={(event) => setShown(event.currentTarget.checked)}
        />
        {account().show}
      </label>
      <Show when={props.problem !== ""}>
        <p id="account_problem" role="alert" class="form_problem">
          {props.problem}
        </p>
      </Show>
      <button type="submit" class="primary">
        {busy() ? account().signingIn : account().signIn}
      </button>
    </form>
  );
}
