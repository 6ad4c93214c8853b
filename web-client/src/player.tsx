// Where the page starts that carries a board's past in itself and needs no server (`atelier export --page`).
// SPDX-License-Identifier: MIT
import { Show } from "solid-js";
import { render } from "solid-js/web";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/board.css";
import "./styles/card.css";
import "./styles/rework.css";
import "./styles/phase.css";
import "./styles/ties.css";
import { compileCore } from "./core/load";
import { startLanguage, words } from "./i18n/language";
import { type CarriedPast, readCarried } from "./replay/carried_past";
import { Announcer } from "./ui/announcer";
import { watchPointer } from "./ui/last_pointer";
import { pastOfFile } from "./ui/replay/past_board";
import { PastPage } from "./ui/replay/replay_page";

startLanguage();
watchPointer();
const past = readCarried(document);
const root = document.getElementById("page");
if (root !== null) render(() => <Player past={past} />, root);

function Player(props: { past: CarriedPast | undefined }) {
  return (
    <>
      <Announcer />
      <Show when={props.past} fallback={<p role="alert">{words().loadFailed}</p>}>
        {(carried) => <PastPage past={pastOfFile(carried(), compileCore())} />}
      </Show>
    </>
  );
}
