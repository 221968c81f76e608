import { describe, expect, it } from "vitest";
import { gathered } from "@/lib/store/mongodb/gather";

describe("what is gathered", () => {
  it("goes as one with what is asked in the same turn, each with its own result", async () => {
    const calls: number[][] = [];
    const double = gathered(async (items: number[]) => {
      calls.push(items);
      return items.map((item) => item * 2);
    });
    expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
    expect(await double(4)).toBe(8);
    expect(calls).toEqual([[1, 2, 3], [4]]);
  });

  it("begins after the last who shares it has asked", async () => {
    let written = 0;
    const read = gathered(async (items: string[]) => items.map(() => written));
    const first = read("a");
    await Promise.resolve();
    written = 1;
    expect(await Promise.all([first, read("b")])).toEqual([1, 1]);
  });

  it("what is asked while another is under way is a new one, which sees what was written meanwhile", async () => {
    let written = 0;
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const begun: number[] = [];
    const read = gathered(async (items: string[]) => {
      begun.push(items.length);
      const seen = written;
      await held;
      return items.map(() => seen);
    });
    const first = read("a");
    while (begun.length === 0) await new Promise(setImmediate);
    written = 1;
    const second = read("b");
    while (begun.length === 1) await new Promise(setImmediate);
    answer();
    expect([await first, await second]).toEqual([0, 1]);
  });

  it("fails for all who share it, and for nobody after them", async () => {
    let broken = true;
    const read = gathered(async (items: string[]) => {
      if (broken) throw new Error("away");
      return items;
    });
    const failed = await Promise.allSettled([read("a"), read("b")]);
    expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    broken = false;
    expect(await read("c")).toBe("c");
  });

  it("a burst of more than five hundred is split", async () => {
    const sizes: number[] = [];
    const read = gathered(async (items: number[]) => {
      sizes.push(items.length);
      return items;
    });
    const wanted = Array.from({ length: 1_200 }, (_, index) => index);
    expect(await Promise.all(wanted.map(read))).toEqual(wanted);
    expect(sizes).toEqual([500, 500, 200]);
  });
});
