import { describe, expect, it } from "vitest";
import * as requestRoute from "@/app/api/chats/[chatId]/messages/[messageId]/request/route";
import { call } from "../support/api";
import { chatBench, createProject, eventually, messages, send } from "../support/chat";
import { onOneEngine } from "../support/engines";
import { addPrompt, data } from "../support/project-calls";
import { preview } from "../support/version-calls";

type Said = { role: string; content: string };

onOneEngine(() => {
  const bench = chatBench();
  const sent = () => bench.provider.chats().at(-1)?.body?.messages;

  describe("a provider with a strict template", () => {
    it("answers after a reply that failed, and is shown to have got what it got", async () => {
      const projectId = await createProject(bench.me, { model: "strict-model" });
      await addPrompt(bench.me.token, projectId, { content: "Be kind." });
      await addPrompt(bench.me.token, projectId, { content: "Q", role: "user" });
      await addPrompt(bench.me.token, projectId, { content: "A", role: "assistant" });
      await addPrompt(bench.me.token, projectId, { content: "Be brief." });
      const who = { ...bench, projectId };
      const first = await send(who, "One");
      expect(first.status).toBe(200);
      const { chatId } = first.body.data;
      expect((await send(who, "[[error-before status=401]]", { chatId })).status).toBe(502);
      const shown = data(await preview(bench.me.token, projectId, { chatId, message: "[[say]] Three" }));
      const third = await send(who, "[[say]] Three", { chatId });
      expect(third.status).toBe(200);
      expect(sent()?.at(-1)?.content).toBe("[[say]] Three");
      expect(sent()?.map(({ role }) => role)).toEqual([
        "system",
        "user",
        "assistant",
        "user",
        "assistant",
        "user",
      ]);
      expect(sent()?.[0]?.content).toBe("Be kind.\n\nBe brief.");
      expect(shown.preview.messages.map(({ role, content }: Said) => ({ role, content }))).toEqual(sent());
      const { messageId } = third.body.data;
      await eventually(async () => {
        const list = await messages({ me: bench.me }, chatId);
        return list.at(-1)?.status === "complete" ? list : undefined;
      });
      const line = `GET /api/chats/${chatId}/messages/${messageId}/request`;
      const why = await call(requestRoute, line, { token: bench.me.token, params: { chatId, messageId } });
      expect(why.body.data.request.messages).toEqual(sent());
    });
  });
});
