import { describe, expect, it } from "vitest";
import { readSse } from "@/lib/client/sse";

const bytes = (text: string) => new TextEncoder().encode(text);

function source() {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
    },
  });
  return { body, send: (text: string) => controller.enqueue(bytes(text)), end: () => controller.close() };
}

describe("a stream that is read in turns", () => {
  it("takes all that lies ready before it waits, and nothing while it waits", async () => {
    const { body, send, end } = source();
    const turns: (() => void)[] = [];
    const seen: string[] = [];
    const reading = (async () => {
      const throttle = () => new Promise<void>((resolve) => turns.push(resolve));
      for await (const { data } of readSse(body, { throttle })) seen.push(data);
    })();
    send("data: a\n\n");
    send("data: b\n\nda");
    send("ta: c\n\n");
    await expect.poll(() => turns.length).toBe(1);
    expect(seen).toEqual(["a", "b", "c"]);

    for (const data of ["d", "e", "f"]) send(`data: ${data}\n\n`);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(seen).toEqual(["a", "b", "c"]);

    turns[0]?.();
    await expect.poll(() => seen).toEqual(["a", "b", "c", "d", "e", "f"]);
    await expect.poll(() => turns.length).toBe(2);
    send("data: g\n\n");
    end();
    turns[1]?.();
    await reading;
    expect(seen.at(-1)).toBe("g");
  });

  it("ends when aborted, without the rest", async () => {
    const { body, send } = source();
    const cut = new AbortController();
    const seen: string[] = [];
    const reading = (async () => {
      for await (const { data } of readSse(body, { signal: cut.signal, throttle: async () => {} }))
        seen.push(data);
    })();
    send("data: a\n\n");
    await expect.poll(() => seen).toEqual(["a"]);
    cut.abort();
    await reading;
    expect(seen).toEqual(["a"]);
  });
});
