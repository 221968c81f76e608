import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { nextTurn } from "@/lib/chats/run/turns";

describe("replies that begin at once", () => {
  it("begin one in each turn of the event loop, in their order", async () => {
    const begun: number[] = [];
    const all = Array.from({ length: 5 }, (_, i) => nextTurn().then(() => begun.push(i)));
    await Promise.resolve();
    await Promise.resolve();
    expect(begun).toEqual([0]);
    for (let turn = 0; begun.length < 5; turn++) {
      expect(begun.length).toBeLessThanOrEqual(turn + 1);
      await turnOfTheLoop();
    }
    await Promise.all(all);
    expect(begun).toEqual([0, 1, 2, 3, 4]);
    // Nobody waits: at once again.
    await turnOfTheLoop();
    await turnOfTheLoop();
    let free = false;
    void nextTurn().then(() => {
      free = true;
    });
    await Promise.resolve();
    await Promise.resolve();
    expect(free).toBe(true);
  });
});
