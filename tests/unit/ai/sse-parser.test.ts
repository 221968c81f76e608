import { describe, expect, it } from "vitest";
import { SseParser } from "@/lib/ai/sse-parser";

/** Payloads of a body that arrives in pieces of `size` bytes. */
function parse(body: string, size: number): string[] {
  const seen: string[] = [];
  const parser = new SseParser((data) => seen.push(data));
  const bytes = Buffer.from(body);
  for (let i = 0; i < bytes.length; i += size) parser.feed(bytes.subarray(i, i + size));
  parser.end();
  return seen;
}

const BODY = [
  ": a comment",
  "",
  'data: {"a":"日本語 👩‍👩‍👧 é"}',
  "",
  "event: message",
  "id: 7",
  "data:no blank",
  "retry: 10",
  "",
  "data: one",
  "data: two",
  "",
  "",
  "data:",
  "",
  "data: last, without its blank line",
].join("\n");
const EXPECTED = ['{"a":"日本語 👩‍👩‍👧 é"}', "no blank", "one\ntwo", "", "last, without its blank line"];

describe("the event stream parser", () => {
  it.each([1, 2, 3, 5, 7, 64, 10_000])("reads a body cut into pieces of %i bytes", (size) => {
    expect(parse(BODY, size)).toEqual(EXPECTED);
  });

  it.each([1, 2, 3, 1_000])("reads CRLF cut into pieces of %i bytes", (size) => {
    expect(parse(BODY.replaceAll("\n", "\r\n"), size)).toEqual(EXPECTED);
  });

  it("refuses a line that never ends", () => {
    const parser = new SseParser(() => {});
    const megabyte = Buffer.alloc(1024 * 1024, 97);
    expect(() => {
      for (let i = 0; i < 6; i++) parser.feed(megabyte);
    }).toThrow(RangeError);
  });
});
