"use client";

import { useRef } from "react";

/** Where the page of a choice begins, for somebody with a keyboard: the page's own start came while the dialog was there. */
function mainField(): HTMLElement | null {
  return window.matchMedia("(hover: hover)").matches ? document.querySelector("[data-main-field]") : null;
}

/**
 * Gives the focus back to what had it when a dialog opened. Radix does so only for a dialog with a trigger of its
 * own; ours are mostly opened by state. A dialog that was opened from a menu returns to the menu's button.
 */
export function useReturnFocus() {
  const opener = useRef<HTMLElement | null>(null);
  return {
    remember(): void {
      const focused = document.activeElement;
      const menu = focused?.closest("[role=menu]");
      const button = menu ? document.getElementById(menu.getAttribute("aria-labelledby") ?? "") : null;
      opener.current = button ?? (focused instanceof HTMLElement ? focused : null);
    },
    onCloseAutoFocus(event: Event): void {
      const target = opener.current?.isConnected ? opener.current : mainField();
      if (!target || target === document.body) return;
      event.preventDefault();
      target.focus();
    },
  };
}
