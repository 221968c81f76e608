import { AppError } from "@/lib/errors";
import { LIMITS } from "@/lib/schemas";
import { isMultipart } from "./body";
import { type PartSink, receiveFile } from "./multipart";

/**
 * Streams a document into a sink: the whole body when it is JSON (10 MB at most), or the file in `field` of a form, as
 * large as the sink takes.
 * @throws `too_large`; else as {@link receiveFile}
 */
export async function receiveDocument<T>(request: Request, field: string, sink: PartSink<T>): Promise<T> {
  if (isMultipart(request.headers)) return receiveFile(request, field, sink);
  if (Number(request.headers.get("content-length") ?? 0) > LIMITS.jsonBodyBytes)
    throw new AppError("too_large");
  return sink.write("", limited(request.body, LIMITS.jsonBodyBytes));
}

/** The rest of a refused request is left to the server: cancelling would cut the connection before the answer is through. */
async function* limited(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = body?.getReader();
  if (!reader) return;
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      size += value.byteLength;
      if (size > maxBytes) throw new AppError("too_large");
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}
