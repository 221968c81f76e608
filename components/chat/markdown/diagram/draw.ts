import type { DiagramAnswer, DiagramRequest } from "./worker";

/** A text that takes longer (ms) is given up, and the worker with it. */
const PATIENCE_MS = 10_000;
/** Longer texts (characters) stay code. */
const LONGEST = 20_000;
/** Drawn pictures kept. */
const KEPT = 50;

let worker: Worker | null = null;
let next = 0;
const waiting = new Map<number, (svg: string | null) => void>();
const known = new Map<string, string | null>();

/**
 * The SVG of a Mermaid text in the given colours, drawn off the main thread; null: it can't be drawn. It is meant for an
 * `<img>`, where nothing in it runs, loads or links.
 */
export function drawDiagram(code: string, colours: Record<string, string>): Promise<string | null> {
  const key = JSON.stringify([code, colours]);
  const done = known.get(key);
  if (done !== undefined) return Promise.resolve(done);
  if (code.length > LONGEST) return Promise.resolve(null);
  return new Promise((resolve) => {
    const id = next++;
    const timer = setTimeout(giveUp, PATIENCE_MS);
    waiting.set(id, (svg) => {
      clearTimeout(timer);
      waiting.delete(id);
      if (known.size >= KEPT) known.clear();
      known.set(key, svg);
      resolve(svg);
    });
    worker ??= start();
    worker.postMessage({ id, code, colours } satisfies DiagramRequest);
  });
}

function start(): Worker {
  const made = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  made.onmessage = ({ data }: MessageEvent<Partial<DiagramAnswer>>) => {
    if (data.id !== undefined) waiting.get(data.id)?.(data.svg ?? null);
  };
  made.onerror = (event) => {
    event.preventDefault();
    giveUp();
  };
  return made;
}

function giveUp(): void {
  worker?.terminate();
  worker = null;
  for (const resolve of [...waiting.values()]) resolve(null);
}
