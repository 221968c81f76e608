import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { scopeOf } from "@/lib/auth/scope";
import type { Store } from "@/lib/store";
import { openSqliteStore } from "@/lib/store/sqlite";

const run = promisify(execFile);
const settings = { model: "demo", temperature: 1, maxTokens: 10 };
let folder: string;
let store: Store;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "backup-test-"));
  store = await openSqliteStore({ dataDir: join(folder, "live") });
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const backUp = (from: string, to: string) =>
  run(process.execPath, ["scripts/backup.mjs", join(folder, to)], {
    env: { ...process.env, MONGODB_URI: "", DATA_DIR: join(folder, from) },
  });

it("copies a store in use so that it opens with everything that was written before", async () => {
  const user = await store.users.create({ email: "ada@example.com", name: "Ada", passwordHash: null });
  const scope = scopeOf({ userId: user.id });
  const project = await store.projects.create(scope, { name: "Kept", description: "", settings }, 100);
  async function* chunks() {
    yield Buffer.from("the file's ");
    yield Buffer.from("bytes");
  }
  const body = await store.files.putBody(scope, chunks(), 1_000);
  const given = {
    filename: "a.txt",
    mimeType: "text/plain",
    providerFileId: null,
    status: "uploaded" as const,
  };
  const file = await store.files.create(scope, project.id, { ...body, ...given }, 100);

  let writing = true;
  const writer = (async () => {
    while (writing) {
      await store.projects.create(scope, { name: "Meanwhile", description: "", settings }, 100_000);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  })();
  await backUp("live", "copy");
  writing = false;
  await writer;
  expect((await store.installation.state("last-backup"))?.bytes).toBeGreaterThan(1_000);
  const noted = await store.installation.listAudit({ limit: 1 });
  expect(noted.items).toMatchObject([{ action: "operator.backup", actorId: null, detail: {} }]);

  const copy = await openSqliteStore({ dataDir: join(folder, "copy") });
  expect((await copy.projects.get(scope, project.id))?.name).toBe("Kept");
  const kept = await copy.files.get(scope, project.id, file?.id ?? "");
  const stream = await copy.files.readBody(scope, kept?.bodyId ?? "");
  expect(await new Response(stream).text()).toBe("the file's bytes");
  await copy.close();
});

it("refuses a folder in use and a database that is not there, in a sentence", async () => {
  await expect(backUp("live", "live")).rejects.toMatchObject({
    stderr: expect.stringContaining("is not empty"),
  });
  await expect(backUp("nowhere", "other")).rejects.toMatchObject({
    stderr: expect.stringContaining("There is no database"),
  });
});
