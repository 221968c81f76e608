import { useEffect, useRef } from "react";

/**
 * The toaster by itself gives the focus back to where it came from whenever it leaves a toast: by Tab too, so that
 * whoever goes on by keys is held between the end of the page and the toast for as long as that is shown. Here Tab goes
 * on, and the focus returns only when the toast that has it is done with, by a press or because its time is over.
 */
export function useToastFocus() {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const root = ref.current;
    if (!root) return;
    let from: Element | null = null;
    let inside = false;
    let byTab = false;
    const giveBack = () => {
      inside = false;
      if (from instanceof HTMLElement && from.isConnected) from.focus({ preventScroll: true });
    };
    const onFocusIn = (event: FocusEvent) => {
      // Not heard by the toaster.
      event.stopPropagation();
      const before = event.relatedTarget;
      if (!inside && !(before instanceof Node && root.contains(before))) from = before as Element | null;
      inside = true;
      byTab = false;
    };
    const onFocusOut = ({ relatedTarget }: FocusEvent) => {
      // Without an heir the focus went out of the page, or its toast did.
      if (relatedTarget instanceof Node ? !root.contains(relatedTarget) : byTab) inside = false;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      byTab = event.key === "Tab";
    };
    const onClick = ({ target }: MouseEvent) => {
      if (inside && target instanceof Element && target.closest("button")) giveBack();
    };
    const removals = new MutationObserver(() => {
      if (inside && !root.contains(document.activeElement)) giveBack();
    });
    removals.observe(root, { childList: true, subtree: true });
    root.addEventListener("focusin", onFocusIn);
    root.addEventListener("focusout", onFocusOut);
    root.addEventListener("keydown", onKeyDown);
    root.addEventListener("click", onClick);
    return () => {
      removals.disconnect();
      root.removeEventListener("focusin", onFocusIn);
      root.removeEventListener("focusout", onFocusOut);
      root.removeEventListener("keydown", onKeyDown);
      root.removeEventListener("click", onClick);
    };
  }, []);
  return ref;
}
