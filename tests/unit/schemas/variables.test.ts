import { describe, expect, it } from "vitest";
import {
  codePoints,
  fillVariables,
  findVariables,
  knownValues,
  resolveVariables,
  variablePlaces,
  variableProblem,
} from "@/lib/schemas";

const names = (...texts: string[]) => findVariables(texts).map(({ name }) => name);

describe("finding variables", () => {
  it("takes letters of any script, digits, _ and -, with blanks around", () => {
    expect(names("{{name}} {{ city_2 }} {{\n first-name\t}} {{мова}}")).toEqual([
      "name",
      "city_2",
      "first-name",
      "мова",
    ]);
  });

  it("leaves what is no variable alone", () => {
    const text = "{{}} {{ }} {{1st}} {{a b}} {{#if x}} {name} {{name} {{_x}} {{a.b}} {{__proto__}}";
    expect(names(text)).toEqual([]);
    expect(fillVariables(text, { name: "no", a: "no", x: "no" })).toBe(text);
  });

  it("lists each once, in order, with the first default that stands anywhere", () => {
    expect(findVariables(["{{b}} {{a = x y }}", "{{b=later}} {{a=other}} {{c=}}"])).toEqual([
      { name: "b", default: "later" },
      { name: "a", default: "x y" },
      { name: "c", default: "" },
    ]);
  });

  it("says where they stand", () => {
    const text = "a {{x}} \\{{y}} \\\\{{z=1}}";
    expect(variablePlaces(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      "{{x}}",
      "{{z=1}}",
    ]);
  });

  it("copes with braces beside them and inside defaults", () => {
    expect(fillVariables('{"a":{{x}}} {{{x}}} {{y={z} }}', { x: "1", y: "2" })).toBe('{"a":1} {1} 2');
    expect(names("{{a={{b}}}}")).toEqual(["b"]);
  });
});

describe("filling them in", () => {
  it("puts each value in everywhere, once, as it is", () => {
    const values = { a: "{{b}} $& $1 \\{{b}}", b: "B" };
    expect(fillVariables("{{a}}|{{ b }}|{{a=default}}", values)).toBe(
      "{{b}} $& $1 \\{{b}}|B|{{b}} $& $1 \\{{b}}",
    );
  });

  it("takes a backslash for an escape, and two for a backslash", () => {
    expect(fillVariables("\\{{a}} C:\\\\{{a}} \\ {{a}} \\{{a=x}}", { a: "dir" })).toBe(
      "{{a}} C:\\dir \\ dir {{a=x}}",
    );
    expect(names("\\{{a}}")).toEqual([]);
  });

  it("prefers the given value, takes the default, names what is missing", () => {
    const variables = findVariables(["{{a}} {{b=two}} {{c=}} {{toString}}"]);
    expect(resolveVariables(variables, { a: "", x: "unknown" })).toEqual({
      values: { a: "", b: "two", c: "" },
      missing: ["toString"],
    });
    expect(knownValues(variables, { b: "mine", x: "unknown" })).toEqual({ b: "mine" });
  });
});

describe("limits", () => {
  it("refuse long names, many variables and long defaults in a sentence", () => {
    expect(variableProblem([`{{${"a".repeat(64)}}}`])).toBeNull();
    expect(variableProblem([`{{${"a".repeat(65)}}}`])).toMatch(/^Variable names have at most 64 characters/);
    expect(variableProblem([`\\{{${"a".repeat(65)}}}`])).toBeNull();
    const many = (count: number) => [Array.from({ length: count }, (_, i) => `{{v${i}}}`).join("")];
    expect(variableProblem(many(50))).toBeNull();
    expect(variableProblem(many(51))).toMatch(/at most 50 variables; these are 51$/);
    expect(variableProblem([`{{a=${"🙂".repeat(10_000)}}}`])).toBeNull();
    expect(variableProblem([`{{a=${"🙂".repeat(10_001)}}}`])).toBe(
      "The default of {{a}} must be at most 10000 characters",
    );
  });

  it("count code points, as JSON Schema does", () => {
    expect(["", "ab", "å🙂", "\ud800x", "👩‍👩"].map(codePoints)).toEqual([0, 2, 2, 2, 3]);
  });

  it.each(["\\", "{{", "{{a=", "{{ ", "{{a", "\\{{", "{", "}}"])(
    "stay fast on 100,000 characters of %j",
    (piece) => {
      const text = piece.repeat(Math.ceil(100_000 / piece.length));
      // Linear work is over in milliseconds; quadratic work would take minutes and run into the test's deadline.
      expect(findVariables([text])).toEqual([]);
      expect(variableProblem([text])).toBeNull();
      expect(fillVariables(text, {})).toBeTypeOf("string");
    },
  );
});
