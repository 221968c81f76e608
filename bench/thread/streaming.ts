import type { Page } from "playwright";
import { openBare, streamBare } from "./bare.ts";
import type { Bench } from "./product.ts";
import type { Row } from "./report.ts";
import { seedChat } from "./seed.ts";
import { longReply } from "./texts.ts";
import { counted, traced } from "./trace.ts";

const LIMIT_MS = 400;
const THREAD = 200;
const WORDS = 4;
/** ms between two pieces: what a frame, a text and the network cost comes back with the time that a reply takes. */
const PACES = [4, 10, 40];
const LIMITED = PACES[0];

/** 9 KB in 400 pieces of four words each. */
const message = (pace: number) => `[[say ms=${pace / WORDS} batch=${WORDS}]] ${longReply()}`;

/** The main thread's time while a 9 KB reply in 400 pieces grows at the end of a 200-message thread, all of it loaded. */
export async function streaming(bench: Bench, projectId: string, rounds: number): Promise<Row[]> {
  const chatId = await seedChat(bench, projectId, THREAD);
  const page = await bench.context.newPage();
  await page.goto(`${bench.url}/projects/${projectId}/chats/${chatId}`);
  await loadAll(page, THREAD);
  const bare = await openBare(bench);
  const rows: Row[] = [];
  for (const pace of PACES) {
    const send = async () => {
      // To what has the focus: looking the field up by its role would be work of the page's main thread.
      await page.keyboard.press("Enter");
      await answered(page);
    };
    const write = async () => {
      await page.bringToFront();
      await page.getByRole("textbox", { name: "Message", exact: true }).fill(message(pace));
    };
    const ours: number[] = [];
    const floor: number[] = [];
    let pieces = 0;
    for (let round = 0; round < rounds; round++) {
      await write();
      ours.push(await counted(page, send));
      await bare.bringToFront();
      floor.push(
        await counted(bare, async () => {
          pieces = await streamBare(bare, projectId, message(pace));
        }),
      );
    }
    await write();
    const { longest } = await traced(bench.browser, page, send);
    rows.push(
      {
        name: `9 KB reply in ${pieces} pieces, one in ${pace} ms, into ${THREAD} messages, main thread`,
        values: ours,
        ...(pace === LIMITED ? { limit: LIMIT_MS } : {}),
      },
      { name: "… longest task, on the clock, in one round with a trace", values: [longest] },
      { name: "… bare page, pieces appended to a text node", values: floor },
    );
  }
  await page.close();
  await bare.close();
  return rows;
}

/** Asked twice a second from outside: a wait inside the page would count as the page's own work. */
async function answered(page: Page): Promise<void> {
  const deadline = Date.now() + 60_000;
  const busy = () => page.evaluate(() => document.querySelector("[aria-busy=true][data-message]") !== null);
  await page.waitForTimeout(500);
  while (await busy()) {
    if (Date.now() > deadline) throw new Error("the reply did not end");
    await page.waitForTimeout(500);
  }
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
