import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, vi } from "vitest";
import { openSqliteStore } from "@/lib/store/sqlite";
import type { Store } from "@/lib/store/types";

export const unavailable = { code: "store_unavailable", status: 503 };
const opened: Store[] = [];
const folders: string[] = [];

// Tests that start processes wait for them where the machine is busy.
vi.setConfig({ testTimeout: 120_000 });

afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder that goes with the test. */
export function aFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "sqlite-test-"));
  folders.push(folder);
  return folder;
}

/** A store that is closed after the test. */
export async function open(dataDir: string): Promise<Store> {
  const store = await openSqliteStore({ dataDir });
  opened.push(store);
  return store;
}

export const fileIn = (folder: string) => path.join(folder, "chatbot.sqlite");

/** Every file under `files/`, parts of uploads too. */
export const bodiesIn = (folder: string) =>
  (existsSync(path.join(folder, "files"))
    ? readdirSync(path.join(folder, "files"), { recursive: true, withFileTypes: true })
    : []
  ).filter((entry) => entry.isFile());
