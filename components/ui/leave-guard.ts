"use client";

import { useEffect, useRef } from "react";

type Guard = (go: () => void) => void;
let active: Guard | null = null;

/** Goes on at once, or, where there are unsaved changes, once the person agrees to lose them. */
export function leave(go: () => void): void {
  if (active) active(go);
  else go();
}

/**
 * While `dirty`, asks before the page is left: by a link, by the palette (through {@link leave}), by Back where the
 * browser lets a page ask, and by closing the tab. `ask` gets the function that really leaves.
 */
export function useLeaveGuard(dirty: boolean, ask: Guard): void {
  const latest = useRef(ask);
  latest.current = ask;

  useEffect(() => {
    if (!dirty) return;
    const guard: Guard = (go) => latest.current(go);
    active = guard;

    function onClick(event: MouseEvent): void {
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
        return;
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (!link || link.target === "_blank" || link.hasAttribute("download")) return;
      const url = new URL(link.href, window.location.href);
      if (url.pathname === window.location.pathname && url.origin === window.location.origin) return;
      event.preventDefault();
      event.stopPropagation();
      guard(() => {
        active = null;
        document.removeEventListener("click", onClick, true);
        link.click();
      });
    }
    function onUnload(event: BeforeUnloadEvent): void {
      event.preventDefault();
    }
    const stopBack = guardBack(guard);
    document.addEventListener("click", onClick, true);
    window.addEventListener("beforeunload", onUnload);
    return () => {
      if (active === guard) active = null;
      document.removeEventListener("click", onClick, true);
      window.removeEventListener("beforeunload", onUnload);
      stopBack();
    };
  }, [dirty]);
}

type NavigateEvent = Event & { navigationType: string; destination: { key: string; url: string } };
type Navigation = EventTarget & {
  traverseTo(key: string): { committed: Promise<unknown>; finished: Promise<unknown> };
};

/** The history entry that the person agreed to leave for: its own `navigate` event comes later, and is let through. */
let agreed: string | null = null;

/** Back and Forward can be held only through the Navigation API, and only once per action of the person. */
function guardBack(guard: Guard): () => void {
  const navigation = (window as { navigation?: Navigation }).navigation;
  if (!navigation) return () => undefined;
  function onNavigate(event: Event): void {
    const { navigationType, destination } = event as NavigateEvent;
    if (navigationType !== "traverse" || !event.cancelable) return;
    if (destination.key === agreed) {
      agreed = null;
      return;
    }
    event.preventDefault();
    guard(() => {
      agreed = destination.key;
      const { committed, finished } = navigation?.traverseTo(destination.key) ?? {};
      // A navigation that something else overtakes is no fault.
      committed?.catch(() => undefined);
      finished?.catch(() => undefined);
    });
  }
  navigation.addEventListener("navigate", onNavigate);
  return () => navigation.removeEventListener("navigate", onNavigate);
}
