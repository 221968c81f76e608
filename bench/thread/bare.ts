import type { Page } from "playwright";
import type { Bench } from "./product.ts";
import type { QuietPage } from "./quiet-browser.ts";

const PATH = "/bench-bare";

/** A page of the server's origin with nothing in it: no framework, no style. */
export async function openBare({ context, url }: Bench): Promise<Page> {
  const page = await context.newPage();
  await page.route(`**${PATH}`, (route) =>
    route.fulfill({ contentType: "text/html", body: "<!doctype html><main></main>" }),
  );
  await page.goto(url + PATH);
  return page;
}

/** The least a browser can do with a reply: each piece of text is appended to one text node as it arrives. */
export function streamBare(page: QuietPage, projectId: string, message: string): Promise<number> {
  return page.evaluate(
    async ([path = "", text = ""]) => {
      const node = document.createTextNode("");
      document.body.replaceChildren(node);
      const response = await fetch(path, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ message: text, stream: true }),
      });
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      let pieces = 0;
      for (;;) {
        const { done, value } = (await reader?.read()) ?? { done: true, value: "" };
        if (done) return pieces;
        const lines = (rest + value).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) {
          if (!line.startsWith("data: {")) continue;
          const { type, delta } = JSON.parse(line.slice(6)) as { type: string; delta?: string };
          if (type !== "text-delta" || !delta) continue;
          node.appendData(delta);
          pieces++;
        }
      }
    },
    [`/api/chat/${projectId}`, message],
  );
}

/** ms from asking for a chat's newest messages to the frame that shows them as plain text. */
export function openChatBare(page: Page, chatId: string, limit: number): Promise<number> {
  return page.evaluate(
    async ([path = ""]) => {
      const from = performance.now();
      const { data } = await (await fetch(path)).json();
      const main = document.querySelector("main");
      if (main) main.textContent = data.messages.map((m: unknown) => JSON.stringify(m)).join("\n");
      return new Promise<number>((resolve) =>
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from))),
      );
    },
    [`/api/chats/${chatId}/messages?limit=${limit}`],
  );
}

/** ms from the address bar to the first frame of a chat's newest messages as the browser itself shows JSON. */
export async function visitBare({ context, url }: Bench, chatId: string, limit: number): Promise<number> {
  const page = await context.newPage();
  await page.goto(`${url}/api/chats/${chatId}/messages?limit=${limit}`);
  const painted = await page.evaluate(
    () =>
      new Promise<number>((resolve) =>
        new PerformanceObserver((list) => {
          const first = list.getEntriesByName("first-contentful-paint")[0];
          if (first) resolve(first.startTime);
        }).observe({ type: "paint", buffered: true }),
      ),
  );
  await page.close();
  return painted;
}
