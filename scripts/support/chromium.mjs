import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "playwright";

const KNOWN = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const HEADLESS_SHELL = "/usr/bin/chromium-headless-shell";

/** A Chromium on this machine: `PLAYWRIGHT_CHROMIUM`, a system one, or the one Playwright installed; else null. */
export function findChromium() {
  const own = chromium.executablePath();
  const candidates = [process.env.PLAYWRIGHT_CHROMIUM, ...KNOWN, own];
  return candidates.find((path) => path && existsSync(path)) ?? null;
}

/** What browser tests need not have windows for: without them it has less to do. The one named in `PLAYWRIGHT_CHROMIUM` is used for all. */
export function findHeadlessShell() {
  if (process.env.PLAYWRIGHT_CHROMIUM) return null;
  return existsSync(HEADLESS_SHELL) ? HEADLESS_SHELL : null;
}

/** How the browser tests launch it; null is Playwright's own. */
export const launchOptions = (executablePath) => ({
  // No machine of CI has a graphics card, and to play one takes a tenth of the time.
  args: ["--disable-background-networking", "--disable-gpu", "--disable-software-rasterizer"],
  ...(executablePath ? { executablePath } : {}),
});

/** Finds a Chromium or installs one: Debian's package where this user may, else Playwright's download. */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  const isRoot = process.getuid?.() === 0;
  const sudo = isRoot ? [] : ["sudo", "-n"];
  if (existsSync("/usr/bin/apt-get")) {
    for (const args of [
      ["apt-get", "update", "-q"],
      ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
    ]) {
      const [command, ...rest] = [...sudo, ...args];
      const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
      spawnSync(command, rest, { stdio: "inherit", env });
    }
  }
  if (!findChromium()) {
    execFileSync(process.execPath, ["node_modules/playwright/cli.js", "install", "chromium"], {
      stdio: "inherit",
    });
  }
  const installed = findChromium();
  if (!installed) throw new Error("No Chromium: install one or name it in PLAYWRIGHT_CHROMIUM.");
  return installed;
}
