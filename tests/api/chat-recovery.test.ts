import { afterEach, describe, expect, it, vi } from "vitest";
import { scopeOf } from "@/lib/auth/scope";
import { sweepRuns } from "@/lib/chats/run";
import type { RunEvent } from "@/lib/chats/run/types";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { getStore } from "@/lib/store";
import {
  chatBench,
  continueReply,
  eventually,
  follow,
  getChat,
  messages,
  SseReader,
  send,
  stop,
  textOf,
} from "../support/chat";
import { onEachEngine } from "../support/engines";
import { letLeasesRunOut } from "../support/leases";
import { numberedText } from "../support/numbered";

afterEach(() => {
  vi.restoreAllMocks();
});

onEachEngine(() => {
  const bench = chatBench();
  const scope = () => scopeOf({ userId: bench.me.id });

  /** A reply as another process would make it: only through the store. */
  async function elsewhere(leaseMs: number, flushed = true) {
    const store = await getStore();
    const ids = { runId: newId(), chatId: newId(), messageId: newId(), userId: newId() };
    const lease = newId();
    const now = Date.now();
    const begun = await store.runs.begin(scope(), {
      run: {
        id: ids.runId,
        projectId: bench.projectId,
        chatId: ids.chatId,
        messageId: ids.messageId,
        model: "m",
        lease,
        leaseUntil: now + leaseMs,
      },
      newChat: { title: "Elsewhere" },
      userMessage: { id: ids.userId, parentId: null, parts: [{ type: "text", text: "Q" }], configId: null },
      assistantMessage: { parentId: ids.userId, parts: [], model: "m", configId: null, request: null },
      now,
    });
    expect(begun).toBe("started");
    let seq = 0;
    const flush = (events: RunEvent[], more: object = {}) =>
      store.runs.flush([
        {
          runId: ids.runId,
          lease,
          leaseUntil: Date.now() + leaseMs,
          events: events.length > 0 ? [{ seq: ++seq, data: JSON.stringify(events) }] : [],
          ...more,
        },
      ]);
    const start: RunEvent = {
      type: "start",
      messageId: ids.messageId,
      chatId: ids.chatId,
      parentId: ids.userId,
      model: "m",
      createdAt: new Date(now).toISOString(),
    };
    if (flushed) await flush([start, { type: "text", text: "w0001 " }]);
    return { ...ids, flush, text: (text: string) => flush([{ type: "text", text }]) };
  }
  const COMPLETE: RunEvent = { type: "finish", status: "complete", finishReason: "stop" };

  describe("a reply whose process is gone", () => {
    it.each([
      ["reading its messages", (chatId: string) => messages(bench, chatId)],
      ["following it", async (chatId: string) => (await follow(bench, chatId)).response.text()],
      ["sending the next message", (chatId: string) => send(bench, "Next", { chatId })],
      ["the sweep", () => sweepRuns(performance.now())],
    ])("is ended by %s, with its text", async (_name, act) => {
      const run = await elsewhere(-1);
      await run.text("w0002 ");
      await letLeasesRunOut();
      await act(run.chatId);
      const branch = await messages(bench, run.chatId);
      const reply = branch.find((m) => m.id === run.messageId);
      expect(reply).toMatchObject({ status: "interrupted", finishReason: "other" });
      expect(textOf(reply)).toBe(numberedText(2));
      expect((await getChat(bench, run.chatId)).running).toBe(false);
      expect((await send(bench, "Once more", { chatId: run.chatId })).status).toBe(200);
    });

    it("is ended once, whoever comes at the same moment", async () => {
      const run = await elsewhere(-1);
      await letLeasesRunOut();
      const counts = await Promise.all([sweepRuns(), sweepRuns(), messages(bench, run.chatId), sweepRuns()]);
      expect(counts.filter((n) => typeof n === "number").reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(1);
      expect((await messages(bench, run.chatId))[1]?.status).toBe("interrupted");
    });

    it("can be continued", async () => {
      const run = await elsewhere(-1);
      await letLeasesRunOut();
      await messages(bench, run.chatId);
      const { status, body } = await continueReply(bench, run.chatId, { messageId: run.messageId });
      expect(status).toBe(200);
      expect(body.data.message.startsWith("w0001 ")).toBe(true);
    });

    it("is left alone while its lease holds", async () => {
      const run = await elsewhere(60_000);
      expect(await sweepRuns()).toBe(0);
      expect((await messages(bench, run.chatId))[1]?.status).toBe("streaming");
      expect((await send(bench, "Next", { chatId: run.chatId })).status).toBe(409);
      await run.flush([COMPLETE], {
        finish: { status: "complete" },
        message: { parts: [], finishReason: "stop" },
      });
    });

    it("can write nothing when it wakes up", async () => {
      const run = await elsewhere(-1);
      await letLeasesRunOut();
      await messages(bench, run.chatId);
      const [late] = await run.text("too late ");
      expect(late?.accepted).toBe(false);
      const [end] = await run.flush([COMPLETE], { finish: { status: "complete" }, message: { parts: [] } });
      expect(end?.accepted).toBe(false);
      const [, reply] = await messages(bench, run.chatId);
      expect(reply?.status).toBe("interrupted");
      expect(textOf(reply)).toBe("w0001 ");
    });
  });

  describe("a reply that another process makes", () => {
    it("is followed here, at most half a second behind, to its end", async () => {
      const run = await elsewhere(60_000);
      const reader = new SseReader((await follow(bench, run.chatId)).response);
      const late: number[] = [];
      for (let i = 2; i <= 8; i++) {
        const text = `w000${i} `;
        const at = Date.now();
        await run.text(text);
        await reader.until((r) => r.text.endsWith(text));
        late.push(Date.now() - at);
      }
      expect(late.toSorted((a, b) => a - b)[3]).toBeLessThan(500);
      await run.flush([COMPLETE], { finish: { status: "complete" }, message: { finishReason: "stop" } });
      await reader.all();
      expect(reader.text).toBe(numberedText(8));
      expect(reader.messageId).toBe(run.messageId);
      expect(reader.events.at(-1)?.data).toBe("[DONE]");
      expect((await follow(bench, run.chatId)).status).toBe(204);
    });

    it("is resumed here behind the last event that was seen elsewhere", async () => {
      const run = await elsewhere(60_000);
      const first = await new SseReader((await follow(bench, run.chatId)).response).until(
        (r) => r.text !== "",
      );
      await first.cancel();
      await run.text("w0002 ");
      const second = new SseReader((await follow(bench, run.chatId, first.lastId)).response);
      await second.until((r) => r.text !== "");
      await run.flush([COMPLETE], { finish: { status: "complete" } });
      await second.all();
      expect(second.chunk("start")).toBeUndefined();
      expect(first.text + second.text).toBe(numberedText(2));
    });

    it("ends for its viewers here as interrupted when that process dies", async () => {
      const run = await elsewhere(800);
      const reader = await new SseReader((await follow(bench, run.chatId)).response).until(
        (r) => r.text !== "",
      );
      await letLeasesRunOut();
      await reader.all();
      expect(reader.text).toBe("w0001 ");
      expect(reader.chunk("finish")).toMatchObject({ messageMetadata: { status: "interrupted" } });
    });

    it("begins with its start for viewers here also when that process died before its first word", async () => {
      for (const sweptFirst of [false, true]) {
        const run = await elsewhere(-1, false);
        const reader = new SseReader((await follow(bench, run.chatId)).response);
        await letLeasesRunOut();
        if (sweptFirst) await sweepRuns(performance.now());
        await reader.all();
        const types = reader.events.map(({ data }) => (data === "[DONE]" ? data : JSON.parse(data).type));
        expect(types).toEqual(["start", "start-step", "finish-step", "finish", "[DONE]"]);
        expect(reader.messageId).toBe(run.messageId);
        expect(reader.chunk("start")).toMatchObject({
          messageMetadata: { parentId: run.userId, model: "m" },
        });
      }
    });

    it("is told of a Stop from here", async () => {
      const run = await elsewhere(60_000);
      const stopping = stop(bench, run.chatId);
      await eventually(async () => (await run.flush([]))[0]?.stopRequested);
      const end: RunEvent = { type: "finish", status: "stopped", finishReason: "stopped" };
      await run.flush([end], { finish: { status: "stopped" }, message: { finishReason: "stopped" } });
      expect((await stopping).body.data).toEqual({ stopped: true });
      expect((await getChat(bench, run.chatId)).running).toBe(false);
    });
  });

  describe("a reply that this process makes", () => {
    it("is stopped when another process asked for it, also while the provider is silent", async () => {
      const before = bench.provider.requests.length;
      const { response } = await send(bench, "[[stall-mid]]", { stream: true });
      const reader = await new SseReader(response).until((r) => r.text === numberedText(3));
      const store = await getStore();
      const at = Date.now();
      await store.runs.requestStop(scope(), reader.chatId, at);
      const closed = await bench.provider.waitFor((r) => r.id > before && r.abortedAt !== null);
      expect((closed.abortedAt ?? 0) - at).toBeLessThan(1_500);
      await reader.all();
      expect(reader.chunk("finish")).toMatchObject({ messageMetadata: { status: "stopped" } });
    });

    it("ends at once, and writes nothing more, when another process took it over", async () => {
      const before = bench.provider.requests.length;
      const { response } = await send(bench, "[[slow ms=20 tokens=500]]", { stream: true });
      const reader = await new SseReader(response).until((r) => r.text !== "");
      const store = await getStore();
      const run = await store.runs.active(scope(), reader.chatId);
      // As if this process had been paused for longer than its lease.
      const flush = vi.spyOn(store.runs, "flush").mockRejectedValue(new Error("paused"));
      if (!run) throw new Error("no run");
      expect(await store.runs.takeOver(run, newId(), Date.now() + 60_000)).toMatchObject({ id: run.id });
      flush.mockRestore();
      await bench.provider.waitFor((r) => r.id > before && r.abortedAt !== null);
      await reader.all();
      expect(reader.chunk("finish")).toMatchObject({ messageMetadata: { status: "interrupted" } });
      const kept = textOf((await messages(bench, reader.chatId))[1]);
      expect(reader.text.startsWith(kept)).toBe(true);
      await letLeasesRunOut();
      expect(await sweepRuns(performance.now())).toBe(1);
    });
  });

  describe("the database failing in the middle of a reply", () => {
    it("keeps nobody from the text, which is written when it is back", async () => {
      const { response } = await send(bench, "[[slow ms=20 tokens=50]]", { stream: true });
      const reader = await new SseReader(response).until((r) => r.text !== "");
      const store = await getStore();
      const away = vi.spyOn(store.runs, "flush").mockRejectedValue(new AppError("store_unavailable"));
      await reader.until((r) => r.text.length > 150);
      expect(away).toHaveBeenCalled();
      away.mockRestore();
      await reader.all();
      expect(reader.text).toBe(numberedText(50));
      expect(reader.chunk("error")).toBeUndefined();
      const [, reply] = await messages(bench, reader.chatId);
      expect(reply?.status).toBe("complete");
      expect(textOf(reply)).toBe(numberedText(50));
    });

    it("until after its end makes viewers wait for the end, not for the text", async () => {
      const { response } = await send(bench, "[[slow ms=10 tokens=20]]", { stream: true });
      const reader = await new SseReader(response).until((r) => r.text !== "");
      const store = await getStore();
      const away = vi.spyOn(store.runs, "flush").mockRejectedValue(new AppError("store_unavailable"));
      await reader.until((r) => r.text === numberedText(20));
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(reader.chunk("finish")).toBeUndefined();
      away.mockRestore();
      await reader.all();
      expect(reader.chunk("error")).toBeUndefined();
      expect(textOf((await messages(bench, reader.chatId))[1])).toBe(numberedText(20));
    });

    it("for longer than that is told to the user, and the reply is written when it can be", async () => {
      const { response } = await send(bench, "[[slow ms=10 tokens=10]]", { stream: true });
      const reader = await new SseReader(response).until((r) => r.text !== "");
      const store = await getStore();
      const away = vi.spyOn(store.runs, "flush").mockRejectedValue(new AppError("store_unavailable"));
      await reader.all();
      expect(reader.text).toBe(numberedText(10));
      expect(reader.chunk("error")).toEqual({ type: "error", errorText: "The reply could not be saved" });
      away.mockRestore();
      await eventually(async () => (await messages(bench, reader.chatId))[1]?.status === "complete");
      expect(textOf((await messages(bench, reader.chatId))[1])).toBe(numberedText(10));
    }, 30_000);
  });
});
