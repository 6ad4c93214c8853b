// Where the page starts.
// SPDX-License-Identifier: MIT
import { render } from "solid-js/web";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/door.css";
import "./styles/board.css";
import "./styles/card.css";
import "./styles/rework.css";
import "./styles/phase.css";
import "./styles/ties.css";
import "./styles/views.css";
import { startLanguage } from "./i18n/language";
import { startDevice } from "./store/device";
import { App } from "./ui/app";
import { watchPointer } from "./ui/last_pointer";

startDevice();
startLanguage();
watchPointer();
const root = document.getElementById("page");
if (root !== null) {
  // What stood there while this script was on its way.
  root.textContent = "";
  render(() => <App />, root);
}
