import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/support/chromium.mjs";
import type { EngineOptions } from "./tests/e2e/support/engine";

const executablePath = findChromium();

/**
 * Each worker starts the production build for its project's engine on a free port (tests/e2e/support/server.ts),
 * with its own database and its own scripted provider.
 */
export default defineConfig<object, EngineOptions>({
  testDir: "tests/e2e",
  outputDir: "test-results",
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    locale: "en-GB",
    trace: "retain-on-failure",
    launchOptions: {
      args: ["--disable-background-networking"],
      ...(executablePath ? { executablePath } : {}),
    },
  },
  projects: [
    { name: "sqlite", use: { engine: "sqlite" } },
    { name: "mongodb", testMatch: /main-path\.spec\.ts/, use: { engine: "mongodb" } },
  ],
});
