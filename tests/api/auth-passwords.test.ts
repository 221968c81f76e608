import { monitorEventLoopDelay } from "node:perf_hooks";
import bcrypt from "bcryptjs";
import { afterEach, describe, expect, it } from "vitest";
import { comparePassword, hashPassword, passwordWork, standInHash } from "@/lib/auth/passwords";
import { setVariables } from "../support/api";

let undo = () => {};
afterEach(() => undo());

describe("password work", () => {
  it("leaves the event loop free while twelve sign-ins are compared at full cost", async () => {
    undo = setVariables({ BCRYPT_COST: "12" });
    const hash = await hashPassword("password");
    expect(hash).toMatch(/^\$2b\$12\$/);
    const delay = monitorEventLoopDelay({ resolution: 10 });
    delay.enable();
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, i) => comparePassword(i % 2 ? "password" : "wrong", hash)),
    );
    delay.disable();
    expect(results.filter(Boolean)).toHaveLength(6);
    // On this thread the loop would turn once per comparison, every 200 ms or more.
    expect(delay.percentile(50) / 1e6).toBeLessThan(100);
  }, 120_000);

  it("takes 64 in waiting, refuses the rest as busy and recovers", async () => {
    undo = setVariables({ BCRYPT_COST: "8" });
    const hash = await hashPassword("password");
    const results = await Promise.allSettled(
      Array.from({ length: 100 }, () => comparePassword("password", hash)),
    );
    const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    expect(refused.length).toBeGreaterThan(0);
    expect(results.length - refused.length).toBeGreaterThanOrEqual(64);
    for (const error of refused) expect(error).toMatchObject({ code: "busy", status: 503 });
    expect(passwordWork().waiting).toBe(0);
    expect(await comparePassword("password", hash)).toBe(true);
  }, 120_000);

  it("never matches without a hash, though it compares", async () => {
    undo = setVariables({ BCRYPT_COST: "4" });
    const before = passwordWork().compared;
    expect(await comparePassword("stand-in for accounts without a password", null)).toBe(false);
    expect(passwordWork().compared).toBe(before + 1);
  });

  it("compares at the configured cost for an account that does not exist", () => {
    for (const cost of ["4", "11"]) {
      undo = setVariables({ BCRYPT_COST: cost });
      expect(bcrypt.getRounds(standInHash())).toBe(Number(cost));
      expect(bcrypt.compareSync("anything", standInHash())).toBe(false);
      undo();
    }
  });
});
