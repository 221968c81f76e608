import { expect, it } from "vitest";
import * as feedbackRoute from "@/app/api/chats/[chatId]/messages/[messageId]/feedback/route";
import * as listRoute from "@/app/api/projects/[projectId]/feedback/route";
import { call, signUp } from "../support/api";
import { chatBench, messages, send } from "../support/chat";
import { onEachEngine } from "../support/engines";
import { expectGoodPlans } from "../support/mongo-plans";

onEachEngine(() => {
  expectGoodPlans();
  const bench = chatBench({ MODEL_PRICES: '{"scripted-echo":{"prompt":1,"completion":2}}' });
  const rate = (chatId: string, messageId: string, body: object) =>
    call(feedbackRoute, `PUT /api/chats/${chatId}/messages/${messageId}/feedback`, {
      token: bench.me.token,
      params: { chatId, messageId },
      body,
    });
  const list = async (query = "", token = bench.me.token) => {
    const { projectId } = bench;
    return call(listRoute, `GET /api/projects/${projectId}/feedback?${query}`, {
      token,
      params: { projectId },
    });
  };

  it("lists rated replies by rating, reason and time, last first, to whoever may see them", async () => {
    const first = (await send(bench, "What does it cost?")).body.data;
    const second = (await send(bench, "Who are you?")).body.data;
    const third = (await send(bench, "Nobody rates this")).body.data;
    await rate(first.chatId, first.messageId, {
      rating: "down",
      reasons: ["incorrect", "tone"],
      note: "Name it",
    });
    const between = new Date().toISOString();
    await new Promise((done) => setTimeout(done, 5));
    expect(
      (await rate(second.chatId, second.messageId, { rating: "up", reasons: ["tone"] })).body.data.message,
    ).toMatchObject({ feedback: { rating: "up" } });

    const all = await list();
    expect(all.body.data.feedback.map((item: { messageId: string }) => item.messageId)).toEqual([
      second.messageId,
      first.messageId,
    ]);
    expect(all.body.data.feedback[1]).toMatchObject({
      chatId: first.chatId,
      rating: "down",
      reasons: ["incorrect", "tone"],
      note: "Name it",
      question: "What does it cost?",
      answer: "You said: What does it cost?",
    });
    const found = async (query: string) =>
      (await list(query)).body.data.feedback.map((item: { messageId: string }) => item.messageId);
    expect(await found("rating=down")).toEqual([first.messageId]);
    expect(await found("reason=tone")).toEqual([first.messageId]);
    expect(await found("reason=too-long")).toEqual([]);
    expect(await found(`from=${between}`)).toEqual([second.messageId]);
    expect(await found(`to=${between}`)).toEqual([first.messageId]);
    const page = await list("limit=1");
    expect(await found(`limit=1&cursor=${page.body.data.nextCursor}`)).toEqual([first.messageId]);
    expect((await list("rating=fine")).status).toBe(400);
    expect((await list("", (await signUp()).token)).status).toBe(404);

    await rate(first.chatId, first.messageId, { rating: null });
    expect(await found("")).toEqual([second.messageId]);
    expect((await rate(third.chatId, third.messageId, { rating: "down", reasons: ["ugly"] })).status).toBe(
      400,
    );
  });

  it("a reply says how long it took and what it cost", async () => {
    const { chatId } = (await send(bench, "How long?")).body.data;
    const [question, answer] = await messages(bench, chatId);
    expect(question).not.toHaveProperty("timing");
    expect(answer?.timing?.total).toBeGreaterThanOrEqual(answer?.timing?.first ?? Number.NaN);
    const usage = answer?.usage;
    expect(answer?.cost).toBeCloseTo(
      ((usage?.prompt_tokens ?? 0) + 2 * (usage?.completion_tokens ?? 0)) / 1e6,
      12,
    );
  });
});
