import { execFileSync, spawnSync } from "node:child_process";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { pythonLiteral } from "@/components/reference/code-samples";
import { operationMarkdown, referenceMarkdown } from "@/components/reference/markdown";
import { type ApiDocument, referenceOf } from "@/components/reference/view-model";
import { errorCodes } from "@/lib/errors";
import { openapiDocument } from "@/lib/openapi";
import { operations } from "@/lib/openapi/operations";

const document = JSON.parse(JSON.stringify(openapiDocument("1.2.3"))) as ApiDocument;
const reference = referenceOf(document, "https://chat.example.com");
const views = reference.chapters.flatMap((chapter) => chapter.operations);
const samples = (language: string) =>
  views.flatMap((view) => view.samples.filter((sample) => sample.language === language));

describe("the reference", () => {
  it("has every operation once, each with words, an anchor of its own, answers and codes that exist", () => {
    expect(views.map(({ id }) => id).sort()).toEqual(operations.map(({ id }) => id).sort());
    const anchors = [...views.map(({ id }) => id), ...reference.chapters.map(({ anchor }) => anchor)];
    expect(new Set(anchors).size).toBe(anchors.length);
    for (const view of views) {
      expect(view.id).toMatch(/^[a-zA-Z]+$/);
      expect(view.summary, view.id).toBeTruthy();
      expect(view.description, view.id).toBeTruthy();
      expect(view.answers.length, view.id).toBeGreaterThan(0);
      for (const code of view.answers.flatMap(({ codes }) => codes)) expect(errorCodes).toContain(code);
    }
  });

  it("tells who may, what goes in and what is refused", () => {
    const view = views.find(({ id }) => id === "createKey");
    expect(view?.access).toContain("API keys are refused");
    expect(view?.bodies[0]?.fields.map(({ name }) => name)).toContain("budget.tokensPerDay");
    expect(view?.answers.find(({ status }) => status === "409")?.codes).toEqual(["limit_reached"]);
    expect(views.find(({ id }) => id === "sendMessage")?.access).toContain("scope chat");
  });

  it("writes Markdown of one operation and of all", () => {
    const [view] = views;
    if (!view) throw new Error("no operation");
    expect(operationMarkdown(view)).toContain(`\`${view.method} ${view.path}\``);
    const all = referenceMarkdown(reference);
    for (const { summary } of views) expect(all).toContain(`### ${summary}\n`);
  });
});

describe("the samples", () => {
  it("in curl are what a shell reads", () => {
    const result = spawnSync("sh", ["-n"], {
      input: samples("curl")
        .map(({ code }) => code)
        .join("\n"),
    });
    expect(result.stderr.toString()).toBe("");
    expect(samples("curl")).toHaveLength(operations.length);
  });

  it("in Node are what JavaScript reads", () => {
    const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
    for (const { code } of samples("node")) {
      const inside = code.replace(/^import \{ \w+ \} from "[\w:]+";$/gm, "");
      expect(() => new AsyncFunction(inside), code).not.toThrow();
    }
  });

  it("in Python are what Python reads, where there is one", () => {
    const code = samples("python").map((sample) => sample.code);
    const script = "import ast, json, sys\nfor code in json.load(sys.stdin): ast.parse(code)";
    if (spawnSync("python3", ["--version"]).status !== 0) return;
    execFileSync("python3", ["-c", script], { input: JSON.stringify(code), stdio: ["pipe", "pipe", "pipe"] });
    expect(pythonLiteral({ a: [true, null, 'x"'] })).toBe('{"a": [True, None, "x\\""]}');
  });
});

describe("the examples", () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  ajv.addSchema({ $id: "document", components: document.components });
  const faults = (schema: object, example: unknown) => {
    const own = JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/');
    const validate = ajv.compile(JSON.parse(own) as object);
    return validate(example) ? null : ajv.errorsText(validate.errors);
  };

  it("of requests pass the schemas that the routes parse with", () => {
    for (const { id, body, document: form } of operations) {
      const schema = typeof body === "object" ? body : form;
      const example = views
        .find((view) => view.id === id)
        ?.bodies.find((one) => one.example !== undefined)?.example;
      if (schema) expect(schema.safeParse(example).error?.issues ?? [], id).toEqual([]);
    }
  });

  it("of answers and named schemas are valid", () => {
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      const [example] = schema.examples as unknown[];
      expect(faults({ $ref: `#/components/schemas/${name}` }, example), name).toBeNull();
    }
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const { responses } of Object.values(methods)) {
        for (const [status, { content = {} }] of Object.entries(responses)) {
          const { schema, example } = content["application/json"] ?? {};
          if (schema && example !== undefined)
            expect(faults(schema, example), `${path} ${status}`).toBeNull();
        }
      }
    }
  });
});
