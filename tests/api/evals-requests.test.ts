import { afterAll, beforeAll, expect, it } from "vitest";
import * as requestRoute from "@/app/api/projects/[projectId]/eval-runs/[runId]/results/[resultId]/request/route";
import { scopeOf } from "@/lib/auth";
import { lastAnswer, startEvals, stopEvals } from "@/lib/evals";
import { startReading, stopReading } from "@/lib/knowledge/jobs/loop";
import type { ResultRequest } from "@/lib/schemas";
import { call, signUp } from "../support/api";
import { chatBench, createProject, send } from "../support/chat";
import { onOneEngine } from "../support/engines";
import * as evals from "../support/eval-calls";
import { caseFrom, resultsOf, runToEnd, setWith } from "../support/eval-calls";
import { give } from "../support/knowledge";
import { png } from "../support/pictures";
import { addPrompt, data, failure, updatePrompt } from "../support/project-calls";
import { makeRelease, setLive } from "../support/release-calls";

onOneEngine(() => {
  const bench = chatBench();
  beforeAll(startEvals);
  beforeAll(startReading);
  afterAll(stopReading);
  afterAll(stopEvals);
  const token = () => bench.me.token;
  const requestOf = (projectId: string, runId: string, resultId: string, who = token()) =>
    call(requestRoute, `GET /api/projects/${projectId}/eval-runs/${runId}/results/${resultId}/request`, {
      token: who,
      params: { projectId, runId, resultId },
    });
  const sent = (marker: string) =>
    bench.provider
      .chats()
      .filter(({ body }) => JSON.stringify(body?.messages).includes(marker))
      .map(({ body }) => body?.messages);

  it("says of each answer what the model received, word for word, on both sides", async () => {
    const projectId = await createProject(bench.me, {});
    const added = data(await addPrompt(token(), projectId, { content: "Speak of {{town}}." }));
    await give(bench.me, projectId, "spares.md", "# Spares\n\nThe replacement filter has the number F-1187.");
    await makeRelease(token(), projectId);
    await setLive(token(), projectId, 1);
    await updatePrompt(token(), projectId, added.prompt.id, { content: "Speak kindly of {{town}}." });
    const { setId, ids } = await setWith(token(), projectId, [
      {
        question: "Which filter, marker one?",
        turns: [
          { role: "user", content: "Hi" },
          { role: "assistant", content: "Hello" },
        ],
        variables: { town: "Bern" },
      },
    ]);
    const run = await runToEnd(token(), projectId, { testSetId: setId, candidate: "draft" });
    const received = sent("marker one");
    expect(received).toHaveLength(2);
    const results = await resultsOf(token(), projectId, run.id);
    for (const { id, side } of results) {
      const request = data(await requestOf(projectId, run.id, id)).request as ResultRequest;
      expect(received).toContainEqual(request.messages);
      expect(request.messages[0]?.content).toBe(
        side === "candidate" ? "Speak kindly of Bern." : "Speak of Bern.",
      );
      expect(request.messages.at(-1)?.content).toContain("F-1187");
      expect(request).toMatchObject({ model: "scripted-echo", temperature: 0.7, maxTokens: 1000 });
    }
    const scope = scopeOf({ userId: bench.me.id });
    const last = await lastAnswer(scope, projectId, setId, ids[0] ?? "");
    expect(last?.output).toBe(results.find(({ side }) => side === "candidate")?.output);
    expect(last?.passages[0]?.text).toContain("F-1187");
    expect(await lastAnswer(scope, projectId, setId, "0".repeat(24))).toBeNull();
    const id = results[0]?.id ?? "";
    expect((await requestOf(projectId, run.id, "x")).status).toBe(404);
    expect((await requestOf(projectId, run.id, id, (await signUp()).token)).status).toBe(404);
  });

  it("gives the assistant the files of a case, text and pictures, and refuses foreign ones", async () => {
    const projectId = await createProject(bench.me, { model: "gpt-4o" });
    const note = await give(bench.me, projectId, "note.txt", "The door code is 7731.");
    const picture = await give(bench.me, projectId, "door.png", png(2, 2));
    const { setId, ids } = await setWith(token(), projectId, [
      { question: "marker two", fileIds: [note.id, picture.id] },
    ]);
    const run = await runToEnd(token(), projectId, { testSetId: setId, candidate: "draft" });
    const [messages] = sent("marker two");
    const last = messages?.at(-1)?.content as unknown as { type: string; text?: string }[];
    expect(last.map(({ type }) => type)).toEqual(["text", "image_url"]);
    expect(last[0]?.text).toContain("[Attached: note.txt; door.png]");
    expect(last[0]?.text).toContain("7731");
    const [result] = await resultsOf(token(), projectId, run.id);
    const request = data(await requestOf(projectId, run.id, result?.id ?? "")).request as ResultRequest;
    expect(request.messages.at(-1)).toMatchObject({
      content: last[0]?.text,
      pictures: [{ mediaType: "image/png" }],
    });

    const other = await createProject(bench.me, {});
    const foreign = (await give(bench.me, other, "other.txt", "x")).id;
    const refused = await evals.cases("POST")(token(), setId, { question: "x", fileIds: [foreign] });
    expect([failure(refused)[1], refused.body.errors[0].path]).toEqual(["validation_failed", "fileIds.0"]);
    const changed = await evals.testCase("PUT")(token(), ids[0] ?? "", { fileIds: [foreign] });
    expect(changed.body.errors[0].path).toBe("fileIds.0");

    const { chatId, messageId } = (await send({ me: bench.me, projectId }, "Chat", { fileIds: [note.id] }))
      .body.data;
    expect((await caseFrom(token(), chatId, messageId, {})).body.data.case.fileIds).toEqual([note.id]);
  });
});
