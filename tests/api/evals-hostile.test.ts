import { expect, it } from "vitest";
import * as exportRoute from "@/app/api/test-sets/[setId]/export/route";
import * as importRoute from "@/app/api/test-sets/[setId]/import/route";
import { call, type Person, signUp } from "../support/api";
import { createProject } from "../support/chat";
import { onOneEngine } from "../support/engines";
import { cases, setWith } from "../support/eval-calls";
import { data } from "../support/project-calls";

onOneEngine(() => {
  let me: Person;
  const newSet = async (bodies: object[] = []) => {
    me ??= await signUp();
    return (await setWith(me.token, await createProject(me, {}), bodies)).setId;
  };
  const importInto = (setId: string, body: object) =>
    call(importRoute, `POST /api/test-sets/${setId}/import`, { token: me.token, params: { setId }, body });
  const exportAs = async (setId: string, format: string) => {
    const query = { format };
    const line = `GET /api/test-sets/${setId}/export`;
    return (await call(exportRoute, line, { token: me.token, params: { setId }, query })).response.text();
  };
  const read = async (setId: string) => data(await cases("GET")(me.token, setId)).cases;

  it("a spreadsheet gets no formula from what strangers asked, and the file comes back as it was", async () => {
    const questions = [
      '=HYPERLINK("https://evil.example")',
      "+1",
      "-1 degrees?",
      "@SUM(A1)",
      "'=quoted",
      "'plain",
      "\t=1",
    ];
    const setId = await newSet(
      questions.map((question) => ({
        question,
        reference: question,
        checks: [{ type: "equals", value: "=1+1" }],
        tags: ["-x"],
        variables: { town: "=2" },
      })),
    );
    const csv = await exportAs(setId, "csv");
    for (const line of csv.split("\n")) {
      for (const cell of line.split(",")) expect(cell.replace(/^"/, "")).not.toMatch(/^[=+\-@\t\r]/);
    }
    const other = await newSet();
    expect(data(await importInto(other, { format: "csv", content: csv })).unmapped).toEqual([]);
    const [before, after] = [await read(setId), await read(other)];
    for (const [index, item] of before.entries()) {
      const { question, reference, checks, tags, variables } = item;
      expect(after[index]).toMatchObject({ question, reference, checks, tags, variables });
    }
  });

  it.each([
    [
      "json",
      '{"cases":[{"question":"Q","__proto__":{"polluted":1},"variables":{"__proto__":"x","constructor":"y"}}]}',
    ],
    [
      "json",
      '{"tests":[{"vars":{"question":"Q","__proto__":{"polluted":1},"constructor":"y"},"assert":[{"type":"__proto__"},{"type":"constructor","value":"x"},{"type":"not-toString"}]}]}',
    ],
    [
      "promptfoo",
      "defaultTest: { vars: { __proto__: { polluted: 1 } } }\ntests:\n  - vars: { question: Q, __proto__: { polluted: 1 }, constructor: y }\n    __proto__: { polluted: 1 }\n    assert: [{ type: __proto__ }, { type: hasOwnProperty, value: x }]\n",
    ],
    ["csv", "question,__proto__,constructor,prototype,__expected\nQ,polluted,y,z,constructor: x\n"],
  ])("keys of prototypes in %s are texts like others", async (format, content) => {
    const setId = await newSet();
    const answer = data(await importInto(setId, { format, content }));
    expect(answer.cases).toMatchObject([{ question: "Q" }]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(answer.cases[0].variables)).toBe(Object.prototype);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it.each([
    [
      "promptfoo",
      `a: &a [x, x, x, x, x, x, x, x, x]\n${[..."bcdefgh"].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${"abcdefg"[i]}`).join(", ")}]`).join("\n")}\ntests: *h\n`,
    ],
    ["promptfoo", "tests: !!js/function 'function () { process.exit(1) }'\n"],
    ["promptfoo", "tests:\n  - !<tag:yaml.org,2002:js/undefined> ''\n"],
    ["promptfoo", `tests: ${"{a: ".repeat(61)}1${"}".repeat(61)}\n`],
    ["promptfoo", `${"a".repeat(250_001)}`],
    ["json", "[".repeat(100_000)],
    ["json", `${'{"cases":'.repeat(5_000)}[]${"}".repeat(5_000)}`],
  ])("what would grow, run or nest without end in %s adds nothing: %#", async (format, content) => {
    const setId = await newSet();
    const { status, body } = await importInto(setId, { format, content });
    expect(status === 400 || body.data.cases.length === 0, `${status}`).toBe(true);
    if (status === 400) expect(body.errors[0].path).toMatch(/^content|^cases/);
    expect(await read(setId)).toEqual([]);
  });

  it("names field and limit of what is too long in a row", async () => {
    const setId = await newSet();
    const long = await importInto(setId, { format: "csv", content: `question\n${"a".repeat(100_001)}\n` });
    expect(long.body.errors[0]).toMatchObject({
      path: "cases.0.question",
      message: expect.stringContaining("100000"),
    });
    const checks = Array.from({ length: 21 }, (_, i) => `__expected${i}`);
    const wide = await importInto(setId, {
      format: "csv",
      content: `question,${checks.join(",")}\nQ,${checks.map(() => "icontains: x").join(",")}\n`,
    });
    expect(wide.body.errors[0]).toMatchObject({
      path: "cases.0.checks",
      message: expect.stringContaining("20"),
    });
    expect(await read(setId)).toEqual([]);
  });
});
