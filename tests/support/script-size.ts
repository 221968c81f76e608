import { gzipSync } from "node:zlib";
import type { Page } from "playwright";

/** What an empty chat page may fetch of JavaScript until the network is idle: 200 KB, gzip. */
export const EMPTY_CHAT_BUDGET = 200_000;

export type ScriptSize = {
  /** Bytes, gzip. */
  bytes: number;
  files: number;
};

/** The JavaScript that a page has fetched when the network is idle. The page's browser must have cached none of it. */
export async function scriptSize(page: Page, url: string): Promise<ScriptSize> {
  const sizes = new Map<string, Promise<number>>();
  page.on("response", (response) => {
    if (!response.headers()["content-type"]?.includes("javascript")) return;
    sizes.set(
      response.url(),
      response.body().then((body) => gzipSync(body).length),
    );
  });
  await page.goto(url, { waitUntil: "networkidle" });
  const all = await Promise.all(sizes.values());
  return { bytes: all.reduce((sum, size) => sum + size, 0), files: all.length };
}
