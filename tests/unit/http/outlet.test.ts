import { createServer, request, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { RunEvent } from "@/lib/chats/run/types";
import { RunLog } from "@/lib/chats/stream/run-log";
import { viewRun } from "@/lib/chats/stream/view";
import { OUTLET_HEADER, offerOutlet, takeOutlet } from "@/lib/http/outlet";
import { eventually } from "../../support/eventually";

const RUN = "0123456789abcdef01234567";
const START: RunEvent = {
  type: "start",
  messageId: "m1",
  chatId: "c1",
  parentId: null,
  model: "x",
  createdAt: "2026-01-01T00:00:00.000Z",
};
const FINISH: RunEvent = { type: "finish", status: "complete", finishReason: "stop" };
const text = (value: string): RunEvent => ({ type: "text", text: value });

type Seen = { response: ServerResponse; piped: number };

describe("the way past the pipe", () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  /** Serves one log as Next does: headers with the first chunk, then chunk by chunk through a web stream. */
  async function serve(log: RunLog): Promise<{ port: number; seen: Seen[] }> {
    const seen: Seen[] = [];
    server = createServer(async (_request, response) => {
      const entry: Seen = { response, piped: 0 };
      seen.push(entry);
      const headers = new Headers({ [OUTLET_HEADER]: offerOutlet(response) });
      const abort = new AbortController();
      response.once("close", () => abort.abort());
      let started = false;
      const sink = new WritableStream<Uint8Array>({
        write(chunk) {
          if (!started) response.flushHeaders();
          started = true;
          entry.piped++;
          response.write(chunk);
        },
        close: () => void response.end(),
      });
      await viewRun(log, 0, takeOutlet(headers))
        .pipeTo(sink, { signal: abort.signal })
        .catch(() => {});
    });
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    return { port: (server.address() as AddressInfo).port, seen };
  }
  const get = async (port: number) => (await fetch(`http://127.0.0.1:${port}`)).text();

  it("carries everything behind the first chunk, in order", async () => {
    const log = new RunLog(RUN);
    log.append(START);
    const { port, seen } = await serve(log);
    const body = get(port);
    await eventually(() => seen[0]?.piped === 1);
    for (let i = 0; i < 500; i++) {
      log.append(text(`${i} `));
      if (i % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    log.append(FINISH);
    const words = [...(await body).matchAll(/"delta":"([^"]*)"/g)].map(([, delta]) => delta).join("");
    expect(words).toBe(Array.from({ length: 500 }, (_, i) => `${i} `).join(""));
    expect((await body).endsWith("data: [DONE]\n\n")).toBe(true);
    expect(seen[0]?.piped).toBe(1);
    // The connection is as good as after any other answer.
    expect(await get(port)).toContain('"delta":"0 1 2 3 ');
  });

  it("frames nothing for a reader that knows no chunks", async () => {
    const log = new RunLog(RUN);
    log.append(START);
    const { port, seen } = await serve(log);
    const socket = connect(port, "127.0.0.1").setEncoding("utf8");
    socket.write("GET / HTTP/1.0\r\n\r\n");
    await eventually(() => seen[0]?.piped === 1);
    for (const word of ["one ", "two ", "three"]) log.append(text(word));
    log.append(FINISH);
    let answer = "";
    for await (const piece of socket) answer += piece;
    const body = answer.slice(answer.indexOf("\r\n\r\n") + 4);
    expect(body.startsWith("id: ")).toBe(true);
    expect(body).not.toContain("\r\n");
    expect([...body.matchAll(/"delta":"([^"]*)"/g)].map(([, delta]) => delta).join("")).toBe("one two three");
  });

  it("loses nothing of a reply that ends before the first chunk was taken", async () => {
    const log = new RunLog(RUN);
    log.append(START);
    const { port, seen } = await serve(log);
    const body = get(port);
    await eventually(() => log.watched);
    log.append(text("all at once"));
    log.append(FINISH);
    expect(await body).toContain('"delta":"all at once"');
    expect((await body).endsWith("data: [DONE]\n\n")).toBe(true);
    expect(seen).toHaveLength(1);
  });

  it("holds little for a reader that does not read, and has everything for it later", async () => {
    const log = new RunLog(RUN);
    log.append(START);
    const { port, seen } = await serve(log);
    const incoming = await new Promise<import("node:http").IncomingMessage>((resolve, reject) => {
      request({ port, host: "127.0.0.1" }, resolve).on("error", reject).end();
    });
    incoming.pause();
    await eventually(() => seen[0]?.piped === 1);
    const piece = "x".repeat(10_000);
    for (let i = 0; i < 3_000; i++) {
      log.append(text(piece));
      if (i % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(seen[0]?.response.writableLength).toBeLessThan(1024 * 1024);
    log.append(FINISH);
    let received = "";
    for await (const chunk of incoming) received += String(chunk);
    const deltas = [...received.matchAll(/"delta":"(x*)"/g)].map(([, delta]) => delta?.length ?? 0);
    expect(deltas.reduce((sum, length) => sum + length, 0)).toBe(30_000_000);
  });

  it("forgets a reader that has gone, whatever is written after", async () => {
    const log = new RunLog(RUN);
    log.append(START);
    const { port, seen } = await serve(log);
    const client = request({ port, host: "127.0.0.1" }).end();
    client.on("error", () => {});
    await eventually(() => seen[0]?.piped === 1);
    client.destroy();
    await eventually(() => {
      log.append(text("to nobody "));
      return !log.watched;
    });
    expect(takeOutlet(new Headers({ [OUTLET_HEADER]: "made up" }))).toBeNull();
  });
});
