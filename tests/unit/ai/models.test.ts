import { expect, it } from "vitest";
import { defaultModel, listModels } from "@/lib/ai";
import { apiStore, setVariables } from "../../support/api";
import { startOddProvider } from "../../support/odd-provider";

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
