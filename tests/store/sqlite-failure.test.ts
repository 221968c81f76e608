import { spawnSync } from "node:child_process";
import fs, {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { openSqliteStore } from "@/lib/store/sqlite";
import { aProject, aScope, aUser, bytes, exchange } from "./support/factories";
import { aFolder, fileIn, open, unavailable } from "./support/sqlite-folder";

describe("a failing SQLite database", () => {
  test("that is gone gives 503 without making an empty one, and is used again when it is back", async () => {
    const parent = aFolder();
    const [folder, away] = [path.join(parent, "data"), path.join(parent, "away")];
    const store = await open(folder);
    const scope = await aScope(store);
    const project = await aProject(store, scope);
    renameSync(folder, away);
    await expect(store.projects.get(scope, project.id)).rejects.toMatchObject(unavailable);
    await expect(aUser(store)).rejects.toMatchObject(unavailable);
    await expect(store.ping()).rejects.toMatchObject(unavailable);
    await expect(store.files.putBody(scope, bytes("x"), 10)).rejects.toMatchObject(unavailable);
    expect(existsSync(folder)).toBe(false);
    renameSync(away, folder);
    await store.ping();
    expect(await store.projects.get(scope, project.id)).toEqual(project);
    await exchange(store, scope, { projectId: project.id });
  });

  test("that was replaced by a backup is read anew", async () => {
    const [folder, backup] = [aFolder(), path.join(aFolder(), "backup")];
    const store = await open(folder);
    const user = await aUser(store);
    cpSync(folder, backup, { recursive: true });
    const later = await aUser(store);
    for (const name of readdirSync(folder)) rmSync(path.join(folder, name), { recursive: true });
    cpSync(backup, folder, { recursive: true });
    expect(await store.users.get(user.id)).toEqual(user);
    expect(await store.users.get(later.id)).toBeNull();
  });

  test("that another process keeps locked gives 503 to writers, in time, without stopping the event loop", async () => {
    const folder = aFolder();
    const store = await open(folder);
    const user = await aUser(store);
    const other = new DatabaseSync(fileIn(folder));
    other.exec("BEGIN IMMEDIATE");
    let turns = 0;
    const ticking = setInterval(() => turns++, 20);
    const started = performance.now();
    await expect(store.users.update(user.id, { name: "X" })).rejects.toMatchObject(unavailable);
    expect(performance.now() - started).toBeLessThan(10_000);
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(20);
    // Readers are not concerned; whoever asks after its health is told.
    expect(await store.users.get(user.id)).toEqual(user);
    await expect(store.ping()).rejects.toMatchObject(unavailable);
    other.exec("ROLLBACK");
    other.close();
    expect(await store.users.update(user.id, { name: "Y" })).toMatchObject({ name: "Y" });
  });

  test("on a disk without room is not healthy", async () => {
    const store = await open(aFolder());
    await store.ping();
    const { statfsSync } = fs;
    fs.statfsSync = (() => ({ bavail: 10, bsize: 4_096 })) as unknown as typeof statfsSync;
    syncBuiltinESMExports();
    await expect(store.ping()).rejects.toMatchObject({ ...unavailable, message: "The disk is full" });
    fs.statfsSync = statfsSync;
    syncBuiltinESMExports();
    await store.ping();
  });

  test.each([
    ["of 0 bytes", "", "empty (0 bytes)"],
    ["that is none", "no database at all, but some text ".repeat(500), "damaged"],
  ])("%s is refused, with what to do, and left as it is", async (_name, content, reason) => {
    const folder = aFolder();
    writeFileSync(fileIn(folder), content);
    await expect(open(folder)).rejects.toThrow(reason);
    await expect(open(folder)).rejects.toThrow("Backup and restore");
    expect(readFileSync(fileIn(folder), "utf8")).toBe(content);
  });

  test("whose pages are damaged is refused", async () => {
    const folder = aFolder();
    await (await openSqliteStore({ dataDir: folder })).close();
    const bytes = readFileSync(fileIn(folder));
    writeFileSync(
      fileIn(folder),
      Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(bytes.length - 100, 0x5a)]),
    );
    await expect(open(folder)).rejects.toThrow("is damaged");
  });

  test("that is damaged while it is open says so from then on, and recovers only with another file", async () => {
    const folder = aFolder();
    const store = await open(folder);
    const user = await aUser(store);
    const backup = readFileSync(fileIn(folder));
    // What was written last may stand in the log alone.
    const log = readFileSync(`${fileIn(folder)}-wal`);
    const script = `
      const { openSqliteStore } = await import("@/lib/store/sqlite");
      const { writeFileSync, readFileSync } = await import("node:fs");
      const [, folder, file, id] = process.argv;
      const store = await openSqliteStore({ dataDir: folder });
      await store.users.get(id);
      writeFileSync(file + "-wal", "");
      writeFileSync(file, Buffer.concat([readFileSync(file).subarray(0, 100), Buffer.alloc(400_000, 0x5a)]));
      const said = [];
      for (let n = 0; n < 60; n++) {
        const error = await store.users.create({ email: n + "@b.test", name: "x".repeat(9000), passwordHash: null }).then(() => null, (e) => e);
        if (error) said.push(error.message);
      }
      const health = await store.ping().then(() => "OK", (e) => e.message);
      console.log(JSON.stringify([said.length > 0, said.at(-1), health]));`;
    const hooks = new URL("../support/ts-hooks.mjs", import.meta.url).href;
    await store.close();
    writeFileSync(fileIn(folder), backup);
    writeFileSync(`${fileIn(folder)}-wal`, log);
    const args = ["--import", hooks, "--input-type=module", "-e", script, folder, fileIn(folder), user.id];
    const run = spawnSync(process.execPath, args, {
      encoding: "utf8",
      env: { ...process.env, LOG_LEVEL: "silent" },
    });
    const damaged = "The database is damaged; a backup has to be put in its place";
    expect(JSON.parse(run.stdout.trim().split("\n").at(-1) ?? "null")).toEqual([true, damaged, damaged]);
  });

  test("two processes that begin together make one", async () => {
    const folder = aFolder();
    const [a, b] = await Promise.all([open(folder), open(folder)]);
    const user = await aUser(a);
    expect(await b.users.get(user.id)).toEqual(user);
  });

  test("of a process that exits is whole in its file, its log is empty", async () => {
    const folder = aFolder();
    const script = `
      const { openSqliteStore } = await import("@/lib/store/sqlite");
      const store = await openSqliteStore({ dataDir: process.argv[1] });
      await store.users.create({ email: "a@b.test", name: "Ada", passwordHash: null });
      process.exit(0);`;
    const hooks = new URL("../support/ts-hooks.mjs", import.meta.url).href;
    spawnSync(process.execPath, ["--import", hooks, "--input-type=module", "-e", script, folder]);
    expect(existsSync(`${fileIn(folder)}-wal`)).toBe(false);
    expect(readFileSync(fileIn(folder)).includes("a@b.test")).toBe(true);
  });

  test("whose lock is freed in time is waited for", async () => {
    const folder = aFolder();
    const store = await open(folder);
    const other = new DatabaseSync(fileIn(folder));
    other.exec("BEGIN IMMEDIATE");
    setTimeout(() => other.exec("COMMIT"), 300);
    expect((await aUser(store)).ver).toBe(1);
    other.close();
  });

  test("whose disk is full gives 503, keeps what was there, and goes on when there is room", async () => {
    const folder = aFolder();
    const store = await open(folder);
    const user = await aUser(store);
    const script = `
      const { openSqliteStore } = await import("@/lib/store/sqlite");
      const store = await openSqliteStore({ dataDir: process.argv[1] });
      const name = "x".repeat(2_000_000);
      const failed = await store.users.update(process.argv[2], { name }).catch((error) => error.code);
      console.log(JSON.stringify(failed), (await store.users.get(process.argv[2])).name);`;
    const hooks = new URL("../support/ts-hooks.mjs", import.meta.url).href;
    // A limit on the size of files, in blocks of 1 KiB, is the nearest thing to a full disk that needs no privilege.
    const run = spawnSync(
      "bash",
      [
        "-c",
        'trap "" XFSZ; ulimit -f 1000; exec "$0" --import "$1" --input-type=module -e "$2" "$3" "$4"',
        process.execPath,
        hooks,
        script,
        folder,
        user.id,
      ],
      { encoding: "utf8" },
    );
    expect(run.stdout.trim()).toBe(`"store_unavailable" ${user.name}`);
    expect(await store.users.update(user.id, { name: "room" })).toMatchObject({ name: "room" });
  });
});
