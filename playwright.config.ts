import { defineConfig } from "@playwright/test";
import { findChromium, findHeadlessShell, launchOptions } from "./scripts/support/chromium.mjs";
import type { EngineOptions } from "./tests/e2e/support/engine";

/**
 * Each worker starts the production build for its project's engine on a free port (tests/support/product.ts),
 * with its own database and its own scripted provider.
 */
export default defineConfig<object, EngineOptions>({
  testDir: "tests/e2e",
  globalSetup: "./tests/e2e/support/global-setup.ts",
  outputDir: "test-results",
  fullyParallel: false,
  // Two cores: a third browser gained nothing, and made others wait past their limits.
  workers: 2,
  // A shared CI machine may stall for seconds; what fails twice is broken.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  expect: { timeout: 10_000 },
  use: {
    locale: "en-GB",
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    // Recording takes a tenth of the time.
    trace: process.env.CI ? "on-first-retry" : "retain-on-failure",
    launchOptions: launchOptions(findHeadlessShell() ?? findChromium()),
  },
  projects: [
    { name: "sqlite", use: { engine: "sqlite" } },
    // scripts/test.mjs names a server where there is one.
    ...(process.env.MONGODB_TEST_URI
      ? [
          {
            name: "mongodb",
            testMatch: /main-path\.spec\.ts/,
            use: { engine: "mongodb" as const },
          },
        ]
      : []),
  ],
});
