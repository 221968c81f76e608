import { Parser } from "htmlparser2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as caseOfMessage from "@/app/api/chats/[chatId]/messages/[messageId]/case/route";
import * as feedbackRoute from "@/app/api/chats/[chatId]/messages/[messageId]/feedback/route";
import * as reportRoute from "@/app/api/projects/[projectId]/eval-runs/[runId]/report/route";
import * as exportRoute from "@/app/api/test-sets/[setId]/export/route";
import * as importRoute from "@/app/api/test-sets/[setId]/import/route";
import { startEvals, stopEvals } from "@/lib/evals";
import { call } from "../support/api";
import { chatBench, createProject, messages, send } from "../support/chat";
import { onOneEngine } from "../support/engines";
import { cases, resultsOf, review, runToEnd, sets, setWith } from "../support/eval-calls";
import { data } from "../support/project-calls";

const PROMPTFOO = `
prompts: [file://prompt.txt]
providers: [openai:gpt-5]
defaultTest:
  assert:
    - { type: not-icontains, value: sorry }
tests:
  - description: Opening hours
    vars:
      question: When do you open?
      messages: [{ role: user, content: Hi }, { role: assistant, content: Hello }]
      town: Bern
    options: { transform: output.trim() }
    assert:
      - { type: icontains, value: nine }
      - { type: javascript, value: "process.exit(1)" }
      - { type: llm-rubric, value: Is polite, provider: openai:gpt-5 }
      - { type: python, value: file://grade.py }
      - { type: factuality, value: At nine }
      - { type: levenshtein, threshold: 4, value: At nine. }
      - { type: is-json, value: { type: object } }
      - { type: regex, value: "(?=a)b" }
  - file://more.yaml
  - vars: { topic: No question }
`;

onOneEngine(() => {
  const bench = chatBench();
  beforeAll(startEvals);
  afterAll(stopEvals);
  const token = () => bench.me.token;
  const newSet = async () => {
    const projectId = await createProject(bench.me, {});
    return { projectId, ...(await setWith(token(), projectId, [])) };
  };
  const importInto = (setId: string, body: object) =>
    call(importRoute, `POST /api/test-sets/${setId}/import`, { token: token(), params: { setId }, body });
  const exportAs = (setId: string, format: string) =>
    call(exportRoute, `GET /api/test-sets/${setId}/export`, {
      token: token(),
      params: { setId },
      query: { format },
    });

  describe("an import", () => {
    it("maps promptfoo's assertions by name, lists the rest, and runs nothing", async () => {
      const { setId } = await newSet();
      const answer = data(await importInto(setId, { format: "promptfoo", content: PROMPTFOO }));
      expect(answer.cases).toHaveLength(1);
      expect(answer.cases[0]).toMatchObject({
        name: "Opening hours",
        question: "When do you open?",
        turns: [{ content: "Hi" }, { content: "Hello" }],
        variables: { town: "Bern" },
        reference: "At nine",
        checks: [
          { type: "contains", all: ["sorry"], not: true },
          { type: "contains", all: ["nine"] },
          { type: "meets", criteria: "Is polite" },
          { type: "agrees" },
          { type: "near", value: "At nine.", distance: 4 },
          { type: "json", schema: { type: "object" } },
        ],
      });
      expect(answer.unmapped.map(({ path }: { path: string }) => path)).toEqual([
        "prompts",
        "providers",
        "tests.0.options",
        "tests.0.assert.1",
        "tests.0.assert.2.provider",
        "tests.0.assert.3",
        "tests.0.assert.7",
        "tests.1",
        "tests.2.vars.question",
      ]);
    });

    it("comes back from its own exports", async () => {
      const { setId } = await newSet();
      await importInto(setId, { format: "promptfoo", content: PROMPTFOO });
      const before = data(await cases("GET")(token(), setId)).cases;
      for (const format of ["json", "promptfoo", "csv"]) {
        const file = await exportAs(setId, format);
        expect(file.status).toBe(200);
        const content = await file.response.text();
        const other = await newSet();
        const again = data(await importInto(other.setId, { format, content })).cases;
        expect(again[0]).toMatchObject({
          name: before[0].name,
          question: before[0].question,
          turns: before[0].turns,
          variables: before[0].variables,
          reference: "At nine",
        });
        const types = (list: { type: string }[]) => list.map(({ type }) => type);
        expect(types(again[0].checks)).toEqual(types(before[0].checks));
      }
    });

    it("reads CSV with expectations and refuses what it can't read, all or none", async () => {
      const { setId } = await newSet();
      const csv =
        "question,town,__expected1,__expected2,__expected3,__expected4,__expected5,__metric\n" +
        "How far?,Bern,icontains: km,note: 10 km,python: f(),is-json,cost(0.01),x\n,x,,,,,,\n" +
        "Which?,,equals,regex,levenshtein(2): Bern,,,\n";
      const answer = data(await importInto(setId, { format: "csv", content: csv }));
      expect(answer.cases[0]).toMatchObject({
        question: "How far?",
        variables: { town: "Bern" },
        checks: [
          { type: "contains", all: ["km"] },
          { type: "equals", value: "note: 10 km" },
          { type: "json" },
          { type: "cost", max: 0.01 },
        ],
      });
      // A word alone is what the answer equals, also where it is an assertion's name.
      expect(answer.cases[1].checks).toMatchObject([
        { type: "equals", value: "equals" },
        { type: "equals", value: "regex" },
        { type: "near", value: "Bern", distance: 2 },
      ]);
      expect(answer.unmapped.map(({ path }: { path: string }) => path)).toEqual([
        "__metric",
        "rows.0.__expected.2",
        "rows.1",
      ]);
      for (const [format, content] of [
        ["json", "{"],
        ["json", "{}"],
        ["promptfoo", "tests: [&a [*a, *a"],
        ["promptfoo", "[".repeat(200_000)],
        ["promptfoo", "? ".repeat(100_000)],
        ["promptfoo", "- ".repeat(100_000)],
        ["promptfoo", "#\n".repeat(150_000)],
      ]) {
        expect((await importInto(setId, { format, content })).body.errors[0].path).toBe("content");
      }
      const many = `question\n${"x\n".repeat(501)}`;
      expect((await importInto(setId, { format: "csv", content: many })).body.code).toBe("limit_reached");
      const faulty = await importInto(setId, { cases: [{ question: "ok" }, { question: "" }] });
      expect(faulty.body.errors[0].path).toBe("cases.1.question");
      const regex = await importInto(setId, {
        cases: [{ question: "ok", checks: [{ type: "regex", pattern: "(" }] }],
      });
      expect(regex.body.errors[0].path).toBe("cases.0.checks.0.pattern");
      expect(data(await cases("GET")(token(), setId)).cases).toHaveLength(2);
    });
  });

  describe("a case from a chat", () => {
    it("keeps the turns above, the question and what it should have said", async () => {
      const projectId = await createProject(bench.me, {});
      const who = { me: bench.me, projectId };
      const { chatId } = (await send(who, "First")).body.data;
      await send(who, "Second", { chatId });
      const reply = (await messages(who, chatId)).at(-1);
      const messageId = reply?.id ?? "";
      await call(feedbackRoute, `PUT /api/chats/${chatId}/messages/${messageId}/feedback`, {
        token: token(),
        params: { chatId, messageId },
        body: { rating: "down", note: "Should name the price" },
      });
      const line = `POST /api/chats/${chatId}/messages/${messageId}/case`;
      const made = await call(caseOfMessage, line, {
        token: token(),
        params: { chatId, messageId },
        body: {},
      });
      expect(made.status).toBe(201);
      expect(made.body.data.case).toMatchObject({
        question: "Second",
        turns: [
          { role: "user", content: "First" },
          { role: "assistant", content: "You said: First" },
        ],
        checks: [{ type: "meets", criteria: "Should name the price", required: true }],
        source: { chatId, messageId },
      });
      const [set] = data(await sets("GET")(token(), projectId)).testSets;
      expect(set).toMatchObject({ id: made.body.data.case.testSetId, name: "From chats", cases: 1 });
      const own = { expected: "Should be in German", testSetId: set.id };
      const second = await call(caseOfMessage, line, {
        token: token(),
        params: { chatId, messageId },
        body: own,
      });
      expect(second.body.data.case.checks).toMatchObject([
        { type: "meets", criteria: "Should be in German" },
      ]);
      const unknown = await call(caseOfMessage, line.replace(messageId, "x"), {
        token: token(),
        params: { chatId, messageId: "x" },
        body: {},
      });
      expect(unknown.status).toBe(404);
    });
  });

  describe("a report", () => {
    it("is written as JSON, JUnit, CSV and Markdown", async () => {
      const projectId = await createProject(bench.me, {});
      const { setId } = await setWith(token(), projectId, [
        { name: "Fine <&>", question: "[[say]] Fine \u0001 <b>", checks: [{ type: "finish" }] },
        { name: "Bad", question: "[[say]] =1+1", checks: [{ type: "contains", value: "good" }] },
        { name: "Broken", question: "[[error-before status=400]]", checks: [{ type: "finish" }] },
        { name: "Nothing", question: "[[say]] x" },
      ]);
      const run = await runToEnd(token(), projectId, { testSetId: setId, candidate: "draft" });
      const report = (format: string) =>
        call(reportRoute, `GET /api/projects/${projectId}/eval-runs/${run.id}/report`, {
          token: token(),
          params: { projectId, runId: run.id },
          query: { format },
        });
      expect(data(await report("json")).cases).toHaveLength(4);

      const junit = await (await report("junit")).response.text();
      const tags: Record<string, Record<string, string>[]> = {};
      let text = "";
      const parser = new Parser(
        {
          onopentag: (name, attributes) => {
            tags[name] = [...(tags[name] ?? []), attributes];
          },
          ontext: (piece) => {
            text += piece;
          },
        },
        { xmlMode: true },
      );
      parser.end(junit);
      expect(tags.testsuite?.[0]).toMatchObject({ tests: "4", failures: "1", errors: "1", skipped: "1" });
      expect(tags.testcase?.map(({ name }) => name)).toEqual(["Fine <&>", "Bad", "Broken", "Nothing"]);
      expect(tags.failure?.[0]?.message).toContain("good");
      expect(text).toContain("<b>");
      expect(junit).not.toContain("\u0001");

      const csv = await (await report("csv")).response.text();
      expect(csv).toContain("'=1+1");
      const markdown = await (await report("md")).response.text();
      expect(markdown).toContain("## Gate");
    });

    it("shows how far people agree with the judge", async () => {
      const projectId = await createProject(bench.me, {});
      const { setId } = await setWith(token(), projectId, [
        { question: "[[say]] a", checks: [{ type: "finish" }] },
      ]);
      const run = await runToEnd(token(), projectId, { testSetId: setId, candidate: "draft" });
      const [result] = await resultsOf(token(), projectId, run.id);
      const reviewed = await review(token(), projectId, run.id, result?.id ?? "", { agree: false });
      expect(data(reviewed).result.review).toMatchObject({ agree: false, by: bench.me.id });
      expect((await review(token(), projectId, run.id, "x", { agree: true })).status).toBe(404);
      expect((await review(token(), projectId, run.id, result?.id ?? "", {})).status).toBe(400);
      const beyond = await review(token(), projectId, run.id, result?.id ?? "", { agree: true, check: 19 });
      expect(beyond.body.errors[0].path).toBe("check");
    });
  });
});
