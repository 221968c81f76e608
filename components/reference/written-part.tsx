"use client";

import { useEffect, useRef } from "react";
import { escapeHtml } from "./to-html";
import { type WrittenPartName, writtenParts } from "./written-parts";

/**
 * A part of the page that is written beforehand. It comes with the page's HTML alone: as elements it would be sent a second
 * time, for React in the browser, which has nothing to do in it.
 */
export function WrittenPart({ name, origin }: { name: WrittenPartName; origin: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Without a page load, as when somebody goes back through a link of the app's, there was no HTML to come with.
    if (box.current?.childElementCount === 0) window.location.reload();
  }, []);
  const written = typeof window === "undefined" ? writtenParts().get(name)?.join(escapeHtml(origin)) : "";
  // biome-ignore lint/security/noDangerouslySetInnerHtml: written by `toHtml`, which escapes; the origin is escaped here
  return <div ref={box} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: written ?? "" }} />;
}
