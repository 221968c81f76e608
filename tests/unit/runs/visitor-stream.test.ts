import { expect, it } from "vitest";
import type { RunEvent } from "@/lib/chats/run/types";
import { RunLog } from "@/lib/chats/stream/run-log";

const source = {
  type: "source-document" as const,
  sourceId: "SECRET-FILE-ID-3",
  mediaType: "application/pdf",
  title: "handbook.pdf, page 3",
  filename: "SECRET-NAME.pdf",
  providerMetadata: { knowledge: { number: 2, fileId: "SECRET-FILE-ID", text: "SECRET-PASSAGE" } },
};
const EVENTS: RunEvent[] = [
  {
    type: "start",
    messageId: "m",
    chatId: "c",
    parentId: "SECRET-PARENT",
    model: "SECRET-MODEL",
    createdAt: "2026-11-30T00:00:00.000Z",
    parts: [{ type: "reasoning", text: "SECRET-EARLIER" }, source],
  },
  { type: "source", part: source },
  { type: "reasoning", text: "SECRET-THOUGHT" },
  { type: "text", text: "Hello" },
  { type: "usage", usage: { prompt_tokens: 4242, completion_tokens: 1, total_tokens: 4243 } },
  { type: "error", code: "provider_failed", message: "SECRET-PROVIDER said no" },
  { type: "finish", status: "failed", finishReason: "error" },
];

function read(format: "ui" | "visitor" | "visitor-sources"): string {
  const log = new RunLog("run");
  for (const event of EVENTS) log.append(event);
  return log.replay(format, 0).text;
}

it("tells a visitor the text and its end, and of a source no more than its title where that is shown", () => {
  expect(read("ui").match(/SECRET-[A-Z]+/g)?.length).toBeGreaterThan(5);
  for (const format of ["visitor", "visitor-sources"] as const) {
    const text = read(format);
    expect(text).toContain('"delta":"Hello"');
    expect(text).not.toMatch(/SECRET|4242|reasoning|"model"|parentId/);
    expect(text).toContain('"finishReason":"error"');
    expect(text.includes("handbook.pdf, page 3"), format).toBe(format === "visitor-sources");
  }
  expect(read("visitor-sources")).toContain('"sourceId":"2"');
});
