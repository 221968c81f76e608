import { setTimeout as wait } from "node:timers/promises";
import { streamBare } from "./bare.ts";
import type { Bench } from "./product.ts";
import { openQuietBrowser, type QuietPage } from "./quiet-browser.ts";
import type { Row } from "./report.ts";
import { seedChat } from "./seed.ts";
import { longReply } from "./texts.ts";
import { traced } from "./trace.ts";

const LIMIT_MS = 400;
const THREAD = 200;
const WORDS = 4;
/** ms between two pieces: what a frame, a text and the network cost comes back with the time that a reply takes. */
const PACES = [4, 10, 40];
const LIMITED = 4;

/** 9 KB in 400 pieces of four words each. */
const message = (pace: number) => `[[say ms=${pace / WORDS} batch=${WORDS}]] ${longReply()}`;

/** The main thread's time while a 9 KB reply in 400 pieces grows at the end of a 200-message thread, all of it loaded. */
export async function streaming(bench: Bench, projectId: string, rounds: number): Promise<Row[]> {
  const chatId = await seedChat(bench, projectId, THREAD);
  const chatUrl = `${bench.url}/projects/${projectId}/chats/${chatId}`;
  const browser = await openQuietBrowser(await bench.context.cookies(bench.url));
  const rows: Row[] = [];
  try {
    const page = await browser.newPage(chatUrl);
    await loadAll(page, THREAD);
    // Any document of the server's origin does: what it holds is replaced.
    const bare = await browser.newPage(`${bench.url}/robots.txt`);
    for (const pace of PACES) {
      const ours: number[] = [];
      const floor: number[] = [];
      let pieces = 0;
      for (let round = 0; round < rounds; round++) {
        ours.push(await counted(page, pace));
        await bare.bringToFront();
        floor.push(
          await bare.counted(async () => {
            pieces = await streamBare(bare, projectId, message(pace));
          }),
        );
      }
      rows.push(
        {
          name: `9 KB reply in ${pieces} pieces, one in ${pace} ms, into ${THREAD} messages, main thread`,
          values: ours,
          ...(pace === LIMITED ? { limit: LIMIT_MS } : {}),
        },
        { name: "… bare page, pieces appended to a text node", values: floor },
      );
    }
  } finally {
    await browser.close();
  }
  rows.push({
    name: `… longest task, on the clock, one in ${LIMITED} ms`,
    values: [await longest(bench, chatUrl)],
  });
  return rows;
}

async function counted(page: QuietPage, pace: number): Promise<number> {
  await page.bringToFront();
  await page.evaluate(() => document.querySelector<HTMLElement>("form textarea")?.focus(), null);
  await page.insertText(message(pace));
  // What writing costs is over when Enter is pressed.
  await wait(600);
  return page.counted(async () => {
    await page.pressEnter();
    await answered(() => page.evaluate(isBusy, null));
  });
}

/** ms of the longest task, from a trace, which itself costs time: so apart from what is counted. */
async function longest({ browser, context }: Bench, chatUrl: string): Promise<number> {
  const page = await context.newPage();
  await page.goto(chatUrl);
  await page.getByRole("textbox", { name: "Message", exact: true }).fill(message(LIMITED));
  const found = await traced(browser, page, async () => {
    await page.keyboard.press("Enter");
    await answered(() => page.evaluate(isBusy, null));
  });
  await page.close();
  return found.longest;
}

const isBusy = () => document.querySelector("[aria-busy=true][data-message]") !== null;

/** Asked twice a second from outside: a wait inside the page would count as the page's own work. */
async function answered(busy: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  await wait(500);
  while (await busy()) {
    if (Date.now() > deadline) throw new Error("the reply did not end");
    await wait(500);
  }
}

async function loadAll(page: QuietPage, count: number): Promise<void> {
  const shown = () =>
    page.evaluate(() => {
      // Up to where older ones are fetched.
      document.querySelector("[role=log]")?.scrollTo({ top: -1e7 });
      return document.querySelectorAll("[data-message]").length;
    }, null);
  const deadline = Date.now() + 60_000;
  while ((await shown()) < count) {
    if (Date.now() > deadline) throw new Error("the thread did not load");
    await wait(50);
  }
  await page.evaluate(() => document.querySelector("[role=log]")?.scrollTo({ top: 0 }), null);
}
