/** Pixels between a tip and its button, and between a tip and the window's edge. */
const GAP = 6;
const EDGE = 8;

const BOX =
  "fixed z-toast m-0 w-max max-w-[min(20rem,calc(100vw-1rem))] animate-pop-in break-words rounded-md bg-fg px-2 py-1 text-canvas text-xs shadow-float select-none print:hidden";
const KEY = "ms-1 inline-flex min-w-4 justify-center rounded-sm bg-canvas/15 px-1 font-medium first:ms-2";

/**
 * A box with the words of `target`, beside it; when they change (Copy, Copied) so does the box. `onLost` is called when the target
 * is gone. Its text describes the target to a screen reader, unless it is its very name.
 */
export function showTip(target: HTMLElement, onLost: () => void) {
  const box = document.createElement("div");
  box.role = "tooltip";
  box.id = "tip";
  box.className = BOX;
  const described = target.getAttribute("aria-describedby");
  const fill = () => {
    const { tip = "", tipKeys } = target.dataset;
    box.replaceChildren(textOf(tip));
    if (tipKeys) box.append(keysOf(tipKeys));
    const named = (target.ariaLabel ?? target.textContent ?? "").trim() === tip;
    if (!named) target.setAttribute("aria-describedby", [described, box.id].filter(Boolean).join(" "));
    place(box, target);
  };
  document.body.append(box);
  fill();
  const words = new MutationObserver(fill);
  words.observe(target, { attributeFilter: ["data-tip", "data-tip-keys"] });
  // A target leaves with one of the elements that hold it, wherever that is.
  const leaving = new MutationObserver(() => {
    if (!target.isConnected) onLost();
  });
  leaving.observe(document.body, { childList: true, subtree: true });
  return {
    target,
    box,
    remove() {
      words.disconnect();
      leaving.disconnect();
      box.remove();
      if (described === null) target.removeAttribute("aria-describedby");
      else target.setAttribute("aria-describedby", described);
    },
  };
}

function textOf(tip: string): HTMLElement {
  const text = document.createElement("span");
  text.dir = "auto";
  text.textContent = tip;
  return text;
}

function keysOf(keys: string): HTMLElement {
  const apple = /Mac|iPhone|iPad/.test(navigator.userAgent);
  const all = document.createElement("span");
  for (const key of keys.split(" ")) {
    const cap = document.createElement("kbd");
    cap.className = KEY;
    cap.textContent = key === "mod" ? (apple ? "⌘" : "Ctrl") : key;
    all.append(cap);
  }
  return all;
}

/** Above the target, else below it; never off the window. */
function place(box: HTMLElement, target: HTMLElement): void {
  const at = target.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const left = at.left + at.width / 2 - width / 2;
  const above = at.top - GAP - height;
  box.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - EDGE - width))}px`;
  box.style.top = `${above >= EDGE ? above : Math.min(at.bottom + GAP, innerHeight - EDGE - height)}px`;
}
