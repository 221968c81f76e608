import { describe, expect, it } from "vitest";
import { formatBytes, formatNumber, timeAgo } from "@/components/ui/format";
import { plural } from "@/lib/text/plural";

describe("numbers and ages, written without the browser's tables", () => {
  it("are what Intl would say of numbers", () => {
    const intl = new Intl.NumberFormat("en");
    for (const value of [0, 7, 999, 1_000, 12_345, 999_999, 1_000_000, 123_456_789, -1, -12_345]) {
      expect(formatNumber(value)).toBe(intl.format(value));
    }
    expect(plural(1, "chat")).toBe("1 chat");
    expect(plural(2_000, "reply", "replies")).toBe("2,000 replies");
  });

  it("are what Intl would say of sizes", () => {
    const intl = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
    expect([0, 1, 1_023].map(formatBytes)).toEqual(["0 B", "1 B", "1023 B"]);
    for (const kib of [1, 1.04, 1.05, 1.5, 9.96, 10, 512.34, 1_023.9]) {
      expect(formatBytes(kib * 1024)).toBe(`${intl.format(kib)} KB`);
    }
    for (const mib of [1, 1.25, 99.99, 2_048.5]) {
      expect(formatBytes(mib * 1024 * 1024)).toBe(`${intl.format(mib)} MB`);
    }
  });

  it("are what Intl would say of ages", () => {
    const intl = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "long" });
    const units = [
      ["day", 86_400, [1, 2, 6]],
      ["week", 604_800, [1, 3]],
      ["month", 2_592_000, [1, 2, 11]],
      ["year", 31_536_000, [1, 2, 12]],
    ] as const;
    const now = Date.parse("2026-11-29T12:00:00Z");
    const ago = (seconds: number) => timeAgo(new Date(now - seconds * 1_000).toISOString(), now);
    for (const [unit, size, counts] of units) {
      for (const count of counts) expect(ago(count * size)).toBe(intl.format(-count, unit));
    }
    expect([60, 119, 120, 3_599, 3_600, 7_200, 86_399].map(ago)).toEqual([
      "1 minute ago",
      "1 minute ago",
      "2 minutes ago",
      "59 minutes ago",
      "1 hour ago",
      "2 hours ago",
      "23 hours ago",
    ]);
    expect([-5_000, 0, 59].map(ago)).toEqual(["just now", "just now", "just now"]);
  });
});
