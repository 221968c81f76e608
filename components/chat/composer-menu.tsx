"use client";

import { BookMarked, FileText, Settings2 } from "lucide-react";
import Link from "next/link";
import { useEffect, useMemo, useRef, useState } from "react";
import { Spinner } from "@/components/ui/spinner";
import { api } from "@/lib/client/api";
import type { ProjectFile, SavedPrompt } from "@/lib/schemas";
import { savedPromptsText } from "@/lib/text/saved-prompts";
import { cn } from "@/lib/utils";
import type { Trigger } from "./composer-trigger";

export type Choice = { kind: "file"; file: ProjectFile } | { kind: "prompt"; prompt: SavedPrompt };
export type MenuKeys = { onKey: (key: string) => boolean };

const SHOWN = 8;
export const MENU_ID = "composer-menu";
const optionId = (index: number) => `${MENU_ID}-${index}`;

type Item = { id: string; label: string; detail: string; choice: Choice };

/** What `@` or `/` offers, above the field, which keeps the focus. */
export default function ComposerMenu({
  projectId,
  trigger,
  keys,
  onActive,
  onChoose,
}: {
  projectId: string;
  trigger: Trigger;
  /** Takes the keys that the field passes on. */
  keys: { current: MenuKeys | null };
  /** The id of the option that Enter takes; null: none. */
  onActive: (id: string | null) => void;
  onChoose: (choice: Choice) => void;
}) {
  const all = useItems(projectId, trigger.kind);
  const query = trigger.query.toLocaleLowerCase();
  const items = useMemo(
    () => (all ?? []).filter(({ label }) => label.toLocaleLowerCase().includes(query)).slice(0, SHOWN),
    [all, query],
  );
  const [chosen, setChosen] = useState(0);
  const active = Math.min(chosen, items.length - 1);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    onActive(active < 0 ? null : optionId(active));
    list.current?.querySelector(`#${optionId(active)}`)?.scrollIntoView({ block: "nearest" });
    return () => onActive(null);
  }, [active, onActive]);

  keys.current = {
    onKey(key) {
      const item = items[active];
      if (!item) return false;
      if (key === "ArrowDown") setChosen((active + 1) % items.length);
      else if (key === "ArrowUp") setChosen((active + items.length - 1) % items.length);
      else if (key === "Enter" || key === "Tab") onChoose(item.choice);
      else return false;
      return true;
    },
  };
  useEffect(
    () => () => {
      keys.current = null;
    },
    [keys],
  );

  const files = trigger.kind === "file";
  const title = files ? savedPromptsText.files : savedPromptsText.menu;
  const Icon = files ? FileText : BookMarked;
  return (
    <div className="absolute inset-x-0 bottom-full z-10 mb-2 overflow-hidden rounded-xl border border-line bg-raised shadow-float">
      <p className="flex items-center gap-2 px-3.5 pt-2.5 pb-1 text-fg-subtle text-xs">
        {title}
        {all === null ? <Spinner label={savedPromptsText.loading} className="animate-late" /> : null}
      </p>
      <div
        ref={list}
        id={MENU_ID}
        role="listbox"
        aria-label={title}
        className="max-h-64 overflow-y-auto p-1.5 pt-0"
      >
        {items.map(({ id, label, detail, choice }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus, and passes its keys on
          <div
            key={id}
            id={optionId(index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={cn(
              "flex min-h-9 cursor-default items-center gap-3 rounded-md px-2 py-1.5 touch:min-h-11",
              index === active && "bg-hover",
            )}
            onPointerMove={() => setChosen(index)}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onChoose(choice)}
          >
            <Icon className="size-4 shrink-0 text-fg-subtle" aria-hidden="true" />
            <span className="min-w-0 truncate" dir="auto">
              {label}
            </span>
            <span className="min-w-0 flex-1 truncate text-end text-fg-subtle text-xs" dir="auto">
              {detail}
            </span>
          </div>
        ))}
      </div>
      {all !== null && items.length === 0 ? (
        <p role="status" className="px-3.5 pb-2.5 text-fg-muted text-sm">
          {savedPromptsText.nothing[trigger.kind][all.length === 0 ? "none" : "noMatch"]}
        </p>
      ) : null}
      {files ? null : (
        <Link
          href="/account#prompts"
          prefetch={false}
          className="flex min-h-9 items-center gap-3 border-line border-t px-3.5 py-2 text-fg-muted text-sm hover:bg-hover hover:text-fg touch:min-h-11"
        >
          <Settings2 className="size-4" aria-hidden="true" />
          {savedPromptsText.manage}
        </Link>
      )}
    </div>
  );
}

/** Null until they are here; nothing where they can't be had. */
function useItems(projectId: string, kind: Trigger["kind"]): Item[] | null {
  const [items, setItems] = useState<Item[] | null>(null);
  useEffect(() => {
    const left = new AbortController();
    setItems(null);
    const found = kind === "file" ? readFiles(projectId, left.signal) : readPrompts(left.signal);
    found
      .catch(() => [])
      .then((now) => {
        if (!left.signal.aborted) setItems(now);
      });
    return () => left.abort();
  }, [projectId, kind]);
  return items;
}

async function readFiles(projectId: string, signal: AbortSignal): Promise<Item[]> {
  const path = `/api/projects/${projectId}/files?limit=100`;
  const { files } = await api<{ files: ProjectFile[] }>(path, { signal });
  return files.map((file) => ({
    id: file.id,
    label: file.filename,
    detail: "",
    choice: { kind: "file", file },
  }));
}

async function readPrompts(signal: AbortSignal): Promise<Item[]> {
  const { prompts } = await api<{ prompts: SavedPrompt[] }>("/api/users/prompts", { signal });
  return prompts.map((prompt) => ({
    id: prompt.id,
    label: prompt.name,
    detail: prompt.content.slice(0, 80),
    choice: { kind: "prompt", prompt },
  }));
}
