import { createHash } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { AppError } from "@/lib/errors";
import type { ByteRange, StoredBody } from "../types";
import { unavailable } from "./failure";

const CHUNK_BYTES = 64 * 1024;

/**
 * File contents beside the database: `files/<last two digits of the id>/<id>`. A body is written under `files/tmp` and
 * renamed when all of it is on the disk, so whatever has its final name is whole.
 */
export class BodyFiles {
  readonly #root: string;

  constructor(dataDir: string) {
    this.#root = path.join(dataDir, "files");
  }

  /** @throws `too_large` beyond `maxBytes`; whatever the source throws. Nothing remains then. */
  async write(bodyId: string, body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<StoredBody> {
    const target = this.#pathOf(bodyId);
    const part = path.join(this.#root, "tmp", `${bodyId}.part`);
    await inStore(() => mkdir(path.dirname(part), { recursive: true, mode: 0o700 }));
    await inStore(() => mkdir(path.dirname(target), { recursive: true, mode: 0o700 }));
    try {
      const stored = await receive(part, body, maxBytes);
      await inStore(async () => {
        await rename(part, target);
        await syncFolder(path.dirname(target));
      });
      return { bodyId, ...stored };
    } catch (error) {
      await rm(part, { force: true }).catch(() => undefined);
      await rm(target, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  /** Null when there is no such file. */
  async read(bodyId: string, size: number, range?: ByteRange): Promise<ReadableStream<Uint8Array> | null> {
    const handle = await inStore(() => open(this.#pathOf(bodyId), "r").catch(absent));
    if (!handle) return null;
    let position = Math.max(0, range?.start ?? 0);
    const end = Math.min(size, range?.end ?? size);
    return new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          const wanted = Math.min(CHUNK_BYTES, end - position);
          try {
            const { bytesRead, buffer } =
              wanted > 0
                ? await handle.read(new Uint8Array(wanted), 0, wanted, position)
                : { bytesRead: 0, buffer: new Uint8Array() };
            position += bytesRead;
            if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead));
            if (position < end && bytesRead > 0) return;
          } catch (error) {
            await handle.close();
            throw unavailable(error);
          }
          await handle.close();
          controller.close();
        },
        cancel: () => handle.close(),
      },
      { highWaterMark: 0 },
    );
  }

  /** A body that is not there is as good as removed. */
  remove(bodyId: string): Promise<void> {
    return inStore(() => rm(this.#pathOf(bodyId), { force: true }));
  }

  /** Drops what an interrupted upload left behind before `olderThan` (epoch ms). */
  async sweepParts(olderThan: number): Promise<void> {
    const folder = path.join(this.#root, "tmp");
    const names = (await inStore(() => readdir(folder).catch(absent))) ?? [];
    for (const name of names) {
      const part = path.join(folder, name);
      const found = await stat(part).catch(absent);
      if (found && found.mtimeMs < olderThan) await rm(part, { force: true });
    }
  }

  #pathOf(bodyId: string): string {
    return path.join(this.#root, bodyId.slice(-2), bodyId);
  }
}

async function receive(part: string, body: AsyncIterable<Uint8Array>, maxBytes: number) {
  const handle = await inStore(() => open(part, "wx", 0o600));
  const hash = createHash("sha256");
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.byteLength;
      if (size > maxBytes) throw new AppError("too_large");
      hash.update(chunk);
      await inStore(() => handle.writeFile(chunk));
    }
    await inStore(() => handle.sync());
  } finally {
    await handle.close();
  }
  return { size, sha256: hash.digest("hex") };
}

/** Makes the rename itself last. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A full or failing disk is the store's fault; a failing source is not, and keeps its own error. */
async function inStore<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw unavailable(error);
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
