// A text as a QR code. Fetched by who shows one: facilitators and the room's screen.
// SPDX-License-Identifier: MIT
import { correction, generate } from "lean-qr";
import { toSvgPath } from "lean-qr/extras/svg";

/** White around the code, in modules: the standard's four. */
const quiet = 4;

/** Black on white in every theme: cameras want it so. */
export function QrCode(props: { text: string; label: string }) {
  const code = () => generate(props.text, { minCorrectionLevel: correction.M });
  const side = () => code().size + 2 * quiet;
  return (
    <svg
      class="qr"
      role="img"
      aria-label={props.label}
      viewBox={`${-quiet} ${-quiet} ${side()} ${side()}`}
      shape-rendering="crispEdges"
    >
      <rect x={-quiet} y={-quiet} width={side()} height={side()} fill="#ffffff" />
      <path d={toSvgPath(code())} fill="#000000" />
    </svg>
  );
}
