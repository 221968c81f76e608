import { spawnSync } from "node:child_process";
import { ensureBuild } from "./support/build.mjs";
import { ensureChromium } from "./support/chromium.mjs";
import { requireNode } from "./support/node-version.mjs";
import { root } from "./support/paths.mjs";

// `npm run screenshots` takes every page, `npm run screenshots -- chat files` those whose name holds one of the words, into
// .cache/screenshots or the folder after `--out`; `--docs` renews the few that docs/screenshots keeps.
requireNode();
process.chdir(root);
process.env.PLAYWRIGHT_CHROMIUM = ensureChromium();
await ensureBuild();
const { status } = spawnSync(
  process.execPath,
  ["--import", "./tests/support/ts-hooks.mjs", "scripts/screenshots/index.ts", ...process.argv.slice(2)],
  { stdio: "inherit" },
);
process.exitCode = status ?? 1;
