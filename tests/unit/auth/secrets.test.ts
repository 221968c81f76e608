import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setVariables } from "../../support/api";

let dir = "";
let undo = () => {};
beforeEach(() => {
  dir = path.join(mkdtempSync(path.join(tmpdir(), "secrets-test-")), "data");
  undo = setVariables({ DATA_DIR: dir, JWT_SECRET: undefined, NEXTAUTH_SECRET: undefined });
});
afterEach(() => {
  undo();
  rmSync(path.dirname(dir), { recursive: true, force: true });
});

/** The module as another process would have it: nothing remembered. */
async function fresh() {
  vi.resetModules();
  return import("@/lib/auth/secrets");
}

describe("secrets that are not configured", () => {
  it("are made once, readable by the owner alone, and found again", async () => {
    const one = await (await fresh()).nextAuthSecret();
    expect(Buffer.from(one, "base64url")).toHaveLength(32);
    expect(statSync(path.join(dir, "nextauth-secret")).mode & 0o777).toBe(0o600);
    expect(await (await fresh()).nextAuthSecret()).toBe(one);
    const jwt = await (await fresh()).jwtSecret();
    expect(Buffer.from(jwt).toString()).toBe(readFileSync(path.join(dir, "jwt-secret"), "utf8"));
    expect(Buffer.from(jwt).toString()).not.toBe(one);
  });

  it("are the same for all that start at once, and leave no drafts", async () => {
    const modules = [];
    for (let i = 0; i < 8; i++) modules.push(await fresh());
    const secrets = await Promise.all(modules.map((module) => module.nextAuthSecret()));
    expect(new Set(secrets).size).toBe(1);
    expect(readdirSync(dir)).toEqual(["nextauth-secret"]);
  });

  it("give way to the configured ones", async () => {
    undo();
    undo = setVariables({ DATA_DIR: dir, JWT_SECRET: "one", NEXTAUTH_SECRET: "two" });
    const { jwtSecret, nextAuthSecret } = await fresh();
    expect(Buffer.from(await jwtSecret()).toString()).toBe("one");
    expect(await nextAuthSecret()).toBe("two");
    expect(() => readdirSync(dir)).toThrow();
  });

  it("are not replaced when their file is empty: that would end every session unseen", async () => {
    await (await fresh()).nextAuthSecret();
    const file = path.join(dir, "nextauth-secret");
    chmodSync(file, 0o600);
    writeFileSync(file, "");
    await expect((await fresh()).nextAuthSecret()).rejects.toThrow(/empty/);
  });
});
