// The title of a page without a board and of its window; it has the focus when the page opens.
// SPDX-License-Identifier: MIT
import { createEffect, onMount } from "solid-js";
import { words } from "../../i18n/language";

export function FrontTitle(props: { title: string }) {
  let title: HTMLHeadingElement | undefined;
  onMount(() => title?.focus());
  createEffect(() => {
    document.title = `${props.title} · ${words().appName}`;
  });
  return (
    <h1 ref={title} tabindex="-1">
      {props.title}
    </h1>
  );
}
