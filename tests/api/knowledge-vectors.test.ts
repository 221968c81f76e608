import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scopeOf } from "@/lib/auth/scope";
import { newId } from "@/lib/ids";
import { startReading, stopReading } from "@/lib/knowledge/jobs/loop";
import { getStore, type Scope } from "@/lib/store";
import { setVariables, signUp } from "../support/api";
import { chatBench, createProject, eventually, send } from "../support/chat";
import { onOneEngine } from "../support/engines";
import { fixture, give } from "../support/knowledge";

const QUESTION = "Which number has the replacement filter?";
/** Lets a file's vectors pass for those of a model that gives none. */
async function pretendVectors(scope: Scope, projectId: string, fileId: string, segmentId: string) {
  const { jobs, segments } = await getStore();
  const lease = newId();
  await eventually(async () => {
    await jobs.enqueue(scope, projectId, fileId, "embed", 0);
    const job = await jobs.claim({ lease, leaseUntil: Date.now() + 60_000, now: Date.now() });
    if (!job) return false;
    const held = { jobId: job.id, lease };
    const vectors = { model: "broken-embeddings", dimensions: 64 };
    const done = job.fileId === fileId && (await segments.setVectors(held, segmentId, vectors));
    await jobs.release(held, null);
    return done;
  });
}
onOneEngine(() => {
  beforeAll(startReading);
  afterAll(stopReading);

  describe("answers with an embedding model", () => {
    const bench = chatBench({ EMBEDDING_MODEL: "text-embedding-3-small" });

    it("use vectors as soon as the file has them, and words until then", async () => {
      const { results, search } = await import("../support/knowledge");
      await give(bench.me, bench.projectId, "manual.pdf", fixture("manual.pdf"));
      expect(await results(bench.me, bench.projectId, QUESTION)).not.toHaveLength(0);
      await eventually(async () => {
        const { body } = await search(bench.me, bench.projectId, { query: QUESTION });
        return body.data.mode === "hybrid";
      });
      const [top] = await results(bench.me, bench.projectId, QUESTION);
      expect(top?.location).toEqual({ page: 2 });
      const inputs = bench.provider.requests.filter((request) => request.path.endsWith("/embeddings"));
      expect(inputs.length).toBeGreaterThan(1);
    });

    it("never compare vectors of two models: words alone until a file has those of the new one", async () => {
      const { search } = await import("../support/knowledge");
      const projectId = await createProject(bench.me, {});
      await give(bench.me, projectId, "manual.pdf", fixture("manual.pdf"));
      const mode = async () => (await search(bench.me, projectId, { query: QUESTION })).body.data.mode;
      await eventually(async () => (await mode()) === "hybrid", 60_000);
      const undo = setVariables({ EMBEDDING_MODEL: "text-embedding-3-large" });
      expect(await mode()).toBe("words");
      startReading();
      await eventually(async () => (await mode()) === "hybrid", 60_000);
      const { segments } = await getStore();
      const [segment] = await segments.list(scopeOf({ userId: bench.me.id }), projectId);
      expect(segment?.vectors?.model).toBe("text-embedding-3-large");
      undo();
    });

    it("go by words at once when the provider has no vectors to give, and don't ask it again each time", async () => {
      const { results, search } = await import("../support/knowledge");
      const projectId = await createProject(bench.me, {});
      await give(bench.me, projectId, "manual.pdf", fixture("manual.pdf"));
      const mode = async () => (await search(bench.me, projectId, { query: QUESTION })).body.data.mode;
      await eventually(async () => (await mode()) === "hybrid", 60_000);
      const undo = setVariables({ EMBEDDING_MODEL: "broken-embeddings" });
      const { segments } = await getStore();
      const scope = scopeOf({ userId: bench.me.id });
      const [segment] = await segments.list(scope, projectId);
      await pretendVectors(scope, projectId, segment?.fileId ?? "", segment?.id ?? "");
      const asked = () => bench.provider.requests.filter((r) => r.body?.model === "broken-embeddings").length;
      const before = asked();
      expect(await mode()).toBe("words");
      expect((await results(bench.me, projectId, QUESTION))[0]?.location).toEqual({ page: 2 });
      expect(asked() - before).toBe(1);
      undo();
    });
  });

  describe("answers of the demo model", () => {
    it("quote the passages with their marks", async () => {
      const undo = setVariables({
        OPENAI_BASE_URL: undefined,
        OPENAI_API_KEY: undefined,
        EMBEDDING_MODEL: undefined,
      });
      const me = await signUp();
      const projectId = await createProject(me, { model: "demo" });
      await give(me, projectId, "manual.pdf", fixture("manual.pdf"));
      const { body } = await send({ me, projectId }, QUESTION);
      expect(body.data.message).toMatch(/> .*FX-2210[\s\S]*manual\.pdf, page 2 \[1\]/);
      expect(body.data.sources[0].providerMetadata.knowledge.number).toBe(1);
      undo();
    });
  });
});
