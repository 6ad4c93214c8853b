// A button that opens a dialog about the moment one stands at, and has the focus again when that closes.
// SPDX-License-Identifier: MIT
import { createSignal, type JSX, Show } from "solid-js";
import { useReplay } from "./replay_view";

interface DialogButtonProps {
  words: string;
  onOpen?: (() => void) | undefined;
  dialog: (close: () => void) => JSX.Element;
}

export function DialogButton(props: DialogButtonProps) {
  const { replaying } = useReplay();
  const [isOpen, setOpen] = createSignal(false);
  let opener: HTMLButtonElement | undefined;
  const open = () => {
    props.onOpen?.();
    setOpen(true);
  };
  const close = () => {
    setOpen(false);
    opener?.focus();
  };
  return (
    <>
      <button ref={opener} type="button" disabled={replaying.position() === 0} onClick={open}>
        {props.words}
      </button>
      <Show when={isOpen()}>{props.dialog(close)}</Show>
    </>
  );
}
