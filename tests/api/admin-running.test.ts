import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import * as auditExportRoute from "@/app/api/admin/audit/export/route";
import * as auditRoute from "@/app/api/admin/audit/route";
import * as backupRoute from "@/app/api/admin/backup/route";
import * as healthRoute from "@/app/api/admin/health/route";
import * as userRoute from "@/app/api/admin/users/[userId]/route";
import * as profileRoute from "@/app/api/users/profile/route";
import { audit, noteFault } from "@/lib/auth";
import { env } from "@/lib/env";
import { getStore } from "@/lib/store";
import { call, type Person, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";

const log = (token: string, query = {}) => call(auditRoute, "GET /api/admin/audit", { token, query });
const leave = ({ token, password }: Person) =>
  call(profileRoute, "DELETE /api/users/profile", { token, body: { currentPassword: password } });

describe("running the installation", () => {
  onEachEngine(() => {
    let admin: Person;
    let other: Person;
    beforeAll(async () => {
      [admin, other] = [await signUp(), await signUp()];
    });

    it("keeps the last administrator, who may only leave when nobody else is there", async () => {
      const refused = await leave(admin);
      expect([refused.status, refused.body.code]).toEqual([409, "limit_reached"]);
      const change = (token: string, userId: string, body: object) =>
        call(userRoute, `PATCH /api/admin/users/${userId}`, { token, params: { userId }, body });
      await change(admin.token, other.id, { admin: true });
      const third = await signUp();
      const both = await Promise.all([leave(admin), leave(other)]);
      const gone = both.filter(({ status }) => status === 200).length;
      expect(gone).toBeLessThan(2);
      const store = await getStore();
      const { items } = await store.users.list({ limit: 10 });
      expect(items.some((user) => user.admin)).toBe(true);
      // Whoever stays, alone, may go; the next account begins anew.
      for (const person of [third, admin, other]) if (await store.users.get(person.id)) await leave(person);
      expect((await store.users.list({ limit: 10 })).items).toEqual([]);
      [admin, other] = [await signUp(), await signUp()];
      expect((await log(admin.token)).status).toBe(200);
      expect((await log(other.token)).status).toBe(403);
    });

    it("finds in the log by who, whom, what and when", async () => {
      const by = { actorId: other.id, address: "192.0.2.7" };
      await audit({ ...by, action: "key.create", targetId: "a", detail: { name: '=cmd|"x"' } });
      await audit({ ...by, action: "key.revoke", targetId: admin.id });
      const found = async (query: object) =>
        (await log(admin.token, query)).body.data.entries.map((entry: { action: string }) => entry.action);
      expect(await found({ action: "key.create" })).toEqual(["key.create"]);
      expect(await found({ actorId: other.id })).toEqual(["key.revoke", "key.create", "sign-up"]);
      expect(await found({ targetId: admin.id, action: "key.revoke" })).toEqual(["key.revoke"]);
      const today = new Date().toISOString().slice(0, 10);
      expect((await found({ from: today, to: today })).length).toBeGreaterThan(3);
      expect(await found({ to: "2020-01-01" })).toEqual([]);
      for (const [name, value] of Object.entries({ action: "X!", from: "today", to: "1" })) {
        const { status, body } = await log(admin.token, { [name]: value });
        expect([status, body.errors[0].path]).toEqual([400, name]);
      }
      const first = (await log(admin.token, { actorId: other.id, limit: "1" })).body.data;
      const second = await log(admin.token, { actorId: other.id, limit: "1", cursor: first.nextCursor });
      expect(second.body.data.entries).toMatchObject([{ action: "key.create" }]);
      expect(first.entries[0]).toMatchObject({ target: { email: admin.email }, actor: { id: other.id } });
    });

    it("writes the log as CSV in which nothing is a formula", async () => {
      const query = { actorId: other.id, action: "key.create" };
      const answer = await call(auditExportRoute, "GET /api/admin/audit/export", {
        token: admin.token,
        query,
      });
      const text = await answer.response.text();
      expect(text.split("\r\n")).toHaveLength(3);
      expect(text).toContain(
        `"key.create","${other.email}","${other.id}","","a","192.0.2.7","name: =cmd|""x"""`,
      );
      await audit({ actorId: other.id, action: "key.change", targetId: "@SUM(A1)" });
      const again = await call(auditExportRoute, "GET /api/admin/audit/export", {
        token: admin.token,
        query: { action: "key.change" },
      });
      expect(await again.response.text()).toContain(`"'@SUM(A1)"`);
      expect((await log(admin.token, { action: "export.audit" })).body.data.entries).toHaveLength(2);
    });

    it("says how it is: version, engine, size, work and what failed today", async () => {
      noteFault("provider_failed");
      noteFault("provider_failed");
      noteFault("internal");
      const { body } = await call(healthRoute, "GET /api/admin/health", { token: admin.token });
      const { health } = body.data;
      expect(health).toMatchObject({
        engine: (await getStore()).kind,
        work: { replies: 0, filesWaiting: 0, tests: 0 },
        lastBackup: null,
        faults: [
          { code: "provider_failed", count: 2 },
          { code: "internal", count: 1 },
        ],
      });
      expect(health.size.database).toBeGreaterThan(1_000);
      expect((await call(healthRoute, "GET /api/admin/health", { token: other.token })).status).toBe(403);
    });

    it("is backed up from the page, whole, on the embedded engine alone", async () => {
      const backUp = () => call(backupRoute, "POST /api/admin/backup", { token: admin.token });
      if ((await getStore()).kind === "mongodb") {
        const refused = await backUp();
        expect([refused.status, refused.body.message]).toEqual([
          403,
          "On MongoDB, backups are made with mongodump",
        ]);
        return;
      }
      // Of two at once one has to wait.
      const both = await Promise.all([backUp(), backUp()]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 503]);
      const [answer] = both.filter(({ status }) => status === 200);
      if (!answer) throw new Error("no backup");
      const found = unzipSync(new Uint8Array(await answer.response.arrayBuffer()));
      const folder = mkdtempSync(path.join(env().DATA_DIR, "restored-"));
      writeFileSync(path.join(folder, "chatbot.sqlite"), found["chatbot.sqlite"] ?? new Uint8Array());
      const copy = new DatabaseSync(path.join(folder, "chatbot.sqlite"));
      expect(copy.prepare("SELECT email FROM users ORDER BY created_at, id").all()).toMatchObject([
        { email: admin.email },
        { email: other.email },
      ]);
      copy.close();
      rmSync(folder, { recursive: true });
      expect(readdirSync(env().DATA_DIR).filter((name) => name.startsWith("backup-"))).toEqual([]);
      expect(existsSync(path.join(env().DATA_DIR, "chatbot.sqlite"))).toBe(true);
      const { body } = await call(healthRoute, "GET /api/admin/health", { token: admin.token });
      expect(body.data.health.lastBackup.bytes).toBeGreaterThan(1_000);
      expect((await log(admin.token, { action: "backup" })).body.data.entries).toHaveLength(1);
    });
  });
});
