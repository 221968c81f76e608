import { afterEach, expect, it, vi } from "vitest";
import { scopeOf } from "@/lib/auth/scope";
import { getStore } from "@/lib/store";
import { chatBench, getChat, messages, SseReader, send, textOf } from "../support/chat";
import { onEachEngine } from "../support/engines";
import { numberedText } from "../support/numbered";

afterEach(() => {
  vi.restoreAllMocks();
});

onEachEngine(() => {
  const bench = chatBench();

  it("a reply that no document holds ends as at its token limit, with all that fits", async () => {
    const sent = await send(bench, "[[huge]]");
    expect(sent.status).toBe(200);
    expect(sent.body.data.finishReason).toBe("length");
    const [, reply] = await messages(bench, sent.body.data.chatId);
    expect(reply).toMatchObject({ status: "complete", finishReason: "length" });
    expect(textOf(reply).length).toBeGreaterThan(6_000_000);
    expect((await getChat(bench, sent.body.data.chatId)).running).toBe(false);
  }, 60_000);

  it("a reply that the store refuses ends, frees its chat and holds no other up", async () => {
    const store = await getStore();
    const { flush } = store.runs;
    let bad = "";
    const refuse = () => {
      // It goes on for long.
      if (!vi.isMockFunction(Date.now))
        vi.spyOn(Date, "now").mockImplementation(() => realNow() + (late ? 30_000 : 0));
      setTimeout(() => {
        late = true;
      }, 100);
      return Promise.reject(new Error("document too large"));
    };
    const realNow = Date.now.bind(Date);
    let late = false;
    vi.spyOn(store.runs, "flush").mockImplementation((batch) =>
      batch.some(({ runId, events }) => runId === bad && events.some(({ data }) => data.includes("w0030")))
        ? refuse()
        : flush(batch),
    );
    const open = async () =>
      new SseReader((await send(bench, "[[slow ms=40 tokens=40]]", { stream: true })).response).until(
        (r) => r.text !== "",
      );
    const [refused, other] = [await open(), await open()];
    bad = (await store.runs.active(scopeOf({ userId: bench.me.id }), refused.chatId))?.id ?? "";
    expect((await other.all()).text).toBe(numberedText(40));
    await refused.all();
    expect(refused.chunk("finish")).toMatchObject({ messageMetadata: { status: "interrupted" } });
    expect((await messages(bench, other.chatId))[1]).toMatchObject({ status: "complete" });
    expect((await messages(bench, refused.chatId))[1]).toMatchObject({ status: "failed" });
    expect((await getChat(bench, refused.chatId)).running).toBe(false);
  });
});
