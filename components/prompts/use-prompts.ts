"use client";

import { useEffect, useRef, useState } from "react";
import { toast } from "@/components/ui/toast";
import { ApiError, messageOf } from "@/lib/client/api";
import type { Prompt } from "@/lib/schemas";
import { promptsText } from "@/lib/text/prompts";
import {
  addPrompt,
  conflictOf,
  type Draft,
  type PromptConflict,
  readProject,
  removePrompt,
  reorderPrompts,
  sameText,
  savePrompt,
} from "./prompt-api";

/**
 * A project's prompts as the server has them, changed ahead of its answer where that can be taken back. What others save is
 * shown as it comes; a prompt in `editing` that they removed stays until {@link close}.
 */
export function usePrompts(
  projectId: string,
  initial: Prompt[],
  initialVersion: number,
  editing: readonly string[],
) {
  const [prompts, setPrompts] = useState(initial);
  /** Removed by somebody else while their text is being changed here. */
  const [removed, setRemoved] = useState<readonly string[]>([]);
  /** The project's version as last seen here; a save says it, so that others' changes are noticed. */
  const version = useRef(initialVersion);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each version that comes
  useEffect(() => {
    if (initialVersion <= version.current) return;
    version.current = initialVersion;
    const next = [...initial];
    const kept = prompts.filter(({ id }) => editing.includes(id) && !initial.some((one) => one.id === id));
    for (const prompt of kept) next.splice(prompts.indexOf(prompt), 0, prompt);
    setRemoved(kept.map(({ id }) => id));
    setPrompts(next);
  }, [initialVersion]);

  function close(id: string): void {
    if (!removed.includes(id)) return;
    setRemoved((now) => now.filter((other) => other !== id));
    setPrompts((now) => now.filter((prompt) => prompt.id !== id));
  }

  async function refresh(): Promise<void> {
    const project = await readProject(projectId);
    version.current = project.version;
    setPrompts(project.prompts);
  }

  async function add(draft: Draft): Promise<void> {
    const saved = await addPrompt(projectId, draft);
    version.current = saved.version;
    // The news of it may have been faster.
    setPrompts((now) => [...now.filter(({ id }) => id !== saved.prompt.id), saved.prompt]);
  }

  async function save(base: Prompt, draft: Draft, overwrite: PromptConflict | null): Promise<void> {
    if (overwrite && !overwrite.theirs) {
      setPrompts(overwrite.project.prompts);
      return add(draft);
    }
    const known = prompts.find(({ id }) => id === base.id);
    // Changed by somebody else while it was open here: the version seen last is no longer the one that `base` is of.
    if (!overwrite && known && !sameText(known, base)) throw await conflictOf(projectId, base.id);
    const seen = overwrite?.project.version ?? version.current;
    const saved = await savePrompt(projectId, overwrite?.theirs ?? base, draft, seen);
    version.current = saved.version;
    setPrompts((now) => now.map((prompt) => (prompt.id === saved.prompt.id ? saved.prompt : prompt)));
  }

  async function remove(prompt: Prompt): Promise<void> {
    const at = prompts.indexOf(prompt);
    setPrompts((now) => now.filter(({ id }) => id !== prompt.id));
    try {
      ({ version: version.current } = await removePrompt(projectId, prompt.id));
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) {
        toast.error(promptsText.change.notDeleted(messageOf(error)));
        await refresh().catch(() => undefined);
      }
      return;
    }
    toast.success(promptsText.change.deleted, {
      action: { label: promptsText.change.undo, run: () => void restore(prompt, at) },
    });
  }

  async function restore({ role, content }: Prompt, at: number): Promise<void> {
    try {
      const { prompt } = await addPrompt(projectId, { role, content });
      const { prompts: now } = await readProject(projectId);
      const order = now.map(({ id }) => id).filter((id) => id !== prompt.id);
      order.splice(at, 0, prompt.id);
      await reorderPrompts(projectId, order);
      await refresh();
    } catch (error) {
      toast.error(messageOf(error));
    }
  }

  /** Shows an order while it is being made; {@link saveOrder} keeps it. */
  function showOrder(ids: string[]): void {
    setPrompts((now) =>
      ids.map((id) => now.find((prompt) => prompt.id === id)).filter((prompt) => prompt !== undefined),
    );
  }

  async function saveOrder(ids: string[]): Promise<void> {
    try {
      ({ version: version.current } = await reorderPrompts(projectId, ids));
    } catch (error) {
      const outdated =
        error instanceof ApiError && (error.code === "validation_failed" || error.status === 404);
      toast.error(
        outdated ? promptsText.change.orderChanged : promptsText.change.orderFailed(messageOf(error)),
      );
      await refresh().catch(() => undefined);
    }
  }

  function accept(conflict: PromptConflict): void {
    version.current = conflict.project.version;
    setPrompts(conflict.project.prompts);
  }

  return { prompts, removed, close, add, save, remove, showOrder, saveOrder, accept };
}
