"use client";

import { Braces, ChevronDown } from "lucide-react";
import { useEffect, useId, useRef, useState, useSyncExternalStore } from "react";
import type { ChatVariables } from "@/lib/client/chat/variables";
import { variablesText } from "@/lib/text/variables";
import { cn } from "@/lib/utils";
import { VariableField } from "./variable-field";

const PHONE = "(max-width: 47.9375rem), (max-height: 30rem)";

/** What a chat's prompts ask for, above its composer: open in a new chat, folded once it goes on. */
export default function ChatVariablesForm({
  variables: store,
  fresh,
  onDone,
}: {
  variables: ChatVariables;
  /** Nothing has been sent yet. */
  fresh: boolean;
  /** Enter in the last field. */
  onDone: () => void;
}) {
  const id = useId();
  const state = useSyncExternalStore(
    store.subscribe,
    () => store.state,
    () => store.state,
  );
  const { variables, asked } = state;
  const [open, setOpen] = useState(fresh);
  const fields = useRef<HTMLDivElement>(null);
  const seen = useRef(asked);
  useEffect(() => setOpen(fresh), [fresh]);
  // On a phone the keyboard leaves little: whoever writes the message has done with these, and a missing one opens them again.
  useEffect(() => {
    const fold = (event: FocusEvent) => {
      const writes = event.target instanceof HTMLElement && event.target.matches("[data-main-field]");
      if (writes && window.matchMedia(PHONE).matches) setOpen(false);
    };
    document.addEventListener("focusin", fold);
    return () => document.removeEventListener("focusin", fold);
  }, []);
  useEffect(() => {
    if (asked !== seen.current) setOpen(true);
  }, [asked]);
  useEffect(() => {
    if (!open || asked === seen.current) return;
    seen.current = asked;
    fields.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [open, asked]);

  function next(field: HTMLTextAreaElement): void {
    const all = [...(fields.current?.querySelectorAll<HTMLTextAreaElement>("[data-variable]") ?? [])];
    const following = all[all.indexOf(field) + 1];
    if (following) following.focus();
    else onDone();
  }

  const summary = variables
    .map((variable) => `${variable.name}: ${store.valueOf(variable) || variablesText.empty}`)
    .join(" · ");
  return (
    <section aria-label={variablesText.title} className="mb-2 rounded-lg border border-line bg-surface">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        className="flex min-h-control w-full items-center gap-2 rounded-lg px-3 text-start transition-colors hover:bg-hover"
        onClick={() => setOpen(!open)}
      >
        <Braces className="size-4 shrink-0 text-fg-subtle" aria-hidden="true" />
        <span className="shrink-0 font-medium">{variablesText.title}</span>
        <span className="min-w-0 flex-1 truncate text-fg-muted" dir="auto">
          {open ? "" : summary}
        </span>
        <ChevronDown
          className={cn("size-4 shrink-0 text-fg-subtle transition-transform", open && "rotate-180")}
          aria-hidden="true"
        />
      </button>
      <div
        id={id}
        ref={fields}
        hidden={!open}
        className={cn(
          "max-h-[40dvh] gap-x-4 gap-y-3 overflow-y-auto px-3 pt-1 pb-3 sm:grid-cols-2",
          open && "grid",
        )}
      >
        {variables.map((variable) => (
          <VariableField
            key={variable.name}
            name={variable.name}
            value={store.valueOf(variable)}
            required={variable.default === null}
            missing={asked > 0 && store.isMissing(variable)}
            tooLong={store.isTooLong(variable)}
            onChange={(value) => store.set(variable.name, value)}
            // A failure shows when something is sent, which tries again.
            onBlur={() => void store.flush().catch(() => undefined)}
            onEnter={next}
          />
        ))}
      </div>
    </section>
  );
}
