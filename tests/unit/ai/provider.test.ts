import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generate } from "@/lib/ai/generate";
import { retryAfterMs } from "@/lib/ai/provider-stream";
import type { GenerationRequest } from "@/lib/ai/types";
import { setVariables } from "../../support/api";
import { numberedText } from "../../support/numbered";
import { type OpenAIServer, startOpenAIServer } from "../../support/openai-server";

let provider: OpenAIServer;
let undo = () => {};

beforeAll(async () => {
  provider = await startOpenAIServer();
  undo = setVariables({
    OPENAI_BASE_URL: provider.url,
    OPENAI_API_KEY: "sk-secret",
    PROVIDER_FIRST_BYTE_MS: "4000",
    PROVIDER_IDLE_MS: "2000",
    LOG_LEVEL: "silent",
  });
});
afterAll(async () => {
  undo();
  await provider.close();
});

let unique = 0;
async function run(directive: string, more: Partial<GenerationRequest> = {}, signal?: AbortSignal) {
  let text = "";
  let reasoning = "";
  const content = `${directive} ${unique++}`;
  const request = {
    model: "m",
    messages: [{ role: "user" as const, content }],
    temperature: 0,
    maxTokens: 9_000,
  };
  const sink = {
    text: (delta: string) => {
      text += delta;
    },
    reasoning: (delta: string) => {
      reasoning += delta;
    },
  };
  const result = await generate({ ...request, ...more }, sink, signal ?? new AbortController().signal).catch(
    (error: unknown) => ({ error: error as { code?: string } }),
  );
  const requests = provider.requests.filter((r) => r.body?.messages?.at(-1)?.content === content);
  return { text, reasoning, result, requests };
}

describe("a reply from the provider", () => {
  it("arrives whole, with usage and finish reason", async () => {
    const { text, result, requests } = await run("[[burst]]");
    expect(text).toBe(numberedText(400));
    expect(result).toMatchObject({ finishReason: "stop", usage: { completion_tokens: 400 } });
    expect(requests).toHaveLength(1);
    expect(requests[0]?.headers.authorization).toBe("Bearer sk-secret");
    expect(requests[0]?.body).toMatchObject({ model: "m", temperature: 0, max_tokens: 9_000, stream: true });
  });

  it("of 8,000 tokens arrives whole", async () => {
    expect((await run("[[long]]")).text).toBe(numberedText(8_000));
  });

  it("survives characters cut between chunks, CRLF and comments", async () => {
    const { text } = await run("[[split]]");
    expect(text).toContain("日本語のテキスト, עברית, 👩‍👩‍👧‍👦 family");
    expect(text).toContain("🚀🎉, done.");
  });

  it.each(["reasoning_content", "reasoning"])("tells %s from text", async (field) => {
    const { text, reasoning } = await run(`[[reasoning field=${field}]]`);
    expect(text).toBe("The answer is 42.");
    expect(reasoning).toMatch(/^Let me think.*short\.$/);
  });

  it.each([
    ["length", "length"],
    ["filter", "content-filter"],
    ["empty", "stop"],
  ])("with the ending %s says %s", async (scenario, finishReason) => {
    expect((await run(`[[${scenario}]]`, { maxTokens: 20 })).result).toMatchObject({ finishReason });
  });

  it("has no usage where the provider sends none", async () => {
    expect((await run("[[no-usage]] Some words.")).result).toMatchObject({ usage: null });
  });
});

describe("a provider that fails", () => {
  it("is asked once more after 429, when it says, and not before", async () => {
    const { text, requests } = await run("[[rate-limit retry=1]] Fine.");
    expect(text).toMatch(/^Fine\./);
    expect(requests).toHaveLength(2);
    const [first, second] = requests.map((r) => r.at);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it("is not waited for when it wants longer than ten seconds", async () => {
    const { result, requests } = await run("[[rate-limit retry=60]]");
    expect(result).toMatchObject({ error: { code: "provider_failed" } });
    expect(requests).toHaveLength(1);
  });

  it("is asked once more after 5xx, and only once", async () => {
    expect((await run("[[flaky]] Fine.")).text).toMatch(/^Fine\./);
    const { result, requests } = await run("[[flaky times=5]]");
    expect(result).toMatchObject({ error: { code: "provider_failed" } });
    expect(requests).toHaveLength(2);
  });

  it.each([400, 401, 404])("with %i is not asked again", async (status) => {
    const { result, requests } = await run(`[[error-before status=${status}]]`);
    expect(result).toMatchObject({ error: { code: "provider_failed" } });
    expect(requests).toHaveLength(1);
  });

  it.each(["error-after", "cut", "cut-clean"])(
    "by %s leaves the text that came before, and no retry",
    async (name) => {
      const { text, result, requests } = await run(`[[${name}]]`);
      expect(text).toBe(numberedText(5));
      expect(result).toMatchObject({ error: { code: "provider_failed" } });
      expect(requests).toHaveLength(1);
    },
  );

  it("by bytes that are no event leaves the text that came before", async () => {
    const { text, result } = await run("[[garbage]]");
    expect(text).toBe(numberedText(2));
    expect(result).toMatchObject({ error: { code: "provider_failed" } });
  });

  it("by silence in the middle ends after the idle time", async () => {
    const { text, result, requests } = await run("[[stall-mid]]");
    expect(text).toBe(numberedText(3));
    expect(result).toMatchObject({ error: { code: "provider_timeout" } });
    await provider.waitFor((r) => r.id === requests[0]?.id && r.abortedAt !== null);
  });

  it.each(["stall-first", "stall-headers"])("by %s ends after the first-byte time", async (name) => {
    const undoShort = setVariables({ PROVIDER_FIRST_BYTE_MS: "200", PROVIDER_IDLE_MS: "200" });
    const { result, requests } = await run(`[[${name}]]`);
    undoShort();
    expect(result).toMatchObject({ error: { code: "provider_timeout" } });
    expect(requests).toHaveLength(1);
  });

  it("by being away is tried twice", async () => {
    const server = createServer((socket) => socket.destroy());
    let connections = 0;
    server.on("connection", () => connections++);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const undoUrl = setVariables({ OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1` });
    const { result } = await run("hello");
    undoUrl();
    server.close();
    expect(result).toMatchObject({ error: { code: "provider_failed" } });
    expect(connections).toBe(2);
  });
});

describe("a Stop", () => {
  it("closes the provider's connection at once", async () => {
    const controller = new AbortController();
    const running = run("[[slow ms=20 tokens=500]]", {}, controller.signal);
    await provider.waitFor((r) => r.scenario === "slow" && r.tokensSent > 3);
    const at = Date.now();
    controller.abort(new Error("stopped"));
    const { result, requests } = await running;
    expect(result).toMatchObject({ error: { message: "stopped" } });
    const closed = await provider.waitFor((r) => r.id === requests[0]?.id && r.abortedAt !== null);
    expect((closed.abortedAt ?? 0) - at).toBeLessThan(300);
  });

  it("during the wait for a retry ends the wait", async () => {
    const controller = new AbortController();
    const running = run("[[rate-limit retry=2]]", {}, controller.signal);
    await provider.waitFor(
      (r) => r.scenario === "rate-limit" && r.finishedAt !== null && r.id === provider.requests.at(-1)?.id,
    );
    controller.abort(new Error("stopped"));
    expect((await running).result).toMatchObject({ error: { message: "stopped" } });
  });
});

describe("what OpenAI alone wants", () => {
  it.each([
    ["o3-mini", { max_completion_tokens: 50 }],
    ["gpt-5-nano", { max_completion_tokens: 50 }],
    ["gpt-4o", { max_tokens: 50, temperature: 0 }],
  ])("limits %s by %j", async (model, expected) => {
    const { completionLimits } = await import("@/lib/ai/provider-config");
    const config = {
      baseUrl: "https://api.openai.com/v1",
      apiKey: "k",
      isOpenAI: true,
      kind: "openai" as const,
      guard: null,
    };
    expect(completionLimits(config, model, { temperature: 0, maxTokens: 50 })).toEqual(expected);
    const other = completionLimits(
      { ...config, isOpenAI: false, kind: "custom" as const, guard: null },
      model,
      { temperature: 0, maxTokens: 50 },
    );
    expect(other).toEqual({ max_tokens: 50, temperature: 0 });
  });
});

describe("Retry-After", () => {
  it("is seconds or a date", () => {
    const now = Date.parse("2026-01-01T00:00:00Z");
    expect(retryAfterMs("2", now)).toBe(2_000);
    expect(retryAfterMs("Thu, 01 Jan 2026 00:00:03 GMT", now)).toBe(3_000);
    expect(retryAfterMs("Wed, 31 Dec 2025 00:00:00 GMT", now)).toBe(0);
    expect(retryAfterMs("soon", now)).toBeNull();
    expect(retryAfterMs(undefined, now)).toBeNull();
  });
});
