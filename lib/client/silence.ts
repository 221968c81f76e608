/** Tells that a connection fell silent. One timer for all that is heard: a reply comes in hundreds of pieces, each of which says something. */
export class Silence {
  #heard = performance.now();
  #timer: ReturnType<typeof setTimeout>;

  /** @param ms of silence after which `lost` is called, once. */
  constructor(ms: number, lost: () => void) {
    const check = () => {
      const left = this.#heard + ms - performance.now();
      if (left > 0) this.#timer = setTimeout(check, left);
      else lost();
    };
    this.#timer = setTimeout(check, ms);
  }

  heard = (): void => {
    this.#heard = performance.now();
  };

  end(): void {
    clearTimeout(this.#timer);
  }
}
