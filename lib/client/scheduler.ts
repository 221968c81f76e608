/** Frames made by `work` may take this part of the main thread's time… */
const SHARE = 1 / 16;
/** …unless they would come further apart than this (ms). */
const MAX_GAP = 250;

/** After a frame another one is likely for so long (ms)… */
const LIKELY = 500;
/** …and what wants to be shown with it waits so long (ms). */
const WITH_IT = 300;

let pictured = Number.NEGATIVE_INFINITY;
const along = new Set<() => void>();

/**
 * Runs `work` with the next frame of a reply that grows, because a frame of its own would cost as much again; at once where none grows.
 * @returns how to drop it.
 */
export function withNextFrame(work: () => void): () => void {
  if (performance.now() - pictured > LIKELY) {
    work();
    return () => undefined;
  }
  const run = () => {
    drop();
    work();
  };
  const timer = setTimeout(run, WITH_IT);
  const drop = () => {
    clearTimeout(timer);
    along.delete(run);
  };
  along.add(run);
  return drop;
}

/**
 * Runs `work` once per burst of requests: on an animation frame, and at least `minGap` ms after the last time; later
 * where its frames take long, so that a slow machine stays responsive. Hidden pages get no frames, so there a timer
 * does it.
 */
export class Coalescer {
  #work: () => void;
  #minGap: number;
  #gap: number;
  #last = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | null = null;
  #waiting: (() => void)[] = [];

  constructor(work: () => void, minGap: number) {
    this.#work = work;
    this.#minGap = minGap;
    this.#gap = minGap;
  }

  request(): void {
    if (this.#cancel) return;
    const wait = this.#wait();
    if (hidden()) this.#timer(Math.max(wait, 250), this.flush);
    else if (wait > 0) this.#timer(wait, this.#frame);
    else this.#frame();
  }

  /**
   * Resolves when what was requested is done and a new request would be served at the next frame. On a hidden page at
   * once: its timers may come a minute late.
   */
  async throttle(): Promise<void> {
    if (this.#cancel && !hidden()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    const wait = this.#wait();
    if (wait > 0 && !hidden()) await new Promise((resolve) => setTimeout(resolve, wait));
  }

  /** Does what is due at once. */
  flush = (): void => {
    this.cancel();
    this.#last = performance.now();
    pictured = this.#last;
    this.#work();
    for (const run of along) run();
  };

  cancel(): void {
    this.#cancel?.();
    this.#cancel = null;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** ms until the next time. */
  #wait(): number {
    return this.#last + this.#gap - performance.now();
  }

  #measure = (): void => {
    const cost = performance.now() - this.#last;
    this.#gap = Math.min(Math.max(cost / SHARE, this.#minGap), MAX_GAP);
  };

  #timer(ms: number, then: () => void): void {
    const timer = setTimeout(then, ms);
    this.#cancel = () => clearTimeout(timer);
  }

  #frame = (): void => {
    if (typeof requestAnimationFrame === "undefined") {
      this.#timer(16, this.flush);
      return;
    }
    const frame = requestAnimationFrame(() => {
      this.flush();
      // A task after a frame's callbacks runs when the frame has been laid out and painted.
      setTimeout(this.#measure);
    });
    // A page that is hidden between request and frame would otherwise wait until it is shown again.
    const backstop = setTimeout(this.flush, 500);
    this.#cancel = () => {
      cancelAnimationFrame(frame);
      clearTimeout(backstop);
    };
  };
}

function hidden(): boolean {
  return typeof document !== "undefined" && document.hidden;
}
