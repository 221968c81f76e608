/**
 * For files that share a process, and so what they import: each leaves it as it found it. What a process has once is
 * forgotten (lib/platform/per-process.ts), but for what holds no data and is fixed to the process.
 */
import { afterAll, vi } from "vitest";
import { resetEnv } from "@/lib/env";
import { closeStore } from "@/lib/store";

const NAME = /^chatbot-platform\.(?!(shutdown|request-hook|passwords|guarded-agents.*)$)/;
const before = { ...process.env };

// The first that is asked for is the last that is done.
afterAll(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await closeStore();
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
  resetEnv();
  const holder = globalThis as { [key: symbol]: unknown };
  for (const key of Object.getOwnPropertySymbols(holder)) {
    if (NAME.test(Symbol.keyFor(key) ?? "")) delete holder[key];
  }
});
