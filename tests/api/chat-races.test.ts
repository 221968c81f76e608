import { afterEach, describe, expect, it, vi } from "vitest";
import { AppError } from "@/lib/errors";
import { getStore } from "@/lib/store";
import { chatBench, continueReply, messages, SseReader, send, stop, textOf } from "../support/chat";
import { onEachEngine } from "../support/engines";

afterEach(() => {
  vi.restoreAllMocks();
});

onEachEngine(() => {
  const bench = chatBench();

  /** The first `begin` from now on waits for `meanwhile`, which has the chat to itself. */
  async function overtakenBy(meanwhile: () => Promise<unknown>): Promise<void> {
    const { runs } = await getStore();
    const { begin } = runs;
    vi.spyOn(runs, "begin").mockImplementationOnce(async (...given) => {
      await meanwhile();
      return begin(...given);
    });
  }

  describe("a request that another one overtakes", () => {
    it("a message without a parent follows what is last when it has the lock", async () => {
      const { chatId } = (await send(bench, "One")).body.data;
      await overtakenBy(() => send(bench, "Two", { chatId }));
      expect((await send(bench, "Three", { chatId })).status).toBe(200);
      const branch = await messages(bench, chatId);
      expect(branch.map(textOf).filter((_, i) => i % 2 === 0)).toEqual(["One", "Two", "Three"]);
      expect(branch.every(({ siblings }) => siblings.count === 1)).toBe(true);
    });

    it("a reply is not continued from text that it has outgrown", async () => {
      const { response } = await send(bench, "[[slow ms=20 tokens=100]]", { stream: true });
      const reader = await new SseReader(response).until((r) => r.text !== "");
      const { chatId, messageId } = reader;
      await stop(bench, chatId);
      await reader.all();
      let whole = "";
      await overtakenBy(async () => {
        whole = (await continueReply(bench, chatId, { messageId })).body.data.message;
      });
      // It would have begun again from the text before.
      expect((await continueReply(bench, chatId, { messageId })).status).toBe(400);
      const [, reply] = await messages(bench, chatId);
      expect(whole.length).toBeGreaterThan(reader.text.length);
      expect(textOf(reply)).toBe(whole);
    });
  });

  describe("a start of which nobody knows whether it was stored", () => {
    it("goes on when the store says that it was", async () => {
      const { runs } = await getStore();
      const { begin } = runs;
      vi.spyOn(runs, "begin").mockImplementationOnce(async (...given) => {
        await begin(...given);
        throw new AppError("store_unavailable");
      });
      const sent = await send(bench, "Hello");
      expect(sent).toMatchObject({ status: 200, body: { data: { message: "You said: Hello" } } });
    });

    it("keeps its key, so the same request again is not a second one", async () => {
      const { runs } = await getStore();
      const { begin } = runs;
      vi.spyOn(runs, "begin").mockImplementationOnce(async (...given) => {
        await begin(...given);
        throw new AppError("store_unavailable");
      });
      vi.spyOn(runs, "get").mockRejectedValueOnce(new AppError("store_unavailable"));
      const headers = { "Idempotency-Key": "once" };
      expect((await send(bench, "Hello", {}, { headers })).status).toBe(503);
      const made = bench.provider.chats().length;
      vi.restoreAllMocks();
      const { response } = await send(bench, "Hello", { stream: true }, { headers });
      await response.body?.cancel();
      expect(bench.provider.chats()).toHaveLength(made);
    });
  });
});
