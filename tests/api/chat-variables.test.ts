import { beforeEach, describe, expect, it } from "vitest";
import * as requestRoute from "@/app/api/chats/[chatId]/messages/[messageId]/request/route";
import { call } from "../support/api";
import {
  chatBench,
  continueReply,
  createProject,
  getChat,
  messages,
  patchChat,
  regenerate,
  send,
  textOf,
} from "../support/chat";
import { onOneEngine } from "../support/engines";
import { addPrompt, createProject as postProject, updatePrompt } from "../support/project-calls";

onOneEngine(() => {
  const bench = chatBench();
  let projectId: string;
  let promptId: string;
  const who = () => ({ ...bench, projectId });
  const system = () => bench.provider.chats().at(-1)?.body?.messages?.[0]?.content;
  const errors = ({ status, body }: { status: number; body: { code?: string; errors?: unknown } }) => [
    status,
    body.code,
    body.errors,
  ];
  const write = async (content: string) => {
    const answer = await updatePrompt(bench.me.token, projectId, promptId, { content });
    expect(answer.status).toBe(200);
  };

  beforeEach(async () => {
    projectId = await createProject(bench.me, {});
    const content = "Speak {{ language = English }} to {{name}}.";
    promptId = (await addPrompt(bench.me.token, projectId, { content })).body.data.prompt.id;
  });

  describe("variables", () => {
    it("fill the prompts, with defaults for what is not given", async () => {
      await send(who(), "Hello", { variables: { name: "Ada" } });
      expect(system()).toBe("Speak English to Ada.");
      await send(who(), "Hello", { variables: { name: "", language: "French {{name}} $&" } });
      expect(system()).toBe("Speak French {{name}} $& to .");
    });

    it("are refused when one without a default is missing, before anything is stored or sent", async () => {
      const before = bench.provider.chats().length;
      const answer = await send(who(), "Hello", { variables: { language: "French" } });
      expect(errors(answer)).toEqual([
        400,
        "validation_failed",
        [{ path: "variables.name", message: "A value for name is required" }],
      ]);
      expect(bench.provider.chats().length).toBe(before);
      expect((await send(who(), "Hello", { stream: true })).status).toBe(400);
    });

    it("that no prompt asks for are ignored", async () => {
      const answer = await send(who(), "Hello", { variables: { name: "Ada", other: "x", "a.b": "$" } });
      expect(answer.status).toBe(200);
      expect((await getChat(bench, answer.body.data.chatId)) as object).toMatchObject({
        variables: { name: "Ada" },
      });
    });

    it.each([
      [{ name: 1 }, "variables.name", "A variable's value must be text"],
      [{ name: "x".repeat(10_001) }, "variables.name", "A variable's value must be at most 10000 characters"],
      [
        { ["n".repeat(65)]: "" },
        `variables.${"n".repeat(65)}`,
        "A variable's name must be at most 64 characters",
      ],
      ["text", "variables", "Variables must be an object of texts"],
      [
        Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`v${i}`, ""])),
        "variables",
        "At most 50 variables can be given",
      ],
      [
        Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`v${i}`, "x".repeat(10_000)])),
        "variables",
        "All values together must be at most 100000 characters",
      ],
    ])("that break a limit are refused by name (%#)", async (variables, path, message) => {
      const answer = await send(who(), "Hello", { variables });
      expect(errors(answer)).toEqual([400, "validation_failed", [{ path, message }]]);
    });

    it("are remembered by the chat for sends, regenerate and continue, until a later send changes them", async () => {
      const first = (await send(who(), "One", { variables: { name: "Ada" } })).body.data;
      const { chatId } = first;
      await send(who(), "Two", { chatId });
      expect(system()).toBe("Speak English to Ada.");
      const third = await send(who(), "Three", { chatId, variables: { language: "Dutch" } });
      expect(system()).toBe("Speak Dutch to Ada.");
      await regenerate(bench, chatId, { messageId: third.body.data.messageId });
      expect(system()).toBe("Speak Dutch to Ada.");
      await patchChat(bench, chatId, { variables: { name: "Eve", other: "x" } });
      expect(await getChat(bench, chatId)).toMatchObject({ variables: { name: "Eve" } });
      const { messageId } = (await send(who(), "A new root", { chatId, parentId: null })).body.data;
      expect(system()).toBe("Speak English to Eve.");
      expect(await regenerate(bench, chatId, { messageId })).toMatchObject({ status: 200 });
      expect(system()).toBe("Speak English to Eve.");
    });

    it("fill the prompts of a continued reply too", async () => {
      const project = await createProject(bench.me, { model: "scripted-length" });
      await addPrompt(bench.me.token, project, { content: "For {{name}}." });
      const { chatId, messageId } = (
        await send({ ...bench, projectId: project }, "Go", { variables: { name: "Ada" } })
      ).body.data;
      await continueReply(bench, chatId, { messageId });
      expect(system()).toBe("For Ada.");
    });

    it("stay in the record of what was sent, whatever is changed later", async () => {
      await write("\\{{name}} is {{name}}, {{language=English}}.");
      const { chatId, messageId } = (await send(who(), "Hello", { variables: { name: "Ada {{language}}" } }))
        .body.data;
      const received = bench.provider.chats().at(-1)?.body?.messages;
      expect(received?.[0]?.content).toBe("{{name}} is Ada {{language}}, English.");
      await write("Nothing to fill.");
      await patchChat(bench, chatId, { variables: {} });
      const params = { chatId, messageId };
      const line = `GET /api/chats/${chatId}/messages/${messageId}/request`;
      const answer = await call(requestRoute, line, { token: bench.me.token, params });
      expect(answer.body.data.request.messages).toEqual(received);
    });

    it("are part of what an idempotency key stands for", async () => {
      const headers = { "Idempotency-Key": `variables-${projectId}` };
      const ask = (name: string) =>
        send(who(), "Hello", {}, { headers, body: { message: "Hello", variables: { name } } });
      const [first, again, other] = [await ask("Ada"), await ask("Ada"), await ask("Eve")];
      expect(again.body.data.messageId).toBe(first.body.data.messageId);
      expect(other.body.code).toBe("idempotency_mismatch");
    });

    it("in a message are plain text", async () => {
      const { chatId } = (await send(who(), "I am {{name}}", { variables: { name: "Ada" } })).body.data;
      expect((await messages(bench, chatId)).map(textOf)).toEqual([
        "I am {{name}}",
        "You said: I am {{name}}",
      ]);
    });

    it("can't be more than the limits in prompts", async () => {
      const many = (from: number, count: number) =>
        Array.from({ length: count }, (_, i) => `{{v${from + i}}}`).join("");
      const content = many(0, 48);
      expect((await addPrompt(bench.me.token, projectId, { content })).status).toBe(201);
      const message = "The prompts of a project take at most 50 variables; these are 51";
      expect(errors(await addPrompt(bench.me.token, projectId, { content: many(100, 1) }))).toEqual([
        400,
        "validation_failed",
        [{ path: "content", message }],
      ]);
      expect(
        errors(await updatePrompt(bench.me.token, projectId, promptId, { content: many(200, 3) })),
      ).toEqual([400, "validation_failed", [{ path: "content", message }]]);
      const whole = { name: "New", prompts: [{ content: many(0, 51) }] };
      expect(errors(await postProject(bench.me.token, whole))).toEqual([
        400,
        "validation_failed",
        [{ path: "prompts", message }],
      ]);
    });
  });
});
