import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startReading, stopReading } from "@/lib/knowledge/jobs/loop";
import { type Person, signUp } from "../support/api";
import { chatBench, continueReply, createProject, messages, putProject, send } from "../support/chat";
import { onEachEngine } from "../support/engines";
import { give } from "../support/knowledge";
import { expectGoodPlans } from "../support/mongo-plans";
import { addPrompt, data, deleteFile, failure, getProject, updatePrompt } from "../support/project-calls";
import {
  compareRelease,
  getRelease,
  listReleases,
  makeRelease,
  publications,
  setLive,
} from "../support/release-calls";

onEachEngine(() => {
  expectGoodPlans();
  const bench = chatBench();
  beforeAll(startReading);
  afterAll(stopReading);
  const project = async (prompt: string) => {
    const projectId = await createProject(bench.me, {});
    const added = data(await addPrompt(bench.me.token, projectId, { content: prompt }));
    return { me: bench.me, projectId, promptId: added.prompt.id as string };
  };
  const token = () => bench.me.token;
  const systemOf = () =>
    (bench.provider.chats().at(-1)?.body as { messages: { content: string }[] } | undefined)?.messages[0]
      ?.content;

  describe("releases", () => {
    it("answer the API once they are live, whatever the draft says by then", async () => {
      const who = await project("Say one.");
      expect((await getProject(token(), who.projectId)).body.data.project.liveRelease).toBeNull();
      const release = data(await makeRelease(token(), who.projectId, { note: "First" })).release;
      expect(release).toMatchObject({ number: 1, note: "First", live: false, replayable: true });
      const live = data(await setLive(token(), who.projectId, 1));
      expect(live).toMatchObject({ liveRelease: 1, publication: { kind: "publish", release: 1 } });
      await updatePrompt(token(), who.projectId, who.promptId, { content: "Say two." });

      const first = await send(who, "Hello");
      expect(systemOf()).toBe("Say one.");
      const { chatId } = first.body.data;
      await send(who, "And the draft?", { chatId, target: "draft" });
      expect(systemOf()).toBe("Say two.");
      await send(who, "By number", { chatId, target: 1 });
      expect(systemOf()).toBe("Say one.");
      const said = (await messages(who, chatId)).filter(({ role }) => role === "assistant");
      expect(said.map(({ release }) => release)).toEqual([1, null, 1]);
      expect((await send(who, "Which?", { target: 9 })).status).toBe(404);
      expect((await send(who, "Which?", { target: "newest" })).status).toBe(400);
    });

    it("go back, unpublish and keep a log; the draft stays as it is", async () => {
      const who = await project("Say one.");
      await makeRelease(token(), who.projectId);
      await updatePrompt(token(), who.projectId, who.promptId, { content: "Say two." });
      await makeRelease(token(), who.projectId);
      for (const release of [1, 2, 1, null]) {
        expect((await setLive(token(), who.projectId, release)).status).toBe(200);
      }
      const log = data(await publications(token(), who.projectId)).publications;
      expect(log.map(({ kind, release, previous }: never) => [kind, release, previous])).toEqual([
        ["unpublish", null, 1],
        ["rollback", 1, 2],
        ["publish", 2, 1],
        ["publish", 1, null],
      ]);
      expect(data(await getProject(token(), who.projectId)).project.prompts[0].content).toBe("Say two.");
      expect(data(await listReleases(token(), who.projectId)).releases).toHaveLength(2);
      expect((await setLive(token(), who.projectId, 7)).status).toBe(404);
      expect((await setLive(token(), who.projectId, "1")).status).toBe(400);
      const detail = data(await getRelease(token(), who.projectId, 1)).release;
      expect(detail.prompts).toEqual([{ role: "system", content: "Say one." }]);
      const { comparison } = data(await compareRelease(token(), who.projectId, 1, "draft"));
      expect(comparison.prompts[0]).toMatchObject({ kind: "changed", before: { content: "Say one." } });
      expect(data(await compareRelease(token(), who.projectId, 2, "draft")).comparison.same).toBe(true);
    });

    it("race safely: of many at once each moves the pointer from what it saw", async () => {
      const who = await project("Say one.");
      for (let i = 0; i < 3; i++) await makeRelease(token(), who.projectId);
      const answers = await Promise.all([1, 2, 3, 1, 2].map((n) => setLive(token(), who.projectId, n)));
      const log = data(await publications(token(), who.projectId)).publications;
      // Nobody who was told that it is live was written over.
      for (const answer of answers) {
        if (answer.status === 200) expect(log).toContainEqual(data(answer).publication);
        else expect(failure(answer).slice(0, 2)).toEqual([409, "stale_edit"]);
      }
      for (const [index, entry] of log.entries()) {
        expect(entry.previous).toBe(log[index + 1]?.release ?? null);
      }
      const { liveRelease } = data(await getProject(token(), who.projectId)).project;
      expect(liveRelease).toBe(log[0]?.release);
    });

    it("are not published with a new variable that chats have no value for", async () => {
      const who = await project("Say one.");
      await makeRelease(token(), who.projectId);
      await setLive(token(), who.projectId, 1);
      await updatePrompt(token(), who.projectId, who.promptId, { content: "Say {{what}} in {{tone=calm}}." });
      await makeRelease(token(), who.projectId);
      const refused = await setLive(token(), who.projectId, 2);
      expect(failure(refused)[1]).toBe("validation_failed");
      expect(refused.body.errors[0]).toMatchObject({ path: "release" });
    });

    it("end the replies that they began", async () => {
      const who = await project("Say one.");
      await putProject(bench.me, who.projectId, { settings: { model: "scripted-cut" } });
      await makeRelease(token(), who.projectId);
      await setLive(token(), who.projectId, 1);
      await updatePrompt(token(), who.projectId, who.promptId, { content: "Say two." });
      await putProject(bench.me, who.projectId, { settings: { model: "scripted-echo" } });
      const first = await send(who, "Hello", { stream: true });
      await first.response.text();
      await makeRelease(token(), who.projectId);
      await setLive(token(), who.projectId, 2);
      const chatId = await newestChat(who);
      const cut = (await messages(who, chatId)).at(-1);
      expect(cut).toMatchObject({ status: "failed", release: 1 });
      await continueReply(who, chatId, { messageId: cut?.id ?? "" });
      expect(systemOf()).toBe("Say one.");
    });

    it("are somebody's own", async () => {
      const who = await project("Say one.");
      await makeRelease(token(), who.projectId);
      const other: Person = await signUp();
      for (const answer of [
        await listReleases(other.token, who.projectId),
        await getRelease(other.token, who.projectId, 1),
        await setLive(other.token, who.projectId, 1),
        await publications(other.token, who.projectId),
        await makeRelease(other.token, who.projectId),
      ]) {
        expect(answer.status).toBe(404);
      }
    });

    it("find passages of files that have left the draft", async () => {
      const who = await project("Answer.");
      const text = "# Spares\n\nThe replacement filter has the number F-1187.";
      const { id: file } = await give(who.me, who.projectId, "spares.md", text);
      await makeRelease(token(), who.projectId);
      await setLive(token(), who.projectId, 1);
      expect((await deleteFile(token(), who.projectId, file)).status).toBe(200);
      const answer = await send(who, "Which number has the replacement filter?");
      expect(answer.body.data.sources[0].providerMetadata.knowledge.fileId).toBe(file);
      const draft = await send(who, "Which number has the replacement filter?", { target: "draft" });
      expect(draft.body.data.sources).toBeUndefined();
      const { release } = data(await getRelease(token(), who.projectId, 1));
      expect(release).toMatchObject({
        replayable: true,
        files: [{ id: file, inDraft: false, available: true }],
      });
      expect(release.keptBytes).toBeGreaterThan(0);
    });
  });

  async function newestChat(who: { projectId: string }): Promise<string> {
    const { getStore } = await import("@/lib/store");
    const { scopeOf } = await import("@/lib/auth/scope");
    const { chats } = await getStore();
    const page = await chats.list(scopeOf({ userId: bench.me.id }), who.projectId, { limit: 1 });
    return page.items[0]?.id ?? "";
  }
});
