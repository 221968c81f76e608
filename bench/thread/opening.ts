import type { Page } from "playwright";
import { openBare, openChatBare, visitBare } from "./bare.ts";
import type { Bench } from "./product.ts";
import type { Row } from "./report.ts";
import { seedChat } from "./seed.ts";
import { traced } from "./trace.ts";

const LIMIT_MS = 500;
const SWITCH_LIMIT_MS = 100;
const SHORT = 60;
/** Pages that a server has rendered by then: Node compiles the code for them while it renders the first few. */
const WARM_UP = 25;

/** From the click in the sidebar, and from the address bar, to the newest message of a long chat on the screen. */
export async function opening(bench: Bench, projectId: string, long: number, rounds: number): Promise<Row[]> {
  const { browser, context, url } = bench;
  const chatId = await seedChat(bench, projectId, long);
  const path = `/projects/${projectId}/chats/${chatId}`;
  for (let i = 0; i < WARM_UP; i++) await context.request.get(url + path);
  const loads: number[] = [];
  const clicks: number[] = [];
  const busy: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const page = await context.newPage();
    await page.addInitScript(noteFirstMessage);
    await page.goto(url + path);
    loads.push(await page.evaluate(() => (window as unknown as Noted).firstMessage));
    await page.goto(`${url}/projects/${projectId}`, { waitUntil: "networkidle" });
    const time = await traced(browser, page, async () => {
      clicks.push(await page.evaluate(clickUntilShown, { path, mark: "" }));
    });
    busy.push(time.cpu);
    await page.close();
  }
  const bare = await openBare(bench);
  const floor: number[] = [];
  const visits: number[] = [];
  for (let round = 0; round < rounds; round++) {
    floor.push(await openChatBare(bare, chatId, 30));
    visits.push(await visitBare(bench, chatId, 30));
  }
  await bare.close();
  const name = `${long.toLocaleString("en")}-message chat`;
  return [
    { name: `${name}, from the address bar to the newest message`, values: loads, limit: LIMIT_MS },
    { name: "… its newest 30 messages as the browser shows JSON", values: visits },
    { name: `${name}, from a click on a new chat's page`, values: clicks, limit: LIMIT_MS },
    { name: "… main thread", values: busy },
    { name: "… bare page, newest 30 messages as plain text", values: floor },
  ];
}

/** From the click on another chat to the frame that shows its first text. */
export async function switching(bench: Bench, projectId: string, rounds: number): Promise<Row[]> {
  const paths: string[] = [];
  for (let i = 0; i < rounds + 1; i++) {
    paths.push(`/projects/${projectId}/chats/${await seedChat(bench, projectId, SHORT, mark(i))}`);
  }
  const [home = "", ...others] = paths;
  const page = await bench.context.newPage();
  const start = () => page.goto(bench.url + home, { waitUntil: "networkidle" });
  const go = (path: string) =>
    page.evaluate(clickUntilShown, { path, mark: mark(paths.indexOf(path)) }).finally(() => whenIdle(page));
  await start();
  const fresh: number[] = [];
  const known: number[] = [];
  for (const path of others) {
    fresh.push(await go(path));
    known.push(await go(home));
  }
  for (const path of others) known.push(await go(path));
  await start();
  const hovered: number[] = [];
  for (const path of others) {
    // Somebody who points at a link presses it no sooner than this.
    await page.locator(`a[href="${path}"]`).first().hover();
    await page.waitForTimeout(150);
    hovered.push(await go(path));
  }
  await page.close();
  return [
    { name: "Switch to a chat seen before", values: known, limit: SWITCH_LIMIT_MS },
    { name: "Switch to one not seen before, pointed at", values: hovered, limit: SWITCH_LIMIT_MS },
    { name: "Switch to one not seen before, out of the blue", values: fresh, limit: SWITCH_LIMIT_MS },
  ];
}

const mark = (i: number) => `(chat-${i}!)`;

async function whenIdle(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(100);
}

type Noted = { firstMessage: Promise<number> };

/** In the page, before its own scripts: resolves with ms from the navigation to the frame that shows a message, as the browser reports it. */
function noteFirstMessage(): void {
  (window as unknown as Noted).firstMessage = new Promise((resolve) => {
    // A look of our own would have the page laid out, or drawn, while it is being opened.
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { element } = entry as PerformanceEntry & { element?: Element | null };
        if (element?.closest("[data-message]")) resolve(entry.startTime);
      }
    }).observe({ type: "largest-contentful-paint", buffered: true });
  });
}

/** In the page: ms from a click on the link to the frame that shows the chat, which the mark tells from others. */
function clickUntilShown({ path, mark }: { path: string; mark: string }): Promise<number> {
  const from = performance.now();
  document.querySelector<HTMLElement>(`a[href="${path}"]`)?.click();
  return new Promise((resolve) => {
    const check = () => {
      const shown = [...document.querySelectorAll("[data-message]")].some(
        (message) => message.querySelector("p") && message.textContent?.includes(mark),
      );
      // After a frame's callbacks come its style, layout and paint; a task after them finds the frame made.
      if (shown) requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)));
      else requestAnimationFrame(check);
    };
    check();
  });
}
