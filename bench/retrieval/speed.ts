import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { scopeOf } from "@/lib/auth/scope";
import { type Passage, passagesOf } from "@/lib/knowledge/index/passages";
import { SegmentBuilder } from "@/lib/knowledge/index/segment";
import { packVector, signBits, VECTORS_PER_BLOB } from "@/lib/knowledge/index/vectors";
import { SEGMENT_FORMAT } from "@/lib/knowledge/read/reader-protocol";
import type { Scope, Store } from "@/lib/store";
import { openSqliteStore } from "@/lib/store/sqlite";
import type { AskRequest, AskResult } from "./ask.ts";
import { testSets } from "./corpus.ts";
import { DIMENSIONS, MODEL, madeUpVector } from "./made-up.ts";

import { blocksOf } from "./systems.ts";

/** `cpuMs`: processor time a question, which a busy machine does not stretch. */
export type QuerySpeed = AskResult & {
  passages: number;
  files: number;
  /** Dimensions, or null when words alone decide. */
  vectors: number | null;
};

const COUNTS = [1_000, 10_000, 100_000];
const PER_FILE = 2_500;

/** The documentation's passages over and over, each time with other words, so that every copy is a different text. */
function* endless(base: Passage[]): Generator<Passage> {
  for (let round = 0; ; round++) {
    for (const passage of base) {
      const text =
        round === 0
          ? passage.text
          : passage.text.replace(/\b(\w{5,})\b/g, (w) => (w.length % 7 === round % 7 ? `${w}${round}` : w));
      yield { ...passage, text, hash: `${passage.hash}${round}` };
    }
  }
}

export async function querySpeed(): Promise<QuerySpeed[]> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "bench-retrieval-"));
  try {
    const set = (await testSets()).at(-1);
    const base: Passage[] = [];
    for (const file of set?.files ?? []) base.push(...passagesOf(await blocksOf(file)));
    const store = await openSqliteStore({ dataDir });
    const user = { email: "bench@example.com", name: "Bench", passwordHash: null };
    const { id: userId } = await store.users.create(user);
    const projects = new Map<number, string>();
    for (const count of COUNTS) {
      projects.set(count, await fill(store, scopeOf({ userId }), count, endless(base)));
    }
    await store.close();
    const questions = (set?.questions ?? []).map(({ question }) => question);
    const out: QuerySpeed[] = [];
    for (const [passages, projectId] of projects) {
      for (const vectors of [null, DIMENSIONS]) {
        const asked = await askApart({ dataDir, userId, projectId, questions, vectors: vectors !== null });
        out.push({ passages, files: Math.ceil(passages / PER_FILE), vectors, ...asked });
      }
    }
    return out;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** In a process that holds nothing but the open store, so that its memory says something. */
async function askApart(request: AskRequest): Promise<AskResult> {
  const child = fork(new URL("./ask.ts", import.meta.url), [], { execArgv: process.execArgv });
  child.send(request);
  const [result] = (await once(child, "message")) as [AskResult];
  return result;
}

async function* oneByte() {
  yield new Uint8Array([120]);
}

async function fill(store: Store, scope: Scope, count: number, texts: Iterator<Passage>): Promise<string> {
  const settings = { model: "demo", temperature: 0, maxTokens: 1 };
  const project = await store.projects.create(scope, { name: `${count}`, description: "", settings }, 10);
  for (let at = 0; at < count; at += PER_FILE) {
    const body = await store.files.putBody(scope, oneByte(), 10);
    const input = { ...body, filename: `part-${at}.md`, mimeType: "text/markdown", providerFileId: null };
    const file = await store.files.create(scope, project.id, { ...input, status: "uploaded" }, 100);
    if (!file) throw new Error("no file");
    await store.jobs.enqueue(scope, project.id, file.id, "read", 0);
    const lease = `bench-${at}`;
    const job = await store.jobs.claim({ lease, leaseUntil: Date.now() + 600_000, now: Date.now() });
    if (!job) throw new Error("no job");
    const held = { jobId: job.id, lease };
    const segmentId = `${count}-${at}`;
    const builder = new SegmentBuilder();
    const size = Math.min(PER_FILE, count - at);
    for (let ordinal = 0; ordinal < size; ordinal++) {
      const blob = builder.add({ ...(texts.next().value as Passage), ordinal });
      if (blob) await store.segments.put(held, segmentId, [blob]);
    }
    const { stats, blobs } = builder.finish();
    await store.segments.put(held, segmentId, blobs);
    const unit = Array.from({ length: size }, (_, i) => madeUpVector(at + i));
    const codes = { kind: "c", n: 0, data: new Uint8Array(Buffer.concat(unit.map(signBits))) };
    await store.segments.put(held, segmentId, [codes, ...vectorBlobs(unit)]);
    const vectors = { model: MODEL, dimensions: DIMENSIONS };
    const segment = { id: segmentId, fileId: job.fileId, format: SEGMENT_FORMAT, vectors, ...stats };
    await store.segments.publish(held, segment, null);
    await store.jobs.release(held, null);
  }
  return project.id;
}

function vectorBlobs(vectors: Float32Array[]) {
  return Array.from({ length: Math.ceil(vectors.length / VECTORS_PER_BLOB) }, (_, n) => {
    const own = vectors.slice(n * VECTORS_PER_BLOB, (n + 1) * VECTORS_PER_BLOB);
    return { kind: "v", n, data: new Uint8Array(Buffer.concat(own.map(packVector))) };
  });
}
