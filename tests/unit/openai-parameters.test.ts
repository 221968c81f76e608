/** Every parameter that the vendor's own package knows works here, or is a 400 that names it: none is forgotten. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CHAT_UNSUPPORTED, chatCompletionSchema } from "@/lib/openai/chat-schema";
import { parseBody } from "@/lib/openai/parse";
import { RESPONSE_UNSUPPORTED, responseSchema } from "@/lib/openai/responses/schema";
import { responseObject } from "@/lib/openai/responses/shape";

/** Names of an interface's own members, as the package's declarations give them. */
function membersOf(file: string, name: string): string[] {
  const text = readFileSync(`node_modules/openai/resources/${file}`, "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  const from = text.indexOf("{", text.indexOf(`export interface ${name} `));
  const members: string[] = [];
  let depth = 0;
  let statement = "";
  for (const sign of text.slice(from)) {
    if ("{<(".includes(sign)) depth += 1;
    if ("}>)".includes(sign)) depth -= 1;
    if (depth === 0) break;
    statement += sign;
    if (sign !== ";" || depth !== 1) continue;
    const member = /^[{\s]*(?:readonly )?(\w+)\??:/.exec(statement)?.[1];
    if (member) members.push(member);
    statement = "";
  }
  return members;
}

const CHAT = { model: "m", messages: [{ role: "user", content: "Hi" }] };
const RESPONSE = { model: "m", input: "Hi" };

describe.each([
  [
    "chat completions",
    chatCompletionSchema,
    CHAT_UNSUPPORTED,
    CHAT,
    membersOf("chat/completions/completions.d.ts", "ChatCompletionCreateParamsBase"),
  ],
  [
    "responses",
    responseSchema,
    RESPONSE_UNSUPPORTED,
    RESPONSE,
    membersOf("responses/responses.d.ts", "ResponseCreateParamsBase"),
  ],
] as const)("the parameters of %s", (_, schema, unsupported, minimum, known) => {
  it("are all known, each on one side", () => {
    expect(known.length).toBeGreaterThan(25);
    const supported = Object.keys(schema.shape);
    expect(known.filter((name) => !supported.includes(name) && !unsupported.includes(name))).toEqual([]);
    expect(unsupported.filter((name) => supported.includes(name))).toEqual([]);
  });

  it.each(unsupported)("%s is named by a 400", (name) => {
    try {
      parseBody(schema, { ...minimum, [name]: {} }, unsupported);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ status: 400, param: name });
    }
    expect(() => parseBody(schema, { ...minimum, [name]: null }, unsupported)).not.toThrow();
  });
});

it.each([
  ["background", true],
  ["truncation", "auto"],
  ["top_logprobs", 3],
  ["include", ["message.output_text.logprobs"]],
  ["tools", [{ type: "web_search" }]],
  ["tool_choice", { type: "file_search" }],
  ["conversation", 7],
])("%s of a response is named where its value can't be had", (name, value) => {
  try {
    parseBody(responseSchema, { ...RESPONSE, [name]: value }, RESPONSE_UNSUPPORTED);
    expect.unreachable();
  } catch (error) {
    expect((error as { param: string }).param).toMatch(new RegExp(`^${name}`));
  }
});

it("a response has every field that the vendor's type says it must", () => {
  const input = responseSchema.parse(RESPONSE);
  const head = { id: "resp_1", createdAt: 1, input, conversationId: null, temperature: 1 };
  const answer = responseObject(head, "completed", []);
  const declared = readFileSync("node_modules/openai/resources/responses/responses.d.ts", "utf8");
  const body = declared.slice(declared.indexOf("export interface Response {"));
  const required = membersOf("responses/responses.d.ts", "Response").filter((name) =>
    new RegExp(`^ {4}${name}: `, "m").test(body.slice(0, body.indexOf("\n}"))),
  );
  // The package adds it up itself.
  expect(required.filter((name) => name !== "output_text" && !(name in answer))).toEqual([]);
  expect(required.length).toBeGreaterThan(8);
});
