"use client";

import { useRef } from "react";

/** Where the page of a choice begins, for somebody with a keyboard: the page's own start came while the dialog was there. */
function mainField(): HTMLElement | null {
  return window.matchMedia("(hover: hover)").matches ? document.querySelector("[data-main-field]") : null;
}

/** The last button of the list item beside the one that `element` stands in. */
function besideInList(element: HTMLElement | null): HTMLElement | null {
  const item = element?.closest("li");
  const beside = item?.nextElementSibling ?? item?.previousElementSibling;
  return [...(beside?.querySelectorAll<HTMLElement>("button") ?? [])].at(-1) ?? null;
}

/** Takes the focus on from a list item that is about to go: to the one beside it, or to the page. */
export function focusBeside(element: HTMLElement): void {
  (besideInList(element) ?? document.querySelector<HTMLElement>("main"))?.focus();
}

/**
 * Gives the focus back to what had it when a dialog opened. Radix does so only for a dialog with a trigger of its
 * own; ours are mostly opened by state. A dialog that was opened from a menu returns to the menu's button.
 */
export function useReturnFocus() {
  const opener = useRef<HTMLElement | null>(null);
  const beside = useRef<HTMLElement | null>(null);
  return {
    remember(): void {
      const focused = document.activeElement;
      const menu = focused?.closest("[role=menu]");
      const button = menu ? document.getElementById(menu.getAttribute("aria-labelledby") ?? "") : null;
      opener.current = button ?? (focused instanceof HTMLElement ? focused : null);
      beside.current = besideInList(opener.current);
    },
    onCloseAutoFocus(event: Event): void {
      // What was chosen may have led to a place of its own, outside.
      if (document.activeElement?.matches("[data-message]")) {
        event.preventDefault();
        return;
      }
      const target =
        [opener.current, beside.current].find((element) => element?.isConnected) ??
        mainField() ??
        document.querySelector<HTMLElement>("main");
      if (!target || target === document.body) return;
      event.preventDefault();
      target.focus();
    },
  };
}
