// SPDX-License-Identifier: MIT
import { describe, expect, it } from "vitest";
import { received, sent } from "../src/sync/traffic";
import { costOf } from "../src/ui/sobriety/cost";

describe("what a visit has cost [E12]", () => {
  it("counts messages each way, files once, and what came from the device not at all", () => {
    received(new Uint8Array(40));
    sent(new Uint8Array(2));
    const timings = [
      { name: "http://a/", transferSize: 1_000 },
      { name: "http://a/assets/index.js", transferSize: 0 },
      { name: "http://a/api/v1/boards/ab/sync", transferSize: 500 },
    ];
    expect(costOf(timings, 125_000)).toEqual({
      minutes: 2,
      files: 1_000,
      received: 40,
      sent: 2,
      messages: 2,
      requests: 2,
      reused: 1,
    });
  });
});
