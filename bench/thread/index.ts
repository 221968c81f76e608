/**
 * What a chat costs the browser's main thread, in real Chromium on the production build.
 * `node bench/thread/index.ts [--long 3000]` prints a table for `docs/benchmarks.md`; exit code 1 when a target is missed.
 */
import { cpus } from "node:os";
import type { Page } from "playwright";
import { type Bench, openBench } from "./product.ts";
import { answer, longReply } from "./texts.ts";
import { traced } from "./trace.ts";

const STREAM_TARGET_MS = 400;
const OPEN_TARGET_MS = 500;
const THREAD = 200;
const LONG = Number(process.argv[process.argv.indexOf("--long") + 1]) || 3_000;
const ROUNDS = 5;
/** 9 KB in 400 pieces: about six words each, every 10 ms. */
const PACE = "ms=10 batch=4";

const bench = await openBench();
try {
  const { project } = await bench.call<{ project: { id: string } }>("/api/projects", {
    name: "Bench",
    settings: { model: "gpt-4o-mini", maxTokens: 16_000 },
  });
  const rows = [...(await streaming(bench, project.id)), ...(await opening(bench, project.id))];
  console.log(
    `\n${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, Chromium ${bench.browser.version()}\n`,
  );
  console.log("| Measure | median | best | target |\n|---|--:|--:|--:|");
  for (const { name, values, target } of rows) {
    const sorted = [...values].sort((a, b) => a - b);
    const [best = 0, median = 0] = [sorted[0], sorted[Math.floor(sorted.length / 2)]];
    console.log(
      `| ${name} | ${median.toFixed(0)} ms | ${best.toFixed(0)} ms | ${target ? `${target} ms` : ""} |`,
    );
    if (target && median > target) process.exitCode = 1;
  }
} finally {
  await bench.close();
}

type Row = { name: string; values: number[]; target?: number };

async function fill(projectId: string, messages: number): Promise<string> {
  let chatId: string | undefined;
  for (let i = 0; i < messages / 2; i++) {
    const sent: { chatId: string } = await bench.call(`/api/chat/${projectId}`, {
      message: `[[say]] ${answer(i)}`,
      ...(chatId ? { chatId } : {}),
    });
    chatId = sent.chatId;
  }
  if (!chatId) throw new Error("no chat");
  return chatId;
}

/** The main thread's time while a 9 KB reply in 400 pieces grows at the end of a 200-message thread, all of it loaded. */
async function streaming({ browser, context, url }: Bench, projectId: string): Promise<Row[]> {
  const chatId = await fill(projectId, THREAD);
  const page = await context.newPage();
  await page.goto(`${url}/projects/${projectId}/chats/${chatId}`);
  await loadAll(page, THREAD);
  const cpu: number[] = [];
  const wall: number[] = [];
  const longest: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const field = page.getByRole("textbox", { name: "Message", exact: true });
    await field.fill(`[[say ${PACE}]] ${longReply()}`);
    const time = await traced(browser, page, async () => {
      await field.press("Enter");
      await page.getByRole("button", { name: "Send", exact: true }).waitFor({ timeout: 60_000 });
    });
    cpu.push(time.cpu);
    wall.push(time.wall);
    longest.push(time.longest);
  }
  await page.close();
  return [
    {
      name: `9 KB reply in 400 pieces into ${THREAD} messages, main thread`,
      values: cpu,
      target: STREAM_TARGET_MS,
    },
    { name: "… on the clock", values: wall },
    { name: "… longest task", values: longest },
  ];
}

/** From the click in the sidebar, and from the address bar, to the newest message on the screen. */
async function opening({ browser, context, url }: Bench, projectId: string): Promise<Row[]> {
  const chatId = await fill(projectId, LONG);
  const path = `/projects/${projectId}/chats/${chatId}`;
  const clicks: number[] = [];
  const loads: number[] = [];
  const busy: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const page = await context.newPage();
    await page.goto(url + path);
    loads.push(await page.evaluate(shown, null));
    await page.goto(`${url}/projects/${projectId}`, { waitUntil: "networkidle" });
    const link = page.locator(`a[href="${path}"]`).first();
    await link.hover();
    const time = await traced(browser, page, async () => {
      clicks.push(await page.evaluate(shown, `a[href="${path}"]`));
    });
    busy.push(time.cpu);
    await page.close();
  }
  return [
    {
      name: `${LONG.toLocaleString("en")}-message chat, click to newest message`,
      values: clicks,
      target: OPEN_TARGET_MS,
    },
    { name: "… main thread", values: busy },
    { name: "… from the address bar", values: loads, target: OPEN_TARGET_MS },
  ];
}

/** In the page: ms from a click on `selector` (null: from the navigation) to the frame with a reply's text in it. */
function shown(selector: string | null): Promise<number> {
  const from = selector ? performance.now() : 0;
  if (selector) document.querySelector<HTMLElement>(selector)?.click();
  return new Promise((resolve) => {
    const look = () => {
      const replies = document.querySelectorAll("[aria-label=Assistant] p");
      if (replies.length > 0) requestAnimationFrame(() => resolve(performance.now() - from));
      else requestAnimationFrame(look);
    };
    look();
  });
}

async function loadAll(page: Page, count: number): Promise<void> {
  const log = page.getByRole("log");
  await log.waitFor();
  const messages = page.locator("[data-message]");
  while ((await messages.count()) < count) {
    await log.evaluate((element) => element.scrollTo({ top: -element.scrollHeight }));
    await page.waitForTimeout(50);
  }
  await log.evaluate((element) => element.scrollTo({ top: 0 }));
}
