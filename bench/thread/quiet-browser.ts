import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Cookie } from "playwright";
import { findChromium } from "../../scripts/support/chromium.mjs";

/**
 * Chromium with nobody watching its network. Playwright has every arrival reported (`Network.enable`), which is work of the page's main
 * thread: an eighth of what a reply in 400 pieces costs. So what is counted is driven by the few commands below.
 * https://chromedevtools.github.io/devtools-protocol/
 */
export type QuietBrowser = {
  newPage(url: string): Promise<QuietPage>;
  close(): Promise<void>;
};

export type QuietPage = {
  evaluate<R, A>(run: (argument: A) => R | Promise<R>, argument: A): Promise<R>;
  bringToFront(): Promise<void>;
  /** Into what has the focus. */
  insertText(text: string): Promise<void>;
  pressEnter(): Promise<void>;
  /** ms of processor time that the main thread spends in tasks while `work` runs, by the browser's own counter. */
  counted(work: () => Promise<void>): Promise<number>;
};

type Send = <T>(method: string, params?: object) => Promise<T>;

export async function openQuietBrowser(cookies: readonly Cookie[]): Promise<QuietBrowser> {
  const profile = await mkdtemp(join(tmpdir(), "chatbot-quiet-"));
  const flags = [
    "--headless=new",
    "--no-sandbox",
    "--disable-background-networking",
    "--window-size=1280,800",
  ];
  const browser = spawn(
    findChromium() ?? (await import("playwright")).chromium.executablePath(),
    [...flags, "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"],
    { stdio: "ignore" },
  );
  const port = await debuggingPort(profile, browser);
  return {
    async newPage(url) {
      const made = await fetch(`http://127.0.0.1:${port}/json/new`, { method: "PUT" });
      const send = await connect((await made.json()).webSocketDebuggerUrl);
      for (const { name, value, domain, path, httpOnly, secure } of cookies) {
        await send("Network.setCookie", { name, value, domain, path, httpOnly, secure });
      }
      await send("Performance.enable", { timeDomain: "threadTicks" });
      await send("Page.navigate", { url });
      const page = quietPage(send);
      while (
        !(await page.evaluate(
          (wanted) => location.href === wanted && document.readyState === "complete",
          url,
        ))
      ) {
        await wait(50);
      }
      return page;
    },
    async close() {
      const ended = new Promise((resolve) => browser.once("exit", resolve));
      browser.kill();
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function quietPage(send: Send): QuietPage {
  const spent = async () => {
    const { metrics } = await send<{ metrics: { name: string; value: number }[] }>("Performance.getMetrics");
    const seconds = metrics.find(({ name }) => name === "TaskDuration")?.value;
    if (seconds === undefined) throw new Error("Chromium no longer counts TaskDuration");
    return seconds * 1_000;
  };
  return {
    async evaluate<R, A>(run: (argument: A) => R | Promise<R>, argument: A): Promise<R> {
      const { result, exceptionDetails } = await send<{
        result: { value: R };
        exceptionDetails?: { text: string };
      }>("Runtime.evaluate", {
        expression: `(${run})(${JSON.stringify(argument)})`,
        awaitPromise: true,
        returnByValue: true,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.text);
      return result.value;
    },
    bringToFront: () => send("Page.bringToFront"),
    insertText: (text) => send("Input.insertText", { text }),
    async pressEnter() {
      const key = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 13 };
      await send("Input.dispatchKeyEvent", { type: "keyDown", text: "\r", ...key });
      await send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
    },
    async counted(work) {
      const before = await spent();
      await work();
      return (await spent()) - before;
    },
  };
}

/** Chromium writes the port that it chose into its profile. */
async function debuggingPort(profile: string, browser: ChildProcess): Promise<string> {
  while (browser.exitCode === null) {
    const [port] = (await readFile(join(profile, "DevToolsActivePort"), "utf8").catch(() => "")).split("\n");
    if (port) return port;
    await wait(50);
  }
  throw new Error("Chromium did not start");
}

async function connect(url: string): Promise<Send> {
  const socket = new WebSocket(url);
  const answers = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  socket.addEventListener("message", ({ data }) => {
    const { id, result, error } = JSON.parse(String(data));
    const waiting = answers.get(id);
    answers.delete(id);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result as never);
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve, { once: true });
    socket.addEventListener("error", () => reject(new Error("Chromium takes no connection")), { once: true });
  });
  let last = 0;
  return (method, params = {}) =>
    new Promise((resolve, reject) => {
      answers.set(++last, { resolve, reject });
      socket.send(JSON.stringify({ id: last, method, params }));
    });
}
