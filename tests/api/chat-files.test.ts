import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as requestRoute from "@/app/api/chats/[chatId]/messages/[messageId]/request/route";
import * as shareRoute from "@/app/api/chats/[chatId]/share/route";
import * as fileRoute from "@/app/api/projects/[projectId]/files/[fileId]/route";
import * as sharedRoute from "@/app/api/shared/[token]/route";
import { startReading, stopReading } from "@/lib/knowledge/jobs/loop";
import { call, setVariables, signUp } from "../support/api";
import { chatBench, createProject, messages, putProject, regenerate, SseReader, send } from "../support/chat";
import { onEachEngine } from "../support/engines";
import { give, upload } from "../support/knowledge";
import { png } from "../support/pictures";

const MISSING = "0123456789abcdef01234567";
type Content = string | { type: string; text?: string; image_url?: { url: string } }[];

onEachEngine((engine) => {
  const bench = chatBench();
  const sent = () => bench.provider.chats().at(-1)?.body?.messages as { role: string; content: Content }[];
  const seeing = async (settings: object = {}) => ({
    me: bench.me,
    projectId: await createProject(bench.me, { model: "gpt-4o-mini", ...settings }),
  });
  const why = async (chatId: string, messageId: string) =>
    (await call(requestRoute, "GET /x", { token: bench.me.token, params: { chatId, messageId } })).body.data
      .request;
  beforeAll(() => startReading());
  afterAll(stopReading);

  describe("files of a message", () => {
    it("must be the project's own: foreign, malformed and missing look alike", async () => {
      const who = await seeing();
      const stranger = await signUp();
      const own = await upload(bench.me, who.projectId, "a.png", png());
      const elsewhere = await upload(bench.me, bench.projectId, "b.png", png());
      const foreign = await upload(stranger, await createProject(stranger, {}), "c.png", png());
      const { status, body } = await send(who, "Look", {
        fileIds: [own.id, elsewhere.id, foreign.id, MISSING, "no id"],
      });
      expect(status).toBe(400);
      expect(body.code).toBe("validation_failed");
      expect(body.errors.map((e: { path: string }) => e.path)).toEqual([
        "fileIds.1",
        "fileIds.2",
        "fileIds.3",
        "fileIds.4",
      ]);
      expect(new Set(body.errors.map((e: { message: string }) => e.message)).size).toBe(1);
      const many = await send(who, "Look", { fileIds: Array.from({ length: 11 }, () => own.id) });
      expect(many.body.errors[0].path).toBe("fileIds");
      expect((await send(who, "Look", { fileIds: "x" })).body.errors[0].path).toBe("fileIds");
    });

    it("are stored as file parts, and pictures reach a model that sees as data", async () => {
      const who = await seeing();
      const bytes = png(3, 3);
      const file = await upload(bench.me, who.projectId, "plan.png", bytes);
      const { status, body } = await send(who, "What is this?", { fileIds: [file.id, file.id] });
      expect(status).toBe(200);
      const url = `data:image/png;base64,${bytes.toString("base64")}`;
      const text = "What is this?\n\n[Attached: plan.png]";
      expect(sent().at(-1)).toEqual({
        role: "user",
        content: [
          { type: "text", text },
          { type: "image_url", image_url: { url } },
        ],
      });
      const [question] = await messages(who, body.data.chatId);
      expect(question?.parts).toEqual([
        {
          type: "file",
          mediaType: "image/png",
          filename: "plan.png",
          url: `/api/projects/${who.projectId}/files/${file.id}/content`,
        },
        { type: "text", text: "What is this?" },
      ]);
      const told = await why(body.data.chatId, body.data.messageId);
      expect(told.messages.at(-1)).toEqual({
        role: "user",
        content: text,
        pictures: [
          { mediaType: "image/png", url: `/api/projects/${who.projectId}/files/${file.id}/content` },
        ],
      });
    });

    it("go along with a streamed reply, another answer and the turns after it", async () => {
      const who = await seeing();
      const file = await upload(bench.me, who.projectId, "plan.png", png());
      const reader = new SseReader((await send(who, "Look", { fileIds: [file.id], stream: true })).response);
      await reader.all();
      expect(sent().at(-1)?.content).toHaveLength(2);
      const { chatId, messageId } = reader;
      await regenerate(who, chatId, { messageId });
      expect(sent().at(-1)?.content).toHaveLength(2);
      const later = await send(who, "And now?", { chatId });
      expect(sent().at(-1)?.content).toBe("And now?");
      expect(sent().at(-3)?.content).toHaveLength(2);
      const params = { projectId: who.projectId, fileId: file.id };
      await call(fileRoute, "DELETE /x", { token: bench.me.token, params });
      await regenerate(who, chatId, { messageId: later.body.data.messageId });
      expect(sent().at(-3)?.content).toBe("Look\n\n[Attached: plan.png (a picture that you were not given)]");
    });

    it("are said to be unseen where the model can't see, unless VISION_MODELS names it", async () => {
      const who = await seeing({ model: "scripted-echo" });
      const file = await upload(bench.me, who.projectId, "plan.png", png());
      const { body } = await send(who, "Look", { fileIds: [file.id] });
      const blind = "Look\n\n[Attached: plan.png (a picture that you were not given)]";
      expect(sent().at(-1)).toEqual({ role: "user", content: blind });
      expect((await why(body.data.chatId, body.data.messageId)).messages.at(-1)).toEqual({
        role: "user",
        content: blind,
      });
      const undo = setVariables({ VISION_MODELS: "other, scripted-*" });
      await send(who, "Look", { fileIds: [file.id] });
      undo();
      expect(sent().at(-1)?.content).toHaveLength(2);
    });

    it("are read to their end before the answer begins, whole, also where searching is off", async () => {
      const who = await seeing({ knowledge: { enabled: false } });
      const secret = "The harbour master is called Ottoline.";
      const file = await upload(
        bench.me,
        who.projectId,
        "port.md",
        `# Port\n\n${secret}\n\n# Rates\n\nNone.`,
      );
      const { body } = await send(who, "Summarise", { fileIds: [file.id] });
      const fence = sent().at(-1);
      expect(fence?.role).toBe("user");
      expect(fence?.content).toMatch(/never instructions[\s\S]*<passage-\w+ number="1" file="port.md"/);
      expect(fence?.content).toContain(secret);
      expect(String(fence?.content)).toMatch(/\n\nSummarise\n\n\[Attached: port\.md\]$/);
      expect(body.data.sources[0].filename).toBe("port.md");
      const told = await why(body.data.chatId, body.data.messageId);
      expect(told.messages).toEqual(sent());
      // A later turn of the same chat still finds it.
      await send(who, "Who is the harbour master?", { chatId: body.data.chatId });
      expect(sent().at(-1)?.content).toContain(secret);
      // Another chat of a project that does not search its files does not.
      await send(who, "Who is the harbour master?");
      expect(JSON.stringify(sent())).not.toContain("Ottoline");
    });

    it("that do not fit are searched for what the question asks", async () => {
      const who = await seeing({ maxTokens: 1_000 });
      await putProject(bench.me, who.projectId, { settings: { knowledge: { enabled: false } } });
      const filler = Array.from(
        { length: 300 },
        (_, i) => `## Part ${i}\n\n${`Sand and gravel ${i}. `.repeat(40)}`,
      );
      filler[150] = "## Keeper\n\nThe lighthouse keeper is called Barnaby.";
      const file = await give(bench.me, who.projectId, "long.md", filler.join("\n\n"));
      await send(who, "What is the lighthouse keeper called?", { fileIds: [file.id] });
      const fence = String(sent().at(-1)?.content);
      expect(fence).toContain("Barnaby");
      expect(fence.length).toBeLessThan(60_000);
    });

    it("keep a failure of the provider understandable, and the message with its files", async () => {
      const who = await seeing();
      const file = await upload(bench.me, who.projectId, "plan.png", png());
      const { status, body } = await send(who, "[[error-before status=400]] x", { fileIds: [file.id] });
      expect(status).toBe(502);
      expect(body.message).toBe("Failed to generate AI response");
      expect(body.errors[0].message).toMatch(/^gpt-4o-mini may not take pictures/);
      expect(JSON.stringify(body)).not.toContain("sk-secret");
      const plain = await send(who, "[[error-before status=400]] y");
      expect(plain.body.message).toBe("Failed to generate AI response");
      const reader = new SseReader(
        (await send(who, "[[error-before status=400]] z", { fileIds: [file.id], stream: true })).response,
      );
      await reader.all();
      expect(JSON.stringify(reader.chunks)).toContain("may not take pictures");
      expect((await messages(who, reader.chatId))[0]?.parts[0]?.type).toBe("file");
    });

    it("belong to the request that a key stands for", async () => {
      const who = await seeing();
      const file = await upload(bench.me, who.projectId, "plan.png", png());
      const headers = { "Idempotency-Key": `files-${engine}` };
      const first = await send(who, "Look", { fileIds: [file.id] }, { headers });
      const same = await send(who, "Look", { fileIds: [file.id] }, { headers });
      expect(same.body.data.messageId).toBe(first.body.data.messageId);
      expect((await send(who, "Look", {}, { headers })).status).toBe(409);
    });

    it("are shared and exported by name alone", async () => {
      const who = await seeing();
      const file = await upload(bench.me, who.projectId, "plan.png", png());
      const { chatId } = (await send(who, "Look", { fileIds: [file.id] })).body.data;
      const made = await call(shareRoute, "POST /x", { token: bench.me.token, params: { chatId }, body: {} });
      const { body } = await call(sharedRoute, "GET /x", { params: { token: made.body.data.token } });
      expect(body.data.chat.messages[0]).toMatchObject({
        text: "Look",
        files: [{ filename: "plan.png", mediaType: "image/png" }],
      });
      expect(JSON.stringify(body)).not.toContain(file.id);
      expect(JSON.stringify(body)).not.toContain(who.projectId);
    });

    it("are told of by the demo model, which can't see", async () => {
      const undo = setVariables({ OPENAI_BASE_URL: undefined, OPENAI_API_KEY: undefined });
      const who = await seeing();
      const file = await upload(bench.me, who.projectId, "plan.png", png());
      const { body } = await send(who, "Look", { fileIds: [file.id] });
      undo();
      expect(body.data.message).toMatch(/“plan.png”. The demo model can't see pictures/);
    });

    it.runIf(engine === "sqlite")(
      "are refused when their pictures are more than a request carries",
      async () => {
        const who = await seeing();
        const size = 10.5 * 1024 * 1024;
        const one = await upload(bench.me, who.projectId, "1.png", png(2, 2, [1, 1, 1], size));
        const two = await upload(bench.me, who.projectId, "2.png", png(2, 2, [2, 2, 2], size));
        const { status, body } = await send(who, "Look", { fileIds: [one.id, two.id] });
        expect(status).toBe(400);
        expect(body.errors).toEqual([
          {
            path: "fileIds",
            message: "The pictures are too large: one message carries at most 20 MB of them",
          },
        ]);
        const { chatId } = (await send(who, "One", { fileIds: [one.id] })).body.data;
        await send(who, "Two", { fileIds: [two.id], chatId });
        // Of both the newer one goes.
        expect(sent().at(-1)?.content).toHaveLength(2);
        expect(sent().at(-3)?.content).toMatch(/1\.png \(a picture that you were not given\)/);
      },
    );
  });
});
