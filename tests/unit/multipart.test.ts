import { expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { receiveFile } from "@/lib/http/multipart";

const MB = 1024 * 1024;
const boundary = "----test";

/** A form of one file that is made while it is read. */
function largeForm(chunks: number, chunkBytes: number): Request {
  let sent = 0;
  const part = 'Content-Disposition: form-data; name="file"; filename="large.bin"';
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(Buffer.from(`--${boundary}\r\n${part}\r\n\r\n`)),
    pull(controller) {
      if (sent++ < chunks) return controller.enqueue(new Uint8Array(chunkBytes).fill(7));
      controller.enqueue(Buffer.from(`\r\n--${boundary}--\r\n`));
      controller.close();
    },
  });
  const headers = { "content-type": `multipart/form-data; boundary=${boundary}` };
  return new Request("http://app.test/", { method: "POST", headers, body, duplex: "half" } as RequestInit);
}

it("lets a file through without holding it in memory", async () => {
  let size = 0;
  let chunks = 0;
  let peak = 0;
  await receiveFile(largeForm(4_000, 65_536), "file", {
    maxBytes: 300 * MB,
    tooLarge: () => new AppError("too_large"),
    discard: async () => undefined,
    async write(_name, body) {
      for await (const chunk of body) {
        size += chunk.byteLength;
        if (chunks++ % 200 !== 0) continue;
        peak = Math.max(peak, process.memoryUsage().arrayBuffers);
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  });
  expect(size).toBe(250 * MB);
  expect(peak).toBeLessThan(150 * MB);
});

it("waits for a slow reader instead of reading ahead", async () => {
  let made = 0;
  const form = largeForm(1_000, 65_536);
  const counted = form.body?.pipeThrough(
    new TransformStream({
      transform(chunk, controller) {
        made += chunk.byteLength;
        controller.enqueue(chunk);
      },
    }),
  );
  const request = new Request(form.url, {
    method: "POST",
    headers: form.headers,
    body: counted ?? null,
    duplex: "half",
  } as RequestInit);
  let read = 0;
  let ahead = 0;
  await receiveFile(request, "file", {
    maxBytes: 300 * MB,
    tooLarge: () => new AppError("too_large"),
    discard: async () => undefined,
    async write(_name, body) {
      for await (const chunk of body) {
        read += chunk.byteLength;
        if (read % (8 * MB) < chunk.byteLength) await new Promise((resolve) => setTimeout(resolve, 20));
        ahead = Math.max(ahead, made - read);
      }
    },
  });
  expect(ahead).toBeLessThan(2 * MB);
});

it("ends with the sink's error, whenever it comes, and reads no further", async () => {
  for (const after of [0, 1, 50]) {
    let chunks = 0;
    const failing = receiveFile(largeForm(10_000, 65_536), "file", {
      maxBytes: 900 * MB,
      tooLarge: () => new AppError("too_large"),
      discard: async () => undefined,
      async write(_name, body) {
        for await (const _ of body) if (++chunks > after) throw new AppError("store_unavailable");
      },
    });
    await expect(failing).rejects.toMatchObject({ code: "store_unavailable" });
    expect(chunks).toBe(after + 1);
  }
});
