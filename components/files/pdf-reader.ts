import { request } from "@/lib/client/api";
import { filesText } from "@/lib/text/files";
import type { Mark } from "./pdf-place";
import type { PdfAnswer, PdfRequest } from "./pdf-worker";

const { pdf: text } = filesText;

/** A page that takes longer (ms) is given up, and the reader with it. */
const PATIENCE_MS = 30_000;

export class PdfError extends Error {}

/**
 * A PDF drawn page by page in a worker of its own: a hostile file can keep nothing busy but that, and reaches no page.
 */
export class PdfReader {
  readonly pages: number;
  readonly #worker: Worker;
  #next = 0;

  private constructor(worker: Worker, pages: number) {
    this.#worker = worker;
    this.pages = pages;
  }

  /** @throws ApiError; PdfError with a sentence for the person */
  static async open(url: string, signal: AbortSignal): Promise<PdfReader> {
    const response = await request(url, { headers: { Accept: "*/*" }, signal });
    const data = await response.arrayBuffer();
    signal.throwIfAborted();
    const worker = new Worker(new URL("./pdf-worker.ts", import.meta.url), { type: "module" });
    try {
      const message: PdfRequest = { type: "open", data };
      // The library greets in words of its own.
      const mine = ({ type }: PdfAnswer) => type === "opened" || type === "locked" || type === "failed";
      const answer = await ask(worker, message, [data], mine);
      if (answer.type === "opened") return new PdfReader(worker, answer.pages);
      throw new PdfError(answer.type === "locked" ? text.locked : text.unreadable);
    } catch (error) {
      worker.terminate();
      throw error;
    }
  }

  /** One page (from 1) about `width` pixels wide, and where `passage` stands on it. @throws PdfError */
  async draw(
    page: number,
    width: number,
    passage: string | null,
  ): Promise<{ bitmap: ImageBitmap; marks: Mark[] }> {
    const id = this.#next++;
    const message: PdfRequest = { type: "draw", id, page, width, passage };
    const answer = await ask(this.#worker, message, [], (other) => "id" in other && other.id === id);
    if (answer.type === "drawn") return answer;
    throw new PdfError(text.pageBroken);
  }

  close(): void {
    this.#worker.terminate();
  }
}

function ask(
  worker: Worker,
  message: PdfRequest,
  transfer: Transferable[],
  mine: (answer: PdfAnswer) => boolean,
): Promise<PdfAnswer> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      clearTimeout(timer);
      worker.removeEventListener("message", onMessage);
      worker.removeEventListener("error", onError);
      act();
    };
    const onMessage = ({ data }: MessageEvent<PdfAnswer>) => {
      if (mine(data)) settle(() => resolve(data));
    };
    const onError = (event: ErrorEvent) => {
      event.preventDefault();
      settle(() => reject(new PdfError(text.broken)));
    };
    const timer = setTimeout(() => {
      worker.terminate();
      settle(() => reject(new PdfError(text.slow)));
    }, PATIENCE_MS);
    worker.addEventListener("message", onMessage);
    worker.addEventListener("error", onError);
    worker.postMessage(message, transfer);
  });
}
