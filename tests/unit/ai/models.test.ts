import { expect, it, vi } from "vitest";
import { defaultModel, generate, listModels, providersDown } from "@/lib/ai";
import { apiStore, setVariables } from "../../support/api";
import { startOddProvider } from "../../support/odd-provider";
import { startOpenAIServer } from "../../support/openai-server";

apiStore();

const JSON_TYPE = "application/json";

it.each([
  ["OpenAI's shape", JSON_TYPE, '{"object":"list","data":[{"id":"b"},{"id":"a"},{"id":7}]}', ["a", "b"], "a"],
  ["a bare array", JSON_TYPE, '[{"id":"b"},"a"]', ["a", "b"], "a"],
  [
    "Ollama's own",
    JSON_TYPE,
    '{"models":[{"name":"qwen3:4b","model":"qwen3:4b"}]}',
    ["qwen3:4b"],
    "qwen3:4b",
  ],
  [
    "the seed model beside others",
    JSON_TYPE,
    '{"data":[{"id":"a"},{"id":"gpt-3.5-turbo"}]}',
    null,
    "gpt-3.5-turbo",
  ],
  ["a page of HTML", "text/html", "<!doctype html><p>Hi", ["gpt-3.5-turbo"], "gpt-3.5-turbo"],
  ["nothing that is a list", JSON_TYPE, '"soon"', ["gpt-3.5-turbo"], "gpt-3.5-turbo"],
])("%s is read as far as it can be, and the default is on it", async (_, type, body, ids, preset) => {
  const provider = await startOddProvider(() => ({ type, body }));
  const undo = setVariables({ OPENAI_BASE_URL: provider.url, LOG_LEVEL: "silent" });
  const models = await listModels();
  if (ids) expect(models.map(({ id }) => id)).toEqual(ids);
  expect(await defaultModel()).toBe(preset);
  undo();
  await provider.close();
});

it("a provider that has failed a reply is asked for its list again, and found to be down and up again", async () => {
  let provider = await startOpenAIServer();
  const undo = setVariables({ OPENAI_BASE_URL: provider.url, LOG_LEVEL: "silent" });
  const lists = () => provider.requests.filter(({ path }) => path.endsWith("/models")).length;
  const hello = () =>
    generate(
      {
        model: "gpt-4o-mini",
        messages: [{ role: "user", content: "Hello" }],
        temperature: 1,
        maxTokens: 9,
      },
      { text: () => {}, reasoning: () => {} },
      new AbortController().signal,
    );
  const before = await listModels();
  await Promise.all([hello(), listModels()]);
  expect(lists()).toBe(1);
  expect(await providersDown()).toEqual({ down: [], reachable: true });

  await provider.close();
  await listModels();
  expect((await providersDown()).down).toEqual([]);
  await expect(hello()).rejects.toMatchObject({ code: "provider_failed" });
  // What it listed is still named; that it does not answer is said beside it.
  expect(await listModels()).toEqual(before);
  expect(await providersDown()).toEqual({ down: ["environment"], reachable: false });

  const clock = vi.spyOn(Date, "now");
  const now = Date.now();
  provider = await startOpenAIServer({ port: provider.port });
  clock.mockReturnValue(now + 1_000);
  await listModels(0);
  expect(lists()).toBe(0);
  clock.mockReturnValue(now + 10_000);
  await Promise.all([listModels(0), listModels(0), listModels(0)]);
  expect(lists()).toBe(1);
  expect(await providersDown()).toEqual({ down: [], reachable: true });
  clock.mockRestore();
  undo();
  await provider.close();
});
