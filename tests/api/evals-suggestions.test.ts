import { afterAll, beforeAll, expect, it } from "vitest";
import * as suggestionsRoute from "@/app/api/projects/[projectId]/case-suggestions/route";
import { suggestCases } from "@/lib/evals";
import { startReading, stopReading } from "@/lib/knowledge/jobs/loop";
import type { SuggestionGroup } from "@/lib/schemas";
import { call, signUp } from "../support/api";
import { chatBench, createProject, regenerate, SseReader, send, stop } from "../support/chat";
import { onOneEngine } from "../support/engines";
import { caseFrom, feedback } from "../support/eval-calls";
import { give } from "../support/knowledge";
import { data } from "../support/project-calls";

onOneEngine(() => {
  const bench = chatBench();
  beforeAll(startReading);
  afterAll(stopReading);
  const token = () => bench.me.token;
  const suggest = (projectId: string, who = token()) =>
    call(suggestionsRoute, `GET /api/projects/${projectId}/case-suggestions`, {
      token: who,
      params: { projectId },
    });
  const groupsOf = async (projectId: string): Promise<SuggestionGroup[]> =>
    data(await suggest(projectId)).groups;

  it("suggests what was disliked, stopped, answered again or asked in other words", async () => {
    const projectId = await createProject(bench.me, {});
    const who = { me: bench.me, projectId };
    const ask = async (text: string) =>
      (await send(who, text)).body.data as { chatId: string; messageId: string };
    await ask("Fine");
    const bad = await ask("Bad");
    await feedback(token(), bad.chatId, bad.messageId, { rating: "down", note: "Name the price" });
    const again = await ask("Again");
    await regenerate(who, again.chatId, { messageId: again.messageId });
    const edited = await ask("First words");
    await send(who, "Better words", { chatId: edited.chatId, parentId: null });
    const { response } = await send(who, "[[slow ms=20 tokens=500]] Slow", { stream: true });
    const { chatId } = await new SseReader(response).until((r) => r.text !== "");
    await stop(who, chatId);

    const found = (await groupsOf(projectId)).flatMap(({ suggestions }) => suggestions);
    const byQuestion = Object.fromEntries(found.map((one) => [one.question.slice(0, 5), one]));
    expect(Object.keys(byQuestion).toSorted()).toEqual(["Again", "Bad", "First", "[[slo"]);
    expect(byQuestion.Bad).toMatchObject({
      chatId: bad.chatId,
      messageId: bad.messageId,
      answer: "You said: Bad",
      reasons: ["thumbs-down"],
      note: "Name the price",
    });
    expect(byQuestion.Again?.reasons).toEqual(["regenerated"]);
    expect(byQuestion.First?.reasons).toEqual(["edited"]);
    expect(byQuestion["[[slo"]?.reasons).toEqual(["stopped"]);
    // Nobody's but their own, and a case is no suggestion any more.
    expect((await suggest(projectId, (await signUp()).token)).status).toBe(404);
    await caseFrom(token(), bad.chatId, bad.messageId, {});
    const left = (await groupsOf(projectId)).flatMap(({ suggestions }) => suggestions);
    expect(left).toHaveLength(3);
  });

  it("puts together what was answered from the same passages, of the last 30 days alone", async () => {
    const projectId = await createProject(bench.me, {});
    const who = { me: bench.me, projectId };
    await give(bench.me, projectId, "spares.md", "# Spares\n\nThe replacement filter has the number F-1187.");
    const down = async (text: string) => {
      const { chatId, messageId } = (await send(who, text)).body.data;
      await feedback(token(), chatId, messageId, { rating: "down" });
    };
    await down("Which number has the replacement filter?");
    await down("Where is the filter number printed?");
    const [first] = await groupsOf(projectId);
    expect(first?.suggestions.map(({ question }) => question)).toEqual([
      "Where is the filter number printed?",
      "Which number has the replacement filter?",
    ]);
    expect(first?.passages[0]).toMatchObject({ filename: "spares.md", answers: 2 });
    const { scopeOf } = await import("@/lib/auth");
    const later = Date.now() + 31 * 24 * 3_600_000;
    expect((await suggestCases(scopeOf({ userId: bench.me.id }), projectId, later)).groups).toEqual([]);
  });
});
