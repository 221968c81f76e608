import { showTip } from "./tip-box";

/** How long the pointer rests (ms) before the first tip; the next one comes at once while another was just there. */
const REST_MS = 500;
const WARM_MS = 300;
/** Focus by keyboard wanders: a tip at every stop would be noise. */
const FOCUS_MS = 300;
/** A finger that stays this long asks what the button is; the tip stays a while after it has gone. */
const PRESS_MS = 500;
const LINGER_MS = 1_500;
/** Time (ms) to get from a button to its tip without losing it. */
const GRACE_MS = 120;
/** A finger that moved this far (px) scrolls. */
const SLIP_PX = 10;

/**
 * Tips for everything with `data-tip`, from one listener instead of a component around each button: after a rest under a mouse, by
 * keyboard focus, and under a finger that stays. `data-tip-keys="mod Shift O"` adds a shortcut; with `data-tip-clipped` the tip
 * comes only where the text itself is cut off. Esc closes it. Returns what ends it.
 */
export function startTips(): () => void {
  const gone = new AbortController();
  let over: HTMLElement | null = null;
  let shown: ReturnType<typeof showTip> | null = null;
  let timer: number | undefined;
  let lastHidden = Number.NEGATIVE_INFINITY;
  let press: { x: number; y: number } | null = null;
  /** The click that ends a long press was no click. */
  let swallow = false;

  const later = (ms: number, act: () => void) => {
    clearTimeout(timer);
    timer = window.setTimeout(act, ms);
  };
  const hide = () => {
    clearTimeout(timer);
    if (!shown) return;
    shown.remove();
    shown = null;
    lastHidden = performance.now();
  };
  const show = (target: HTMLElement) => {
    if (shown?.target === target) return;
    hide();
    if (target.isConnected && isWanted(target)) shown = showTip(target, hide);
  };

  const on = <K extends keyof DocumentEventMap>(type: K, act: (event: DocumentEventMap[K]) => void) =>
    document.addEventListener(type, act, { capture: true, passive: false, signal: gone.signal });

  on("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    if (shown?.box.contains(event.target as Node)) return clearTimeout(timer);
    const target = tipped(event.target);
    if (target === over && (!shown || shown.target === target)) return;
    over = target;
    if (!target) return shown ? later(GRACE_MS, hide) : clearTimeout(timer);
    const warm = shown || performance.now() - lastHidden < WARM_MS;
    later(warm ? 0 : REST_MS, () => show(target));
  });
  document.documentElement.addEventListener(
    "pointerleave",
    () => {
      over = null;
      hide();
    },
    { signal: gone.signal },
  );

  on("pointerdown", (event) => {
    hide();
    swallow = false;
    const target = event.pointerType === "touch" ? tipped(event.target) : null;
    press = target && { x: event.clientX, y: event.clientY };
    if (!target) return;
    later(PRESS_MS, () => {
      show(target);
      swallow = shown !== null;
    });
  });
  on("pointermove", (event) => {
    if (press && Math.hypot(event.clientX - press.x, event.clientY - press.y) > SLIP_PX) release();
  });
  const release = () => {
    if (!press) return;
    press = null;
    if (shown) later(LINGER_MS, hide);
    else clearTimeout(timer);
  };
  on("pointerup", release);
  on("pointercancel", release);
  on("click", (event) => {
    if (swallow) {
      event.preventDefault();
      event.stopPropagation();
    }
    swallow = false;
  });
  on("contextmenu", (event) => {
    if (swallow) event.preventDefault();
  });

  on("focusin", ({ target }) => {
    if (!(target instanceof HTMLElement) || !target.dataset.tip) return;
    if (target.matches(":focus-visible")) later(FOCUS_MS, () => show(target));
  });
  on("focusout", ({ target }) => {
    if (shown?.target === target) hide();
    else if (target !== over) clearTimeout(timer);
  });
  on("keydown", ({ key }) => {
    if (key === "Escape") hide();
  });
  on("scroll", ({ target }) => {
    if (shown && target instanceof Node && target.contains(shown.target)) hide();
  });

  return () => {
    gone.abort();
    hide();
  };
}

function tipped(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-tip]") : null;
}

/** Nothing is told where it stands in full, nor over a menu that the button has opened. */
function isWanted(target: HTMLElement): boolean {
  if (!target.dataset.tip) return false;
  if (target.hasAttribute("aria-haspopup") && target.ariaExpanded === "true") return false;
  if (target.dataset.tipClipped === undefined) return true;
  return [target, ...target.querySelectorAll(".truncate")].some(
    ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth,
  );
}
