import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { MongoClient } from "mongodb";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { scopeOf } from "@/lib/auth/scope";
import { findMongod, type Mongod, startMongod } from "../support/mongod";
import { numberedText } from "../support/numbered";
import { type OpenAIServer, startOpenAIServer } from "../support/openai-server";
import { aProject, aUser } from "./support/factories";
import { openTarget, type Target } from "./support/open-target";
import type { Ended, Replies } from "./support/reply-worker";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Longer than a lease. */
const AWAY_MS = 8_000;
const TOKENS = 260;
const HOOKS = new URL("../support/ts-hooks.mjs", import.meta.url).href;
const WORKER = fileURLToPath(new URL("./support/reply-worker.ts", import.meta.url));
const program = findMongod();

let provider: OpenAIServer;
beforeAll(async () => {
  provider = await startOpenAIServer();
});
afterAll(() => provider.close());

/** A process that answers; `begun` resolves when all its replies run, `ended` when they are over. */
function answering(target: Target, task: Replies) {
  const child = spawn(process.execPath, ["--import", HOOKS, WORKER, JSON.stringify(task)], {
    stdio: ["pipe", "pipe", "inherit"],
    env: {
      ...process.env,
      NODE_ENV: "test",
      LOG_LEVEL: "error",
      OPENAI_BASE_URL: provider.url,
      OPENAI_API_KEY: "sk-test",
      ...(target.kind === "sqlite"
        ? { DATA_DIR: target.dataDir, MONGODB_URI: "" }
        : { MONGODB_URI: target.uri }),
    },
  });
  const begun = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<Ended[]>();
  let running = 0;
  const over: Ended[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    const said = JSON.parse(line) as Ended | { begun: string };
    if ("begun" in said) running += 1;
    else over.push(said);
    if (running === task.count) begun.resolve();
    if (over.length === task.count) ended.resolve(over);
  });
  child.once("exit", (code) => {
    begun.reject(new Error(`the process ended with ${code}`));
    ended.reject(new Error(`the process ended with ${code}`));
  });
  ended.promise.catch(() => {});
  return { begun: begun.promise, ended: ended.promise, close: () => child.stdin.end() };
}

/** Two processes answer, the store is `away` for longer than a lease: every reply is whole. */
async function survives(target: Target, away: () => Promise<void>): Promise<void> {
  const store = await openTarget(target);
  try {
    const ownerId = (await aUser(store)).id;
    const scope = scopeOf({ userId: ownerId });
    const projectId = (await aProject(store, scope)).id;
    const task = { ownerId, projectId, count: 3, message: `[[slow ms=50 tokens=${TOKENS}]]` };
    // One of them has a clock that is off, as machines have.
    const both = [answering(target, task), answering(target, { ...task, clockOff: 20_000 })];
    await Promise.all(both.map(({ begun }) => begun));
    await wait(1_000);
    await away();
    const replies = (await Promise.all(both.map(({ ended }) => ended))).flat();
    for (const { close } of both) close();
    expect(replies.map(({ status }) => status)).toEqual(Array(6).fill("complete"));
    for (const { chatId, messageId } of replies) {
      const message = await store.messages.get(scope, chatId, messageId);
      expect(message).toMatchObject({
        status: "complete",
        parts: [{ type: "text", text: numberedText(TOKENS) }],
      });
      expect(await store.chats.get(scope, chatId)).toMatchObject({ running: false });
    }
  } finally {
    await store.close();
  }
}

describe.concurrent("a store that goes away takes no reply that a live process holds", () => {
  test("SQLite's lock held by another program", async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), "store-test-"));
    await survives({ kind: "sqlite", dataDir }, async () => {
      const other = new DatabaseSync(path.join(dataDir, "chatbot.sqlite"), { timeout: 5_000 });
      other.exec("BEGIN IMMEDIATE");
      await wait(AWAY_MS);
      other.exec("ROLLBACK");
      other.close();
    });
    rmSync(dataDir, { recursive: true, force: true });
  });

  const onMongod = (name: string, away: (server: Mongod) => Promise<void>, replicaSet = "") =>
    test.runIf(program)(name, async () => {
      const server = await startMongod(program ?? "", replicaSet ? { replicaSet } : {});
      try {
        if (replicaSet) await initiate(server.uri);
        await survives(
          { kind: "mongodb", uri: `${server.uri}/away${replicaSet ? `?replicaSet=${replicaSet}` : ""}` },
          () => away(server),
        );
      } finally {
        await server.remove();
      }
    });

  onMongod("mongod paused", async (server) => {
    server.process.kill("SIGSTOP");
    await wait(AWAY_MS);
    server.process.kill("SIGCONT");
  });
  onMongod("mongod killed and started again", async (server) => {
    await server.stop("SIGKILL");
    await wait(AWAY_MS);
    await server.restart();
  });
  onMongod(
    "a primary that steps down",
    async (server) => {
      const client = await MongoClient.connect(server.uri, { directConnection: true });
      await client
        .db("admin")
        .command({ replSetStepDown: AWAY_MS / 1_000, force: true })
        .catch(() => {});
      await client.close();
      await wait(AWAY_MS);
    },
    "away",
  );
});

async function initiate(uri: string): Promise<void> {
  const client = await MongoClient.connect(uri, { directConnection: true });
  const admin = client.db("admin");
  const members = [{ _id: 0, host: new URL(uri).host }];
  await admin.command({ replSetInitiate: { _id: "away", members } });
  while (!(await admin.command({ hello: 1 })).isWritablePrimary) await wait(50);
  await client.close();
}
