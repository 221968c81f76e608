"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { copyText } from "@/components/chat/copy-text";
import { Input } from "@/components/ui/input";
import { guideText } from "@/lib/text/reference-guide";

/** Fetched when somebody wants to try something. */
const TryIt = lazy(() => import("./try-it").then((module) => ({ default: module.TryIt })));

/**
 * Search and copying on a page that is otherwise the server's: it hides and copies elements that React never draws
 * again, so that their text is not sent a second time.
 */
export function ReferenceTools() {
  const [found, setFound] = useState<number | null>(null);
  const [said, setSaid] = useState("");
  const [trying, setTrying] = useState<string | null>(null);

  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      const button = target?.closest<HTMLButtonElement>("button[data-copy]");
      const link = target?.closest<HTMLAnchorElement>("a[data-markdown]");
      const tried = target?.closest<HTMLElement>("button[data-try]")?.dataset.try;
      if (tried) setTrying(tried);
      else if (button) {
        const code = button.closest("[data-code]")?.querySelector("code")?.textContent ?? "";
        void copyText(code).then((done) =>
          setSaid(done ? guideText.tools.copied : guideText.tools.notAllowed),
        );
      } else if (link && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
        event.preventDefault();
        void copyPage(link.href).then((done) => {
          if (done) setSaid(guideText.tools.copiedMarkdown);
          else location.assign(link.href);
        });
      }
    };
    document.addEventListener("click", onClick);
    return () => document.removeEventListener("click", onClick);
  }, []);

  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(""), 2_000);
    return () => clearTimeout(timer);
  }, [said]);

  return (
    <search className="flex flex-col gap-1 noscript:hidden">
      <label htmlFor="reference-search" className="font-medium">
        {guideText.tools.search}
      </label>
      <Input
        id="reference-search"
        type="search"
        placeholder={guideText.tools.placeholder}
        onChange={(event) => setFound(filter(event.target.value))}
      />
      <p role="status" className="min-h-5 text-fg-muted text-sm">
        {found === null ? "" : found === 0 ? guideText.tools.nothing : guideText.tools.found(found)}
      </p>
      <p
        role="status"
        className={
          said ? "fixed bottom-4 left-1/2 -translate-x-1/2 rounded-lg bg-fg px-4 py-2 text-canvas" : "sr-only"
        }
      >
        {said}
      </p>
      {trying ? (
        <Suspense>
          <TryIt key={trying} operationId={trying} onClose={() => setTrying(null)} />
        </Suspense>
      ) : null}
    </search>
  );
}

/** Shows the operations that have every word, and says how many; null without a word. */
function filter(text: string): number | null {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const operation of document.querySelectorAll<HTMLElement>("[data-operation]")) {
    const content = operation.textContent?.toLowerCase() ?? "";
    operation.hidden = !words.every((word) => content.includes(word));
    if (!operation.hidden) found += 1;
    const entry = document.querySelector<HTMLElement>(`[data-entry="${operation.id}"]`);
    if (entry) entry.hidden = operation.hidden;
  }
  for (const guide of document.querySelectorAll<HTMLElement>("[data-guide]")) guide.hidden = words.length > 0;
  for (const group of document.querySelectorAll<HTMLElement>("[data-group]")) {
    group.hidden = !group.querySelector("[data-operation]:not([hidden]), [data-entry]:not([hidden])");
  }
  return words.length > 0 ? found : null;
}

async function copyPage(href: string): Promise<boolean> {
  try {
    const response = await fetch(href);
    return response.ok && (await copyText(await response.text()));
  } catch {
    return false;
  }
}
