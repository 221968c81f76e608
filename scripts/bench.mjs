import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { requireNode } from "./support/node-version.mjs";
import { root } from "./support/paths.mjs";

// `npm run bench` runs all benchmarks one after the other, `npm run bench -- retrieval …` one with its options.
requireNode();
process.chdir(root);
const all = readdirSync("bench").filter((name) => existsSync(join("bench", name, "index.ts")));
const [chosen, ...options] = process.argv.slice(2);
if (chosen && !all.includes(chosen)) {
  console.error(`There is no benchmark "${chosen}"; there are: ${all.join(", ")}.`);
  process.exit(1);
}
for (const name of chosen ? [chosen] : all) {
  console.log(`\n── ${name}`);
  const args = ["--import", "./bench/register.mjs", `bench/${name}/index.ts`, ...options];
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
