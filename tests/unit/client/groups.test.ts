import { describe, expect, test } from "vitest";
import { type Group, newest, regroup } from "@/components/chat/groups";

const keys = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `m${from + i}`);
const flat = (groups: readonly Group[]) => groups.flatMap((group) => [...group.keys]);
const homes = (groups: readonly Group[]) =>
  new Map(groups.flatMap((group) => group.keys.map((key) => [key, group.id] as const)));

describe("messages in groups", () => {
  test("a thread is divided in order, ten at a time", () => {
    const groups = regroup([], keys(0, 25));
    expect(groups.map((group) => group.keys.length)).toEqual([10, 10, 5]);
    expect(flat(groups)).toEqual(keys(0, 25));
  });

  test("no message moves when newer ones come", () => {
    const before = regroup([], keys(0, 25));
    const after = regroup(before, keys(0, 33));
    expect(flat(after)).toEqual(keys(0, 33));
    for (const [key, id] of homes(before)) expect(homes(after).get(key)).toBe(id);
    expect(Math.max(...after.map((group) => group.keys.length))).toBe(10);
  });

  test("no message moves when older ones come", () => {
    const before = regroup([], keys(50, 80));
    const after = regroup(before, keys(0, 80));
    expect(flat(after)).toEqual(keys(0, 80));
    for (const [key, id] of homes(before)) expect(homes(after).get(key)).toBe(id);
  });

  test("another branch takes the place of the end", () => {
    const before = regroup([], keys(0, 25));
    const wanted = [...keys(0, 12), "x1", "x2"];
    const after = regroup(before, wanted);
    expect(flat(after)).toEqual(wanted);
    expect(homes(after).get("m11")).toBe(homes(before).get("m11"));
    expect(new Set(after.map(({ id }) => id)).size).toBe(after.length);
  });

  test("the newest groups hold enough for a screen, and all of them where there is less", () => {
    const groups = regroup([], keys(0, 31));
    expect(flat(newest(groups, 8))).toEqual(keys(20, 31));
    expect(newest(groups, 100)).toHaveLength(4);
    expect(newest([], 8)).toEqual([]);
  });

  test("ids stay apart when a message at the start of a group is gone and comes back", () => {
    const before = regroup([], keys(0, 25));
    const without = regroup(
      before,
      keys(0, 25).filter((key) => key !== "m10"),
    );
    const again = regroup(without, keys(0, 25));
    expect(flat(again)).toEqual(keys(0, 25));
    expect(new Set(again.map(({ id }) => id)).size).toBe(again.length);
  });
});
