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
  link.download = nameIn(response.headers.get("Content-Disposition") ?? "");
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** The file's name in a `Content-Disposition` as our server writes it. */
function nameIn(disposition: string): string {
  const coded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  return coded ? decodeURIComponent(coded) : "download";
}
