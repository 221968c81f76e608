import type { z } from "zod";
import { AppError } from "@/lib/errors";
import { faultsOf, LIMITS, parseJson } from "@/lib/schemas";

/** @throws `validation_failed` */
export async function validate<S extends z.ZodType>(schema: S, value: unknown): Promise<z.output<S>> {
  const result = await schema.safeParseAsync(value);
  if (!result.success) throw new AppError("validation_failed", { errors: faultsOf(result.error) });
  return result.data;
}

/**
 * The body as bytes, null when there is none. Reads no further than the limit and leaves the rest to the server:
 * cancelling would cut the connection before the answer is through.
 * @throws `too_large`
 */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array | null> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw new AppError("too_large");
  if (!request.body) return null;
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      reader.releaseLock();
      throw new AppError("too_large");
    }
    chunks.push(value);
  }
  return size === 0 ? null : Buffer.concat(chunks, size);
}

const JSON_TYPE = /^application\/json\s*(;|$)/i;

/** @throws `unsupported_media_type` when something is sent that is not JSON in UTF-8 */
export function requireJson(headers: Headers): void {
  const type = headers.get("content-type") ?? "";
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(type)?.[1]?.toLowerCase();
  const encoding = headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  const ok = JSON_TYPE.test(type) && (!charset || charset === "utf-8" || charset === "utf8");
  if (!ok || encoding !== "identity") throw new AppError("unsupported_media_type");
}

/**
 * The parsed JSON body; nothing sent counts as `{}`, so a route without required fields needs no body.
 * @throws `unsupported_media_type`, `too_large`, `malformed_json`
 */
export async function readJson(request: Request): Promise<unknown> {
  const stated = request.headers.get("content-type") !== null;
  if (stated) requireJson(request.headers);
  const bytes = await readBytes(request, LIMITS.jsonBodyBytes);
  if (!bytes) return {};
  if (!stated) throw new AppError("unsupported_media_type");
  try {
    return parseJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AppError("malformed_json", { cause });
  }
}

export function isMultipart(headers: Headers): boolean {
  return /^multipart\/form-data\s*;/i.test(headers.get("content-type") ?? "");
}

/** @throws `unsupported_media_type` */
export function requireMultipart(headers: Headers): void {
  if (!isMultipart(headers)) throw new AppError("unsupported_media_type");
}
