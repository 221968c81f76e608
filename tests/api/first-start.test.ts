import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as stepsRoute from "@/app/api/admin/first-steps/route";
import * as registerRoute from "@/app/api/auth/register/route";
import { needsSetUpCode } from "@/lib/auth";
import { setUpCode } from "@/lib/auth/set-up";
import { resetEnv } from "@/lib/env";
import { getStore } from "@/lib/store";
import { call, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";

const before = { ...process.env };
let people = 0;
const register = (fields: { setUpCode?: string } = {}) => {
  const body = { email: `first-${people++}@example.com`, password: "correct horse", name: "New", ...fields };
  return call(registerRoute, "POST /api/auth/register", { body });
};

describe("the first account in production", () => {
  onEachEngine(() => {
    beforeEach(() => {
      Object.assign(process.env, {
        NODE_ENV: "production",
        JWT_SECRET: "j".repeat(40),
        NEXTAUTH_SECRET: "n",
      });
      resetEnv();
    });
    afterEach(() => {
      Object.assign(process.env, { NODE_ENV: before.NODE_ENV });
      for (const name of ["JWT_SECRET", "NEXTAUTH_SECRET"]) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
      resetEnv();
    });

    it("needs the set-up code on MongoDB, once, and administers", async () => {
      const { kind } = await getStore();
      if (kind === "mongodb") {
        for (const fields of [{}, { setUpCode: "wrong" }, { setUpCode: "AAAA-AAAA-AAAA" }]) {
          const { status, body } = await register(fields);
          expect([status, body.code, body.errors[0].path]).toEqual([400, "validation_failed", "setUpCode"]);
        }
      }
      expect(await needsSetUpCode()).toBe(kind === "mongodb");
      const code = (await setUpCode()).toLowerCase().replaceAll("-", " ");
      const { status, body } = await register(kind === "mongodb" ? { setUpCode: code } : {});
      expect(status).toBe(201);
      // The second needs none.
      const second = await register();
      expect(second.status).toBe(201);

      const steps = (token: string) => call(stepsRoute, "GET /api/admin/first-steps", { token });
      const { token } = body.data;
      expect((await steps(token)).body.data).toEqual({ done: [] });
      expect((await steps(second.body.data.token)).status).toBe(403);
      const finish = (step: string) =>
        call(stepsRoute, "POST /api/admin/first-steps", { token, body: { step } });
      expect((await finish("everything")).body.errors[0].path).toBe("step");
      await finish("provider");
      await finish("provider");
      expect((await finish("assistant")).body.data).toEqual({ done: ["provider", "assistant"] });
      expect((await steps(token)).body.data).toEqual({ done: ["provider", "assistant"] });
    });
  });
});

describe("an installation from before there were first steps", () => {
  onEachEngine(() => {
    it("has none left", async () => {
      const { token } = await signUp();
      await (await getStore()).installation.putState("first-steps", null);
      const { body } = await call(stepsRoute, "GET /api/admin/first-steps", { token });
      expect(body.data.done).toEqual(["provider", "sign-up", "assistant"]);
    });
  });
});
