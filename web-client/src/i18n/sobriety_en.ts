// The words about what a visit costs, in English.
// SPDX-License-Identifier: MIT
import type { SobrietyWords } from "./sobriety_fr";

export const sobrietyEn: SobrietyWords = {
  title: "What this visit has cost",
  rows: {
    time: "Since the page was opened",
    files: "Files and answers received",
    board: "Messages of the board received",
    sent: "Messages of the board sent",
    requests: "Requests",
    messages: "Messages in all",
  },
  reused: (count) =>
    count === 1
      ? "1 file taken from this device, without the network"
      : `${count} files taken from this device, without the network`,
  minutes: (count) => (count < 1 ? "less than a minute" : `${count} min`),
  bytes: (count) =>
    count < 1000
      ? `${count} bytes`
      : `${(count / 1000).toLocaleString("en", { maximumFractionDigits: 1 })} kB`,
  offTitle: "What is not there",
  off: [
    "Others’ cursors and avatars: they would cost more than the whole workshop.",
    "Typing sent letter by letter: a text leaves twice a second at the most.",
    "Downloaded fonts, images and videos, audience measurement, servers other than this one.",
    "Motion: none lasts, and none is left when your device asks for none.",
  ],
  onDemandTitle: "What comes only when asked for",
  onDemand: "The room’s screen, looking back, the facilitator’s remote, this page.",
  methodTitle: "How it is counted",
  method: [
    "Files and answers: by the browser (Resource Timing, transferSize), headers included; zero when they come from this device.",
    "Messages of the board: by this page, without what carries them (WebSocket, TLS, TCP), which adds some tens of bytes to each.",
    "Not counted: what the browser puts aside so that the page opens without a network.",
    "No grams of CO₂: they depend most on how your device was made, which this page does not know.",
  ],
  again: "Count again",
};
