import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import * as usersRoute from "@/app/api/admin/users/route";
import * as loginRoute from "@/app/api/auth/login/route";
import * as resetRoute from "@/app/api/auth/reset/route";
import * as profileRoute from "@/app/api/users/profile/route";
import { getStore } from "@/lib/store";
import { call, type Person, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";

/** The operator's command, on the store of the test. */
const admin = (...args: string[]) =>
  promisify(execFile)(process.execPath, ["scripts/admin.mjs", ...args], { env: { ...process.env } });
const signIn = ({ email }: Person, password: string) =>
  call(loginRoute, "POST /api/auth/login", { body: { email, password } });

describe("npm run admin", () => {
  onEachEngine(() => {
    it("makes an administrator, a link for a new password, and disables", async () => {
      const [first, second] = [await signUp(), await signUp()];
      await expect(admin("disable", first.email)).rejects.toThrow("last administrator");
      await expect(admin("make-admin", "nobody@example.com")).rejects.toThrow("There is no account");
      await admin("make-admin", second.email.toUpperCase());
      expect((await call(usersRoute, "GET /api/admin/users", { token: second.token })).status).toBe(200);

      const { stdout } = await admin("reset-password", second.email);
      const token = /token=([\w-]+)/.exec(stdout)?.[1];
      const body = { token, password: "a new password" };
      expect((await call(resetRoute, "POST /api/auth/reset", { body })).status).toBe(200);
      expect((await signIn(second, "a new password")).status).toBe(200);

      const { secondFactors } = await getStore();
      await secondFactors.begin(second.id, "sealed");
      await admin("end-two-step", second.email);
      expect(await secondFactors.get(second.id)).toBeNull();

      await admin("disable", first.email);
      expect((await call(profileRoute, "GET /api/users/profile", { token: first.token })).status).toBe(401);
      expect((await signIn(first, first.password)).status).toBe(401);
    });
  });
});
