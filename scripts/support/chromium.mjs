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

/** A Chromium on this machine: `PLAYWRIGHT_CHROMIUM`, a system one, or the one Playwright installed; else null. */
export function findChromium() {
  const own = chromium.executablePath();
  const candidates = [process.env.PLAYWRIGHT_CHROMIUM, ...KNOWN, own];
  return candidates.find((path) => path && existsSync(path)) ?? null;
}

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
