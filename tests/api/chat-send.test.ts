import { DefaultChatTransport, readUIMessageStream, type UIMessage } from "ai";
import { describe, expect, it } from "vitest";
import * as chatRoute from "@/app/api/chat/[projectId]/route";
import * as promptsRoute from "@/app/api/projects/[projectId]/prompts/route";
import { call } from "../support/api";
import {
  chatBench,
  createProject,
  eventually,
  getChat,
  messages,
  SseReader,
  send,
  textOf,
} from "../support/chat";
import { onEachEngine } from "../support/engines";
import { numberedText } from "../support/numbered";

onEachEngine(() => {
  const bench = chatBench({ PROVIDER_FIRST_BYTE_MS: "1000", PROVIDER_IDLE_MS: "1000" });
  const lastBody = () => bench.provider.chats().at(-1)?.body;

  describe("a plain send", () => {
    it("answers with text, usage, ids, model and finish reason, and keeps both messages", async () => {
      const { status, body } = await send(bench, "Hello there");
      expect(status).toBe(200);
      expect(body).toEqual({
        success: true,
        data: {
          message: "You said: Hello there",
          usage: { prompt_tokens: 2, completion_tokens: 4, total_tokens: 6 },
          chatId: expect.stringMatching(/^[0-9a-f]{24}$/),
          messageId: expect.stringMatching(/^[0-9a-f]{24}$/),
          model: "scripted-echo",
          finishReason: "stop",
        },
      });
      const stored = await messages(bench, body.data.chatId);
      expect(stored).toEqual([
        expect.objectContaining({ role: "user", parentId: null, status: "complete" }),
        expect.objectContaining({
          id: body.data.messageId,
          role: "assistant",
          status: "complete",
          usage: body.data.usage,
          model: "scripted-echo",
          finishReason: "stop",
          configId: expect.stringMatching(/^[0-9a-f]{64}$/),
        }),
      ]);
      expect(stored.map(textOf)).toEqual(["Hello there", "You said: Hello there"]);
      expect(stored[1]?.parentId).toBe(stored[0]?.id);
      expect(await getChat(bench, body.data.chatId)).toMatchObject({
        running: false,
        projectId: bench.projectId,
      });
    });

    it("sends the prompts in order with their roles, the history, then the message, and the settings as given", async () => {
      const projectId = await createProject(bench.me, { temperature: 0, maxTokens: 77 });
      for (const [role, content] of [
        ["system", "Be brief."],
        ["user", "Q"],
        ["assistant", "A"],
      ]) {
        await call(promptsRoute, "POST /api/projects/x/prompts", {
          token: bench.me.token,
          params: { projectId },
          body: { role, content },
        });
      }
      const who = { ...bench, projectId };
      const first = await send(who, "One");
      await send(who, "Two", { chatId: first.body.data.chatId });
      expect(lastBody()).toMatchObject({
        model: "scripted-echo",
        temperature: 0,
        max_tokens: 77,
        messages: [
          { role: "system", content: "Be brief." },
          { role: "user", content: "Q" },
          { role: "assistant", content: "A" },
          { role: "user", content: "One" },
          { role: "assistant", content: "You said: One" },
          { role: "user", content: "Two" },
        ],
      });
    });

    it("estimates the usage that the provider does not report", async () => {
      const { body } = await send(
        bench,
        "[[no-usage]] Twelve words or so make an answer that has some tokens here.",
      );
      expect(body.data.usage.completion_tokens).toBeGreaterThan(8);
      expect(body.data.usage.total_tokens).toBe(
        body.data.usage.prompt_tokens + body.data.usage.completion_tokens,
      );
    });

    it("says when the limit ended the reply", async () => {
      const projectId = await createProject(bench.me, { maxTokens: 12 });
      const { body } = await send({ ...bench, projectId }, "[[length]]");
      expect(body.data).toMatchObject({ message: numberedText(12), finishReason: "length" });
    });

    it("answers through a hiccup of the provider", async () => {
      const { status, body } = await send(bench, "[[rate-limit retry=0.1]] Made it.");
      expect([status, body.data.message]).toEqual([200, "Made it."]);
    });

    it.each([
      ["[[error-before]]", 502, "provider_failed", ""],
      ["[[error-before status=401]]", 502, "provider_failed", ""],
      ["[[error-after]]", 502, "provider_failed", numberedText(5)],
      ["[[cut]]", 502, "provider_failed", numberedText(5)],
      ["[[stall-first]]", 504, "provider_timeout", ""],
      ["[[stall-mid]]", 504, "provider_timeout", numberedText(3)],
    ])("of %s is %i %s, and the partial text is kept", async (message, status, code, partial) => {
      const projectId = await createProject(bench.me, {});
      const answer = await send({ ...bench, projectId }, message);
      expect(answer.status).toBe(status);
      expect(answer.body).toMatchObject({ success: false, code, requestId: expect.any(String) });
      if (status === 502) expect(answer.body.message).toBe("Failed to generate AI response");
      expect(JSON.stringify(answer.body)).not.toMatch(/Scripted|sk-/);
      const { default: _, ...chats } = await import("@/app/api/projects/[projectId]/chats/route").then(
        (m) => ({
          default: null,
          ...m,
        }),
      );
      const list = await call(chats, "GET /api/projects/x/chats", {
        token: bench.me.token,
        params: { projectId },
      });
      const [chat] = list.body.data.chats;
      expect(chat.running).toBe(false);
      const [, reply] = await messages(bench, chat.id);
      expect(reply).toMatchObject({ status: "failed", finishReason: "error" });
      expect(textOf(reply)).toBe(partial);
      const again = await send({ ...bench, projectId }, "Go on", { chatId: chat.id });
      expect(again.status).toBe(200);
    });

    it("takes a message of 100,000 characters where the model does, and refuses one more", async () => {
      const long = `[[say]] ${"word ".repeat(20_000)}`.slice(0, 100_000);
      expect((await send(bench, long)).status).toBe(200);
      const { status, body } = await send(bench, `${long}x`);
      expect(status).toBe(400);
      expect(body.errors).toEqual([
        { path: "message", message: "Message must be at most 100000 characters" },
      ]);
    });

    it("names the limit when a message alone is too long for the model, and stores nothing", async () => {
      const projectId = await createProject(bench.me, { model: "gpt-3.5-turbo" });
      const before = bench.provider.chats().length;
      const { status, body } = await send({ ...bench, projectId }, "one two ".repeat(12_000));
      expect(status).toBe(400);
      expect(body).toMatchObject({ code: "validation_failed", errors: [{ path: "message" }] });
      expect(body.errors[0].message).toMatch(/the limit is \d+/);
      expect(bench.provider.chats()).toHaveLength(before);
    });
  });

  describe("a streamed send", () => {
    it("is an AI SDK UI message stream with ids, metadata and the end", async () => {
      const { status, headers, response } = await send(bench, "Hi", { stream: true });
      expect(status).toBe(200);
      expect(headers.get("x-vercel-ai-ui-message-stream")).toBe("v1");
      expect(headers.get("content-type")).toMatch(/^text\/event-stream/);
      const reader = await new SseReader(response).all();
      expect(reader.chunk("start")).toMatchObject({
        messageId: expect.any(String),
        messageMetadata: {
          chatId: expect.any(String),
          model: "scripted-echo",
          createdAt: expect.any(String),
        },
      });
      expect(reader.text).toBe("You said: Hi");
      expect(reader.chunk("finish")).toMatchObject({
        finishReason: "stop",
        messageMetadata: { usage: { total_tokens: expect.any(Number) }, finishReason: "stop" },
      });
      expect(reader.events.at(-1)?.data).toBe("[DONE]");
      const stored = await messages(bench, reader.chatId);
      expect(stored[1]).toMatchObject({ id: reader.messageId, status: "complete" });
    });

    it("is chosen by the Accept header, unless the body says otherwise", async () => {
      const accept = { headers: { accept: "text/event-stream" } };
      const streamed = await send(bench, "Hi", {}, accept);
      expect(streamed.headers.get("content-type")).toMatch(/event-stream/);
      await streamed.response.text();
      const plain = await send(bench, "Hi", { stream: false }, accept);
      expect(plain.body.data.message).toBe("You said: Hi");
    });

    it("starts at once, whatever the provider does", async () => {
      const at = Date.now();
      const { response } = await send(bench, "[[slow first=900 tokens=2]]", { stream: true });
      const reader = new SseReader(response);
      await reader.next();
      expect(Date.now() - at).toBeLessThan(500);
      expect(reader.chunk("start")).toBeDefined();
      await reader.all();
      expect(reader.text).toBe(numberedText(2));
    });

    it("passes text on as it comes", async () => {
      const { response } = await send(bench, "[[clock ms=20 tokens=30]]", { stream: true });
      const reader = await new SseReader(response).all();
      const late = reader.events
        .filter((e) => e.data.includes('"text-delta"'))
        .flatMap((e) =>
          (JSON.parse(e.data).delta.trim().split(" ") as string[]).map((t) => e.at - Number(t)),
        );
      expect(late).toHaveLength(30);
      // Generous for a busy machine; the benchmark holds the real figure.
      expect(late.toSorted((a, b) => a - b)[15]).toBeLessThan(50);
    });

    it.each(["[[error-before]]", "[[error-after]]", "[[cut]]", "[[stall-first]]", "[[garbage]]"])(
      "of %s ends with an error part that tells nothing",
      async (message) => {
        const { status, response } = await send(bench, message, { stream: true });
        expect(status).toBe(200);
        const reader = await new SseReader(response).all();
        expect(reader.chunk("error")).toEqual({ type: "error", errorText: "Failed to generate AI response" });
        expect(reader.chunk("finish")).toMatchObject({ finishReason: "error" });
        expect(reader.events.at(-1)?.data).toBe("[DONE]");
        const [, reply] = await messages(bench, reader.chatId);
        expect(reply?.status).toBe("failed");
        expect(textOf(reply)).toBe(reader.text);
      },
    );

    it("can be read by the AI SDK's own client", async () => {
      const transport = new DefaultChatTransport<UIMessage>({
        api: `http://app.test:3000/api/chat/${bench.projectId}`,
        headers: { Authorization: `Bearer ${bench.me.token}`, Accept: "text/event-stream" },
        prepareSendMessagesRequest: ({ messages: list }) => {
          const [part] = list.at(-1)?.parts ?? [];
          return { body: { message: part?.type === "text" ? part.text : "" } };
        },
        fetch: async (_url, init) => {
          const body = JSON.parse(String(init?.body));
          const headers = Object.fromEntries(new Headers(init?.headers));
          const { response } = await call(chatRoute, `POST /api/chat/${bench.projectId}`, {
            params: { projectId: bench.projectId },
            body,
            headers,
          });
          return response;
        },
      });
      const stream = await transport.sendMessages({
        trigger: "submit-message",
        chatId: "local",
        messageId: undefined,
        messages: [{ id: "u", role: "user", parts: [{ type: "text", text: "[[reasoning]]" }] }],
        abortSignal: undefined,
      });
      let last: UIMessage | undefined;
      for await (const message of readUIMessageStream({ stream })) last = message;
      expect(last?.parts).toEqual([
        { type: "step-start" },
        expect.objectContaining({ type: "reasoning", text: expect.stringMatching(/^Let me think/) }),
        expect.objectContaining({ type: "text", text: "The answer is 42." }),
      ]);
    });

    it("ends with the run, not with the viewer", async () => {
      const { response } = await send(bench, "[[slow ms=20 tokens=20]]", { stream: true });
      const reader = await new SseReader(response).until((r) => r.text.length > 0);
      await reader.cancel();
      await eventually(async () => (await messages(bench, reader.chatId))[1]?.status === "complete");
      const [, reply] = await messages(bench, reader.chatId);
      expect(textOf(reply)).toBe(numberedText(20));
    });
  });
});
