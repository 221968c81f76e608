import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { Interleaved } from "./tests/support/interleaved";

const root = fileURLToPath(new URL(".", import.meta.url));

/** Files of the API that replace modules, or what a process has once and keeps. */
const OF_THEIR_OWN = ["auth-oauth", "first-start", "hung-mongod", "watching"].map(
  (name) => `tests/api/${name}.test.ts`,
);

export default defineConfig({
  resolve: {
    alias: {
      "@": root,
      // `server-only` throws outside React's server condition, which Vitest does not set.
      "server-only": `${root}tests/support/empty-module.ts`,
    },
  },
  test: {
    environment: "node",
    // Deadlines, not measurements: the MongoDB half takes long where many tests share few cores.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A shared CI machine may stall for seconds; what fails twice is broken.
    retry: process.env.CI ? 1 : 0,
    // Vitest would leave a core to itself, half of a machine that has two; and much of what tests do is to wait.
    maxWorkers: availableParallelism() + 2,
    sequence: { sequencer: Interleaved },
    projects: [
      {
        extends: true,
        // Pure logic: files share what they import.
        test: { name: "unit", include: ["tests/unit/**/*.test.ts"], pool: "threads", isolate: false },
      },
      {
        extends: true,
        // Each file has a store of its own; files share a process, and what they import.
        test: {
          name: "api",
          include: ["tests/api/**/*.test.ts"],
          exclude: OF_THEIR_OWN,
          globalSetup: ["tests/support/global-setup.ts"],
          setupFiles: ["tests/support/as-a-new-process.ts"],
          pool: "forks",
          isolate: false,
        },
      },
      {
        extends: true,
        // Each file has a process of its own as well, which some watch as a whole.
        test: {
          name: "server",
          include: ["tests/store/**/*.test.ts", ...OF_THEIR_OWN],
          globalSetup: ["tests/support/global-setup.ts"],
          pool: "forks",
        },
      },
      {
        extends: true,
        // Servers of the production build, started and killed; most of the time these wait.
        test: {
          name: "processes",
          include: ["tests/processes/**/*.test.ts"],
          globalSetup: ["tests/processes/support/global-setup.ts"],
          testTimeout: 240_000,
          pool: "forks",
        },
      },
    ],
  },
});
