import { expect, it } from "vitest";
import { badPrice, faultyRow, type ModelRow } from "@/components/connections/model-rows";
import * as embed from "@/components/embed/embed-values";
import { bodyOf, valuesOf } from "@/components/keys/key-values";
import * as settings from "@/components/settings/settings-values";
import { plainNumber, typedNumber } from "@/components/ui/typed-number";
import { ApiError } from "@/lib/client/api";
import { EMBED_DEFAULTS, type Embed } from "@/lib/schemas/embed";

it.each([
  ["", null],
  ["  ", null],
  ["12", 12],
  [" 0.5 ", 0.5],
  ["-3", -3],
  [".5", 0.5],
  ["1.", 1],
  ["1,500", 1500],
  ["1,234,567.5", 1234567.5],
  ["1 500", 1500],
  ["1 500", 1500],
  ["1_500", 1500],
  ["1’500", 1500],
])("%j typed is %j", (text, number) => {
  expect(typedNumber(text)).toBe(number);
});

it.each([
  "1,5",
  "0,150",
  "1,50",
  "1,500,0",
  "1,500 000",
  "1.500.000",
  "many",
  "1e9",
  "0x10",
  "٣",
  "9".repeat(400),
  "--1",
])("%j typed says no number, and stays", (text) => {
  expect(typedNumber(text)).toBe(text);
});

it("a price takes no comma, which may stand for a point", () => {
  for (const [text, price] of [
    ["1.5", 1.5],
    ["1500", 1500],
    ["1,500", null],
    ["1,5", null],
    ["", null],
  ] as const)
    expect(plainNumber(text)).toBe(price);
  const row = { id: "m", listedName: "m", listed: true, name: "", input: "1", output: "1", shown: true };
  const refused = (patch: Partial<ModelRow>) => badPrice([{ ...row, ...patch }]) !== undefined;
  expect(refused({})).toBe(false);
  expect(refused({ input: "", output: "" })).toBe(false);
  for (const output of ["1,500", "1,5", "-1", "", "1000001", "9".repeat(400), "1e3"])
    expect(refused({ output }), output).toBe(true);
});

it("a key's limit that is no number is left to be refused, and takes no limit away", () => {
  const values = {
    ...valuesOf(undefined),
    tokensPerDay: "1,5",
    tokensPerMonth: "9".repeat(400),
    concurrent: "",
  };
  const body = JSON.parse(JSON.stringify(bodyOf(values, undefined)));
  expect(body.budget).toMatchObject({ tokensPerDay: "1,5", tokensPerMonth: "9".repeat(400) });
  expect(body.limits.concurrent).toBeNull();
});

it("the widget's limits and the project's numbers are read as they are typed, and nothing typed is no number", () => {
  const before: Embed = {
    ...EMBED_DEFAULTS,
    projectId: "p",
    link: { mode: "off", slug: null, hasPassword: false },
    updatedAt: null,
  };
  const typed = embed.valuesOf(before, "desk");
  typed.limits.visitor = { messagesPerDay: "1,500", tokensPerDay: "1,5" };
  typed.limits.address = { messagesPerDay: "", tokensPerDay: "2 000 000" };
  expect(embed.patchOf(typed, before)).toMatchObject({
    limits: {
      visitor: { messagesPerDay: 1500, tokensPerDay: "1,5" },
      address: { messagesPerDay: "", tokensPerDay: 2_000_000 },
    },
  });
  const values = settings.valuesOf({
    name: "Desk",
    description: "",
    icon: null,
    color: null,
    settings: { model: "m", temperature: 1, maxTokens: 1, starters: [] },
  });
  expect(
    settings.patchOf({ ...values, maxTokens: "1,500", budget: "" }, ["maxTokens", "budget"]),
  ).toMatchObject({ settings: { maxTokens: 1500, knowledge: { budget: "" } } });
});

it("what the API refuses of a model is said at that model, by the model's id", () => {
  const models = [{ id: "first" }, { id: "second" }];
  const refused = (path: string) => {
    const errors = [{ path, message: "It is too long" }];
    return faultyRow(
      new ApiError({ code: "validation_failed", message: "Some fields are wrong", status: 400, errors }),
      models,
    );
  };
  expect(refused("models.1.name")).toEqual({ id: "second", field: "name", message: "It is too long" });
  for (const path of ["models", "models.7.name", "name"]) expect(refused(path), path).toBeNull();
  expect(faultyRow(new Error("Away"), models)).toBeNull();
});
