"use client";

import { Plus, Sparkles } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { UnsavedChanges } from "@/components/ui/unsaved-changes";
import type { Prompt } from "@/lib/schemas";
import { LIMITS } from "@/lib/schemas/common";
import { promptsText } from "@/lib/text/prompts";
import { estimateTokens } from "@/lib/tokens";
import { cn } from "@/lib/utils";
import type { Draft } from "./prompt-api";
import { PromptCard } from "./prompt-card";
import { PromptForm } from "./prompt-form";
import { PromptVariables } from "./prompt-variables";
import { TokenMeter } from "./token-meter";
import { usePrompts } from "./use-prompts";
import { useReorder } from "./use-reorder";

/** Stands for the prompt that does not exist yet. */
const NEW = "new";
const NOTHING: Draft = { role: "system", content: "" };
const shell = "rounded-lg border bg-surface transition-shadow";

export function PromptList({
  projectId,
  initial,
  initialVersion,
  model,
  contextWindow,
}: {
  projectId: string;
  initial: Prompt[];
  initialVersion: number;
  model: string;
  contextWindow: number | null;
}) {
  const [editing, setEditing] = useState<readonly string[]>([]);
  const saved = usePrompts(projectId, initial, initialVersion, editing);
  const { prompts, add, save, remove, showOrder, saveOrder, accept } = saved;
  const [dirty, setDirty] = useState<readonly string[]>([]);
  const [said, setSaid] = useState("");
  const [closed, setClosed] = useState<string | null>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const reorder = useReorder({
    ids: prompts.map(({ id }) => id),
    onMove: showOrder,
    commit: (ids, moved) => {
      setSaid(promptsText.list.moved(ids.indexOf(moved) + 1, ids.length));
      void saveOrder(ids);
    },
  });

  const open = (id: string) => setEditing((now) => [...now, id]);
  function close(id: string): void {
    setEditing((now) => now.filter((other) => other !== id));
    saved.close(id);
    setClosed(id);
  }
  // The focus goes back to where the form was opened.
  const list = reorder.list;
  useEffect(() => {
    if (closed === null) return;
    setClosed(null);
    const edit = () => list.current?.querySelector<HTMLElement>(`[data-reorder="${closed}"] [data-edit]`);
    (closed === NEW ? addButton.current : edit())?.focus();
  }, [closed, list]);
  function markDirty(id: string, is: boolean): void {
    setDirty((now) =>
      is === now.includes(id) ? now : is ? [...now, id] : now.filter((other) => other !== id),
    );
  }

  const adding = editing.includes(NEW);
  const full = prompts.length >= LIMITS.promptsPerProject;
  const tokens = prompts.reduce((sum, { content }) => sum + estimateTokens(content), 0);
  return (
    <div className="flex flex-col gap-5">
      <UnsavedChanges dirty={dirty.length > 0} />
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
      {prompts.length > 0 ? <TokenMeter tokens={tokens} limit={contextWindow} model={model} /> : null}
      <PromptVariables contents={prompts.map(({ content }) => content)} />
      <ol ref={list} className="flex flex-col gap-3">
        {prompts.map((prompt, index) => (
          <li
            key={prompt.id}
            data-reorder={prompt.id}
            className={cn(
              shell,
              reorder.dragged === prompt.id ? "border-accent shadow-float" : "border-line shadow-card",
            )}
          >
            {editing.includes(prompt.id) ? (
              <PromptForm
                label={promptsText.list.edit(index + 1)}
                submitLabel={promptsText.list.save}
                saved={prompt}
                removed={saved.removed.includes(prompt.id)}
                save={(draft, overwrite, base) => save({ ...prompt, ...base }, draft, overwrite)}
                onSaved={() => close(prompt.id)}
                onCancel={() => close(prompt.id)}
                onDirty={(is) => markDirty(prompt.id, is)}
                onTakeTheirs={(conflict) => {
                  accept(conflict);
                  close(prompt.id);
                }}
              />
            ) : (
              <PromptCard
                prompt={prompt}
                position={index + 1}
                count={prompts.length}
                handle={reorder.handle(prompt.id)}
                onStep={(by) => reorder.step(prompt.id, by)}
                onEdit={() => open(prompt.id)}
                onRemove={() => void remove(prompt)}
              />
            )}
          </li>
        ))}
        {adding ? (
          <li className={cn(shell, "border-line shadow-card")}>
            <PromptForm
              label={promptsText.list.new}
              submitLabel={promptsText.list.add}
              saved={NOTHING}
              save={add}
              onSaved={() => close(NEW)}
              onCancel={() => close(NEW)}
              onDirty={(is) => markDirty(NEW, is)}
              onTakeTheirs={() => close(NEW)}
            />
          </li>
        ) : null}
      </ol>
      {prompts.length === 0 && !adding ? (
        <EmptyState
          icon={Sparkles}
          title={promptsText.list.none}
          action={
            <Button variant="primary" onClick={() => open(NEW)}>
              {promptsText.list.first}
            </Button>
          }
          className="rounded-lg border border-line border-dashed"
        >
          {promptsText.list.hint}
        </EmptyState>
      ) : (
        <div className="flex flex-wrap items-center gap-3">
          <Button ref={addButton} disabled={adding || full} onClick={() => open(NEW)}>
            <Plus className="size-4" aria-hidden="true" />
            {promptsText.list.add}
          </Button>
          {full ? <p className="text-fg-muted">{promptsText.list.full(LIMITS.promptsPerProject)}</p> : null}
        </div>
      )}
    </div>
  );
}
