import { describe, expect, it } from "vitest";
import { effortsOf } from "@/lib/schemas";
import { chatBench, createProject, getChat, messages, patchChat, send } from "../support/chat";
import { onOneEngine } from "../support/engines";

onOneEngine(() => {
  const bench = chatBench();
  const sent = () => bench.provider.chats().at(-1)?.body as { reasoning_effort?: string } | undefined;

  it("the reasoning effort goes to a model that has one, stays with the chat, and is told of the reply", async () => {
    const projectId = await createProject(bench.me, { model: "o3-mini" });
    const who = { me: bench.me, projectId };
    const { chatId } = (await send({ ...bench, ...who }, "Think", { effort: "high" })).body.data;
    expect(sent()?.reasoning_effort).toBe("high");
    expect(await getChat(bench, chatId)).toMatchObject({ effort: "high" });
    await patchChat(bench, chatId, { effort: "low" });
    await send({ ...bench, ...who }, "Again", { chatId });
    expect(sent()?.reasoning_effort).toBe("low");
    expect((await messages(bench, chatId)).map(({ effort }) => effort)).toEqual([
      undefined,
      "high",
      undefined,
      "low",
    ]);
    await patchChat(bench, chatId, { effort: null });
    await send({ ...bench, ...who }, "Once more", { chatId });
    expect(sent()).not.toHaveProperty("reasoning_effort");
    expect((await send({ ...bench, ...who }, "No", { effort: "huge" })).status).toBe(400);
  });

  it("a model without one is asked as ever", async () => {
    await send(bench, "Think", { effort: "high" });
    expect(sent()).not.toHaveProperty("reasoning_effort");
  });
});

describe("efforts", () => {
  it("are known by the model's name", () => {
    expect(effortsOf("openai/gpt-5-mini")).toEqual(["minimal", "low", "medium", "high"]);
    expect(effortsOf("o3")).toEqual(["low", "medium", "high"]);
    expect(effortsOf("house::o3-mini")).toEqual(["low", "medium", "high"]);
    expect(effortsOf("router::openai/gpt-5-mini")).toEqual(effortsOf("gpt-5-mini"));
    for (const model of ["gpt-4o", "o1-mini", "gpt-5-chat-latest", "demo", "openhermes"])
      expect(effortsOf(model)).toEqual([]);
  });
});
