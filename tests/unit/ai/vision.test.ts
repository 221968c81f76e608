import { afterEach, describe, expect, it } from "vitest";
import { canSee } from "@/lib/ai/vision";
import { setVariables } from "../../support/api";

describe("which models are given pictures", () => {
  let undo = () => {};
  afterEach(() => undo());

  it.each([
    "gpt-4o",
    "gpt-4o-mini-2024-07-18",
    "openai/gpt-4.1",
    "gpt-5-mini",
    "o3",
    "o4-mini",
    "anthropic/claude-sonnet-4.5",
    "google/gemini-2.5-flash",
    "llava:13b",
    "llama3.2-vision",
    "qwen2.5vl:7b",
    "Qwen/Qwen3-VL-8B",
    "gemma3:12b",
    "mistral-small3.2",
  ])("%s", (model) => expect(canSee(model)).toBe(true));

  it.each([
    "gpt-3.5-turbo",
    "gpt-4",
    "o1-mini",
    "o3-mini",
    "gpt-4o-audio-preview",
    "llama3.1:8b",
    "qwen3:8b",
    "gemma3:1b",
    "mistral-small",
    "deepseek-chat",
    "demo",
    "scripted-echo",
  ])("not %s", (model) => expect(canSee(model)).toBe(false));

  it("those that VISION_MODELS names, with * for anything", () => {
    undo = setVariables({ VISION_MODELS: " my.model, local/* " });
    expect(canSee("my.model")).toBe(true);
    expect(canSee("myxmodel")).toBe(false);
    expect(canSee("local/what-ever")).toBe(true);
    expect(canSee("remote/local/x")).toBe(false);
  });
});
