import { networkError, request } from "./api";

export type SaveOptions = {
  signal?: AbortSignal | undefined;
  /** Bytes that have arrived; how many will is not known before. */
  onProgress?: ((bytes: number) => void) | undefined;
};

/**
 * Fetches a download and gives it to the browser to save, under the name the server gave it. Unlike a plain link it can
 * tell how far it is and that it failed.
 * @throws ApiError, also when the connection ends too soon; an aborted one throws the signal's reason.
 */
export async function saveFrom(path: string, { signal, onProgress }: SaveOptions = {}): Promise<void> {
  const response = await request(path, { signal, headers: { Accept: "*/*" } });
  const parts: BlobPart[] = [];
  let size = 0;
  try {
    for (const reader = response.body?.getReader(); reader; ) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      size += value.byteLength;
      onProgress?.(size);
    }
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    throw networkError(cause);
  }
  const type = response.headers.get("Content-Type") ?? "";
  const url = URL.createObjectURL(new Blob(parts, { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = filenameOf(response.headers.get("Content-Disposition")) ?? "download";
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** The name in a `Content-Disposition` (RFC 6266), the coded one first. */
export function filenameOf(header: string | null): string | null {
  const coded = /filename\*=UTF-8''([^;]+)/i.exec(header ?? "")?.[1];
  if (coded) {
    try {
      return decodeURIComponent(coded);
    } catch {
      // The plain name may do.
    }
  }
  return /filename="([^"]+)"/i.exec(header ?? "")?.[1] ?? null;
}
