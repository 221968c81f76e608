import { once } from "node:events";
import type { Readable } from "node:stream";
import busboy from "busboy";
import { type AppError, invalid } from "@/lib/errors";

/** Boundaries, part headers and small fields around the file. */
const FRAMING_BYTES = 64 * 1024;

export type PartSink<T> = {
  maxBytes: number;
  tooLarge(): AppError;
  write(filename: string, body: AsyncIterable<Uint8Array>): Promise<T>;
  /** Undoes a finished write: the request turned out to be faulty after the file. */
  discard(written: T): Promise<void>;
};

/**
 * Streams the one file in `field` of a multipart request into a sink; other fields are ignored. The file is never held
 * in memory: a sink that is slow slows the sender. When this rejects, everything the sink wrote is undone.
 * The rest of a refused request is left to the server: cancelling would cut the connection before the answer is through.
 * @throws the sink's `tooLarge()` when more than its `maxBytes` are announced or arrive; `validation_failed` on `field` when it is
 *   missing, no file, twice there, or when the form is cut off
 */
export async function receiveFile<T>(request: Request, field: string, sink: PartSink<T>): Promise<T> {
  const most = sink.maxBytes + FRAMING_BYTES;
  if (Number(request.headers.get("content-length") ?? 0) > most) throw sink.tooLarge();
  const form = parseForm(request, field, sink);
  const reader = request.body?.getReader();
  try {
    let arrived = 0;
    for (;;) {
      const step = await form.unlessFailed(reader?.read().catch(form.cutOff));
      if (!step || step.done) break;
      arrived += step.value.byteLength;
      if (arrived > most) throw sink.tooLarge();
      if (!form.parser.write(step.value)) await form.unlessFailed(once(form.parser, "drain"));
    }
    form.parser.end();
    await form.unlessFailed(form.closed);
    if (form.fault) throw form.fault;
    if (!form.written) throw invalid(field, `Send one file in the field "${field}"`);
    return await form.written;
  } catch (error) {
    form.abort(error as Error);
    await form.written?.then(sink.discard, () => undefined);
    throw error;
  } finally {
    reader?.releaseLock();
  }
}

function parseForm<T>(request: Request, field: string, sink: PartSink<T>) {
  const incomplete = (cause: unknown) =>
    Object.assign(invalid(field, "The upload is incomplete or not a valid form"), { cause });
  const parser = openParser(request, incomplete);
  const failure = firstFailure();
  let part: Readable | undefined;
  const form = {
    parser,
    closed: new Promise<void>((resolve) => parser.on("close", () => resolve())),
    unlessFailed: failure.unlessFailed,
    written: undefined as Promise<T> | undefined,
    fault: undefined as AppError | undefined,
    cutOff(cause: unknown): never {
      throw incomplete(cause);
    },
    abort(error: Error) {
      parser.destroy();
      if (part && !part.readableEnded) part.destroy(error);
    },
  };
  parser.on("file", (name, stream, info) => {
    // A destroyed part reports its error here too; the sink has it from its iterator.
    stream.on("error", () => undefined);
    if (name !== field || form.written) {
      if (name === field) form.fault ??= invalid(field, "Send one file at a time");
      stream.resume();
      return;
    }
    part = stream;
    form.written = sink.write(decodeName(info.filename ?? ""), stream);
    form.written.catch(failure.report);
  });
  parser.on("error", (cause) => failure.report(incomplete(cause)));
  return form;
}

/**
 * Ends whatever is waited for when a failure is reported, now or later. Not `Promise.race` against one long-lived
 * promise: that would hold every value it was ever raced with, here the whole file.
 */
function firstFailure() {
  let failed: { error: unknown } | undefined;
  let rejectWaiting: ((error: unknown) => void) | undefined;
  return {
    report(error: unknown) {
      failed ??= { error };
      rejectWaiting?.(error);
    },
    unlessFailed: <V>(step: Promise<V> | undefined) =>
      new Promise<V | undefined>((resolve, reject) => {
        Promise.resolve(step).then(resolve, reject);
        rejectWaiting = reject;
        if (failed) reject(failed.error);
      }),
  };
}

function openParser(request: Request, incomplete: (cause: unknown) => AppError) {
  try {
    return busboy({
      headers: { "content-type": request.headers.get("content-type") ?? "" },
      // Bytes as they are; decodeName finds out what they mean.
      defParamCharset: "latin1",
      limits: { parts: 100, fieldSize: FRAMING_BYTES },
    });
  } catch (cause) {
    throw incomplete(cause);
  }
}

/**
 * Browsers send names as UTF-8 bytes and write `"`, CR and LF as %22, %0D, %0A
 * (https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data); old clients send Latin-1.
 */
function decodeName(raw: string): string {
  return asUtf8(raw)
    .replace(/%22/g, '"')
    .replace(/%0[AD]/gi, "");
}

function asUtf8(raw: string): string {
  const isBytes = [...raw].every((character) => character.charCodeAt(0) <= 0xff);
  if (!isBytes) return raw; // `filename*` was decoded already.
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(raw, "latin1"));
  } catch {
    return raw;
  }
}
