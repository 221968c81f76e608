import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Coalescer, withNextPicture } from "@/lib/client/scheduler";

describe("pictures of a growing reply", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
  afterEach(() => void vi.useRealTimers());

  it("makes one of many requests", () => {
    let made = 0;
    const pictures = new Coalescer(() => made++, 50);
    for (let i = 0; i < 10; i++) pictures.request();
    vi.advanceTimersByTime(20);
    expect(made).toBe(1);
  });

  it("gives the turn when the picture is made and the next may follow", async () => {
    let made = 0;
    let turns = 0;
    const pictures = new Coalescer(() => made++, 50);
    pictures.request();
    void pictures.turn().then(() => turns++);
    await vi.advanceTimersByTimeAsync(20);
    expect([made, turns]).toEqual([1, 0]);
    await vi.advanceTimersByTimeAsync(60);
    expect([made, turns]).toEqual([1, 1]);
  });

  it("lets go of who waits when it is cancelled", async () => {
    let turns = 0;
    const pictures = new Coalescer(() => {}, 50);
    pictures.request();
    void pictures.turn().then(() => turns++);
    pictures.cancel();
    await vi.advanceTimersByTimeAsync(60);
    expect(turns).toBe(1);
  });

  it("takes along what wants to be shown with the next one", () => {
    const shown: string[] = [];
    const pictures = new Coalescer(() => shown.push("picture"), 50);
    pictures.flush();
    withNextPicture(() => shown.push("colours"));
    withNextPicture(() => shown.push("dropped"))();
    expect(shown).toEqual(["picture"]);
    pictures.flush();
    pictures.flush();
    expect(shown).toEqual(["picture", "picture", "colours", "picture"]);
  });

  it("lets nothing wait long for a next one that does not come, nor where none grows", () => {
    const shown: string[] = [];
    new Coalescer(() => {}, 50).flush();
    withNextPicture(() => shown.push("a"));
    vi.advanceTimersByTime(300);
    expect(shown).toEqual(["a"]);
    vi.advanceTimersByTime(300);
    withNextPicture(() => shown.push("b"));
    expect(shown).toEqual(["a", "b"]);
  });
});
