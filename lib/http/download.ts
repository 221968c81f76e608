import type { ByteRange } from "@/lib/store";

/** What a download is made of; `read` streams all of it or one range. */
export type Downloadable = {
  filename: string;
  mimeType: string;
  /** Bytes. */
  size: number;
  sha256: string;
  read(range?: ByteRange): Promise<ReadableStream<Uint8Array>>;
};

/**
 * A file that somebody uploaded, for saving and never for running: attachment, `nosniff`, and a policy under which a
 * browser that shows it all the same runs nothing. Answers one byte range; any other is answered whole, as RFC 9110
 * 14.2 allows.
 */
export async function download(file: Downloadable, request: Request): Promise<Response> {
  const etag = `"${file.sha256}"`;
  const headers = new Headers({
    "Content-Type": file.mimeType.startsWith("text/") ? `${file.mimeType}; charset=utf-8` : file.mimeType,
    "Content-Disposition": attachment(file.filename),
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-cache",
    "Accept-Ranges": "bytes",
    ETag: etag,
  });
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });

  const condition = request.headers.get("if-range");
  const range =
    condition === null || condition === etag ? parseRange(request.headers.get("range"), file.size) : null;
  const { start, end } = range ?? { start: 0, end: file.size };
  headers.set("Content-Length", String(end - start));
  if (range) headers.set("Content-Range", `bytes ${start}-${end - 1}/${file.size}`);
  return new Response(await file.read(range ?? undefined), { status: range ? 206 : 200, headers });
}

/** `bytes=a-b`, `bytes=a-` or `bytes=-n`; null for none, several, or one outside the file. */
export function parseRange(header: string | null, size: number): ByteRange | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "");
  if (!match) return null;
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return null;
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size : Math.min(size, Number(last) + 1);
  return start < end ? { start, end } : null;
}

/** RFC 6266: a plain ASCII name for old clients, the real one in RFC 5987 coding. */
export function attachment(filename: string): string {
  const plain = filename.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const coded = encodeURIComponent(filename.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${coded}`;
}

/** What is made while it is read: nothing is made ahead of a slow reader, and a reader who leaves ends it. */
export function streamed(body: AsyncGenerator<Uint8Array, void, undefined>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await body.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await body.return();
      },
    },
    { highWaterMark: 0 },
  );
}
