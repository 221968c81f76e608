/** Closer to the end than this (px) counts as being there. */
const NEAR = 8;
/** Room (px) that is left above an element that somebody is led to. */
const ABOVE = 96;

/**
 * Keeps a scroller whose flow is reversed (`flex-col-reverse`: its origin is the end, so older content arriving above
 * moves nothing) where the reader wants it: at the end while they are there, at the line they read otherwise.
 */
export class StickToBottom {
  #scroller: HTMLElement;
  #content: HTMLElement;
  #onChange: (pinned: boolean) => void;
  #pinned = true;
  /** Whether the reader's place is known: the observer's first word comes when everything is laid out, and reading it costs nothing. */
  #placed = false;
  #anchor: { element: Element; top: number } | null = null;
  #shown: Element | null = null;
  #open = false;
  #observer: ResizeObserver;

  constructor(scroller: HTMLElement, content: HTMLElement, onChange: (pinned: boolean) => void) {
    this.#scroller = scroller;
    this.#content = content;
    this.#onChange = onChange;
    scroller.addEventListener("scroll", this.#read, { passive: true });
    this.#observer = new ResizeObserver(this.#pin);
    this.#observer.observe(content);
    this.#observer.observe(scroller);
  }

  get pinned(): boolean {
    return this.#pinned;
  }

  /** To the end, and staying there. */
  pin(): void {
    // Where it is at the end, it stays there by itself; to ask for its place would have everything laid out at once.
    if (this.#pinned) return;
    this.#set(true);
    this.#scroller.scrollTop = 0;
  }

  /** Puts an element below the upper edge, and holds it there while what is around it gets its size. */
  show(element: Element): void {
    this.#placed = true;
    this.#set(false);
    const { top: edge, height } = this.#scroller.getBoundingClientRect();
    const wanted = edge + Math.min(ABOVE, height / 4);
    this.#scroller.scrollTop += element.getBoundingClientRect().top - wanted;
    this.#anchor = { element, top: element.getBoundingClientRect().top };
    this.#shown = element;
  }

  /** Whether the end of what is shown is not the end of the chat: then nothing keeps the reader there. */
  set open(open: boolean) {
    this.#open = open;
    if (open) this.#set(false);
  }

  disconnect(): void {
    this.#scroller.removeEventListener("scroll", this.#read);
    this.#observer.disconnect();
  }

  #read = (): void => {
    this.#placed = true;
    this.#set(!this.#open && Math.abs(this.#scroller.scrollTop) <= NEAR);
    const shown = this.#shown;
    this.#shown = null;
    // The scrolling that `show` has asked for: its element stays the one that is held.
    if (shown?.isConnected) this.#anchor = { element: shown, top: shown.getBoundingClientRect().top };
    else this.#anchor = this.#pinned ? null : this.#firstVisible();
  };

  /** After a change of size. Browsers that anchor by themselves have left nothing to do. */
  #pin = (): void => {
    if (!this.#placed) this.#read();
    else if (this.#pinned) {
      if (this.#scroller.scrollTop !== 0) this.#scroller.scrollTop = 0;
    } else this.#holdAnchor();
  };

  #holdAnchor(): void {
    const { element, top } = this.#anchor ?? {};
    if (!element?.isConnected || top === undefined) return;
    const moved = element.getBoundingClientRect().top - top;
    if (Math.abs(moved) >= 1) this.#scroller.scrollTop += moved;
  }

  /** The smallest thing that reaches over the upper edge: a paragraph rather than its message. */
  #firstVisible(): { element: Element; top: number } | null {
    const edge = this.#scroller.getBoundingClientRect().top;
    let found: { element: Element; top: number } | null = null;
    for (let within: Element | null = this.#content; within; ) {
      let next: { element: Element; top: number } | null = null;
      for (const element of within.children) {
        const { top, bottom, height } = element.getBoundingClientRect();
        if (bottom <= edge || height === 0) continue;
        next = { element, top };
        break;
      }
      found = next ?? found;
      within = next && next.top < edge ? next.element : null;
    }
    return found;
  }

  #set(pinned: boolean): void {
    if (pinned === this.#pinned) return;
    this.#pinned = pinned;
    this.#onChange(pinned);
  }
}
