import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Coalescer, withNextFrame } from "@/lib/client/scheduler";

describe("frames of a growing reply", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
  afterEach(() => void vi.useRealTimers());

  it("makes one of many requests", () => {
    let made = 0;
    const frames = new Coalescer(() => made++, 50);
    for (let i = 0; i < 10; i++) frames.request();
    vi.advanceTimersByTime(20);
    expect(made).toBe(1);
  });

  it("lets the reader go on when the frame is made and the next may follow", async () => {
    let made = 0;
    let turns = 0;
    const frames = new Coalescer(() => made++, 50);
    frames.request();
    void frames.throttle().then(() => turns++);
    await vi.advanceTimersByTimeAsync(20);
    expect([made, turns]).toEqual([1, 0]);
    await vi.advanceTimersByTimeAsync(60);
    expect([made, turns]).toEqual([1, 1]);
  });

  it("lets go of who waits when it is cancelled", async () => {
    let turns = 0;
    const frames = new Coalescer(() => {}, 50);
    frames.request();
    void frames.throttle().then(() => turns++);
    frames.cancel();
    await vi.advanceTimersByTimeAsync(60);
    expect(turns).toBe(1);
  });

  it("takes along what wants to be shown with the next one", () => {
    const shown: string[] = [];
    const frames = new Coalescer(() => shown.push("frame"), 50);
    frames.flush();
    withNextFrame(() => shown.push("colours"));
    withNextFrame(() => shown.push("dropped"))();
    expect(shown).toEqual(["frame"]);
    frames.flush();
    frames.flush();
    expect(shown).toEqual(["frame", "frame", "colours", "frame"]);
  });

  it("lets nothing wait long for a next one that does not come, nor where none grows", () => {
    const shown: string[] = [];
    new Coalescer(() => {}, 50).flush();
    withNextFrame(() => shown.push("a"));
    vi.advanceTimersByTime(300);
    expect(shown).toEqual(["a"]);
    vi.advanceTimersByTime(300);
    withNextFrame(() => shown.push("b"));
    expect(shown).toEqual(["a", "b"]);
  });
});
