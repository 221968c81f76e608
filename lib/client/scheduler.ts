/**
 * Runs `work` once per burst of requests: on an animation frame, and at least `minGap` ms after the last time.
 * Hidden pages get no frames, so there a timer does it.
 */
export class Coalescer {
  #work: () => void;
  #minGap: number;
  #last = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | null = null;

  constructor(work: () => void, minGap: number) {
    this.#work = work;
    this.#minGap = minGap;
  }

  request(): void {
    if (this.#cancel) return;
    const wait = this.#last + this.#minGap - performance.now();
    if (typeof document !== "undefined" && document.hidden) this.#timer(Math.max(wait, 250), this.flush);
    else if (wait > 0) this.#timer(wait, this.#frame);
    else this.#frame();
  }

  /** Does what is due at once. */
  flush = (): void => {
    this.cancel();
    this.#last = performance.now();
    this.#work();
  };

  cancel(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #timer(ms: number, then: () => void): void {
    const timer = setTimeout(then, ms);
    this.#cancel = () => clearTimeout(timer);
  }

  #frame = (): void => {
    if (typeof requestAnimationFrame === "undefined") {
      this.#timer(16, this.flush);
      return;
    }
    const frame = requestAnimationFrame(this.flush);
    // A page that is hidden between request and frame would otherwise wait until it is shown again.
    const backstop = setTimeout(this.flush, 500);
    this.#cancel = () => {
      cancelAnimationFrame(frame);
      clearTimeout(backstop);
    };
  };
}
