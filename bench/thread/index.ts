/**
 * What a chat costs the browser, in real Chromium on the production build with an empty database.
 * `npm run bench -- thread [streaming] [opening] [switching] [--long 3000] [--rounds 5]`; without names all parts.
 * Exit code 1 when a limit is missed.
 */
import { loadavg } from "node:os";
import { opening, switching } from "./opening.ts";
import { openBench } from "./product.ts";
import { report } from "./report.ts";
import { streaming } from "./streaming.ts";

const option = (name: string, otherwise: number) =>
  Number(process.argv[process.argv.indexOf(`--${name}`) + 1]) || otherwise;
const long = option("long", 3_000);
const rounds = option("rounds", 5);

const named = process.argv.filter((word) => ["streaming", "opening", "switching"].includes(word));
const wanted = (part: string) => named.length === 0 || named.includes(part);

const [load = 0] = loadavg();
const bench = await openBench();
try {
  const create = async (name: string) =>
    (
      await bench.call<{ project: { id: string } }>("/api/projects", {
        name,
        settings: { model: "gpt-4o-mini", maxTokens: 16_000 },
      })
    ).project.id;
  const rows = [
    ...(wanted("streaming") ? await streaming(bench, await create("Streaming"), rounds) : []),
    ...(wanted("opening") ? await opening(bench, await create("Opening"), long, rounds) : []),
    ...(wanted("switching") ? await switching(bench, await create("Switching"), rounds) : []),
  ];
  if (!report(rows, bench.browser.version(), load)) process.exitCode = 1;
} finally {
  await bench.close();
}
