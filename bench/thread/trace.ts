import type { Browser, Page } from "playwright";

type TraceEvent = {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  dur?: number;
  tdur?: number;
  args?: { name?: string };
};

export type MainThread = {
  /** ms of processor time it used. */
  cpu: number;
  /** The longest single task, ms on the clock. */
  longest: number;
};

const MARK = "bench-page";

/** What a page's main thread does while `work` runs, from Chromium's own trace: the sum of its top-level tasks. */
export async function traced(browser: Browser, page: Page, work: () => Promise<void>): Promise<MainThread> {
  await browser.startTracing(page, {
    categories: ["disabled-by-default-devtools.timeline", "blink.user_timing"],
  });
  await page.evaluate((mark) => performance.mark(mark), MARK);
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[];
  };
  // The mark tells which of the browser's renderers this page lives in.
  const home = traceEvents.find((event) => event.name === MARK);
  if (!home) throw new Error("the trace does not know the page");
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid }) => name === "RunTask" && ph === "X" && pid === home.pid && tid === home.tid,
  );
  if (tasks.length === 0) throw new Error("the trace holds no tasks; Chromium may have renamed them");
  const sum = (pick: (event: TraceEvent) => number | undefined) =>
    tasks.reduce((total, task) => total + (pick(task) ?? 0), 0) / 1_000;
  return {
    cpu: sum(({ tdur, dur }) => tdur ?? dur),
    longest: tasks.reduce((most, { dur = 0 }) => Math.max(most, dur), 0) / 1_000,
  };
}
