import { describe, expect, it, vi } from "vitest";
import { EndableStream, type Sink } from "@/lib/platform";

const bytes = (text: string) => Buffer.from(text);

function open(queueBytes = 1_000) {
  const leave = vi.fn();
  const closed = vi.fn();
  let sink: Sink | undefined;
  const stream = new EndableStream(
    {
      start(own) {
        sink = own;
      },
      leave,
    },
    queueBytes,
  );
  stream.onClose(closed);
  if (!sink) throw new Error("a stream starts at once");
  return { stream, sink, leave, closed };
}
const text = (stream: ReadableStream<Uint8Array>) => new Response(stream).text();

describe("a stream that somebody else may end", () => {
  it("ends after its last words, tells its producer and its listener once, and takes nothing more", async () => {
    const { stream, sink, leave, closed } = open();
    sink.write(bytes("one "));
    stream.end(bytes("over"));
    stream.end(bytes("twice"));
    sink.write(bytes("late"));
    sink.close();
    expect(sink.hasRoom).toBe(false);
    expect(await text(stream)).toBe("one over");
    expect([leave.mock.calls.length, closed.mock.calls.length]).toEqual([1, 1]);
  });

  it("closed by its producer: the listener hears of it, the producer need not", async () => {
    const { stream, sink, leave, closed } = open();
    sink.write(bytes("all"));
    sink.close();
    stream.end(bytes("over"));
    expect(await text(stream)).toBe("all");
    expect([leave.mock.calls.length, closed.mock.calls.length]).toEqual([0, 1]);
    const late = vi.fn();
    stream.onClose(late);
    expect(late).toHaveBeenCalledOnce();
  });

  it("left by its reader: both hear of it", async () => {
    const { stream, leave, closed } = open();
    await stream.cancel();
    stream.end(bytes("over"));
    expect([leave.mock.calls.length, closed.mock.calls.length]).toEqual([1, 1]);
  });

  it("has room until the queue is full", async () => {
    const { stream, sink } = open(8);
    sink.write(bytes("1234567"));
    expect(sink.hasRoom).toBe(true);
    sink.write(bytes("8"));
    expect(sink.hasRoom).toBe(false);
    await stream.getReader().read();
    expect(sink.hasRoom).toBe(true);
  });

  it("takes in another's stream, piece by piece as it is read", async () => {
    const pulled = vi.fn();
    let left = 3;
    const source = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled();
          if (left-- > 0) controller.enqueue(bytes(`${left}`));
          else controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const stream = EndableStream.of(source);
    expect(pulled).not.toHaveBeenCalled();
    expect(await text(stream)).toBe("210");
  });

  it("cancels another's stream when it is ended", async () => {
    const cancel = vi.fn();
    const stream = EndableStream.of(new ReadableStream<Uint8Array>({ cancel }));
    stream.end(bytes("over"));
    expect(await text(stream)).toBe("over");
    await vi.waitFor(() => expect(cancel).toHaveBeenCalledOnce());
  });

  it("hands on the failure of another's stream", async () => {
    const closed = vi.fn();
    const stream = EndableStream.of(
      new ReadableStream<Uint8Array>({
        pull() {
          throw new Error("broken");
        },
      }),
    );
    stream.onClose(closed);
    await expect(text(stream)).rejects.toThrow("broken");
    expect(closed).toHaveBeenCalledOnce();
  });
});
