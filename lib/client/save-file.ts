import { request } from "./api";

/**
 * Fetches a download and hands it to the browser to save. A plain link would lead away to the error when there is one.
 * @throws ApiError
 */
export async function saveFile(path: string): Promise<void> {
  const response = await request(path, { headers: { Accept: "*/*" } });
  const name = filenameOf(response.headers.get("Content-Disposition"));
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = name ?? "download";
  link.click();
  // The browser reads it after this turn.
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
