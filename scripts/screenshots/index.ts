import { copyFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { BrowserContext } from "playwright";
import { Camera, SIZES, type Size } from "./camera.ts";
import type { PageShot } from "./openers.ts";
import { PAGES } from "./pages.ts";
import { Studio } from "./studio.ts";
import { answerTo } from "./texts.ts";
import { buildWorld, NOW, type World } from "./world.ts";

const args = process.argv.slice(2);
const at = args.indexOf("--out");
const out = at >= 0 ? args.splice(at, 2)[1] : undefined;
const inRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const forDocs = args.includes("--docs") ? readdirSync(inRoot("docs/screenshots")) : null;
const folder = out ?? inRoot(".cache/screenshots");
const words = args.filter((arg) => !arg.startsWith("--"));
const wanted = PAGES.filter(
  ({ name }) =>
    (!forDocs || forDocs.some((file) => file.replace(/-\d+-(light|dark)\.png$/, "") === name)) &&
    (words.length === 0 || words.some((word) => name.includes(word))),
);

const camera = await Camera.open(folder);
const studio = await Studio.open(answerTo);
const failed: string[] = [];
try {
  const world = await buildWorld(studio);
  await takeAll(
    wanted.filter(({ server }) => !server),
    world,
  );
  const special = Map.groupBy(
    wanted.filter(({ server }) => server),
    ({ server }) => JSON.stringify(server),
  );
  for (const [variables, pages] of special) {
    await studio.at(NOW, JSON.parse(variables));
    await takeAll(pages, world);
  }
  if (!forDocs && words.length === 0) await camera.forget(PAGES.map(({ name }) => name));
  for (const file of forDocs ?? []) copyFileSync(`${folder}/${file}`, inRoot(`docs/screenshots/${file}`));
} finally {
  await camera.close();
  await studio.close();
}
console.log(`${camera.count} screenshots, ${(camera.bytes / 1_048_576).toFixed(1)} MB, in ${folder}`);
if (failed.length > 0) {
  console.error(`Not taken: ${failed.join(", ")}`);
  process.exitCode = 1;
}

async function takeAll(pages: PageShot[], world: World): Promise<void> {
  for (const size of SIZES) {
    for (const [as, group] of Map.groupBy(pages, (page) => page.as)) {
      const session = as === null ? [] : await studio.session(world.people[as]);
      const context = await camera.context(studio, size, session);
      for (const shot of group) {
        if (!shot.widths || shot.widths.includes(size.width)) await take(shot, size, context, world);
      }
      await context.close();
    }
  }
}

async function take(shot: PageShot, size: Size, context: BrowserContext, world: World): Promise<void> {
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const scene = { page, world, phone: size.width < 1024 };
  try {
    await shot.open(scene);
    await camera.take(page, shot.name, size);
    await shot.after?.(scene);
  } catch (error) {
    failed.push(`${shot.name} ${size.width}`);
    console.error(`${shot.name} ${size.width}: ${error instanceof Error ? error.message : error}`);
  } finally {
    await page.close();
    // What a page keeps for the next visit (cards or list, the sidebar) is not to show in the next picture.
    await context.clearCookies({ name: /^(?!.*session-token)/ });
  }
}
