"use client";

import { Pencil, Plus, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { useForm } from "@/components/ui/use-form";
import { api, messageOf } from "@/lib/client/api";
import type { SavedPrompt, SavedPromptInput } from "@/lib/schemas";
import { savedPromptsText } from "@/lib/text/saved-prompts";

const byName = (a: SavedPrompt, b: SavedPrompt) => a.name.localeCompare(b.name);

/** The person's own prompts: added, changed and deleted in place. */
export function SavedPrompts({ initial }: { initial: SavedPrompt[] }) {
  const [prompts, setPrompts] = useState(initial);
  const [open, setOpen] = useState<string | null>(null);
  const add = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(null);
    requestAnimationFrame(() => add.current?.focus());
  };

  async function save(id: string | null, input: SavedPromptInput): Promise<void> {
    const path = id ? `/api/users/prompts/${id}` : "/api/users/prompts";
    const method = id ? "PATCH" : "POST";
    const { prompt } = await api<{ prompt: SavedPrompt }>(path, { method, body: input });
    setPrompts((now) => [...now.filter((one) => one.id !== prompt.id), prompt].sort(byName));
    close();
  }

  async function remove(prompt: SavedPrompt): Promise<void> {
    setPrompts((now) => now.filter(({ id }) => id !== prompt.id));
    add.current?.focus();
    try {
      await api(`/api/users/prompts/${prompt.id}`, { method: "DELETE" });
    } catch (error) {
      setPrompts((now) => [...now, prompt].sort(byName));
      toast.error(messageOf(error));
    }
  }

  return (
    <div className="flex flex-col gap-3">
      {prompts.length > 0 ? (
        <ul className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface shadow-card">
          {prompts.map((prompt) => (
            <li key={prompt.id} className="py-2 pr-2 pl-4">
              {open === prompt.id ? (
                <PromptForm initial={prompt} onSave={(input) => save(prompt.id, input)} onCancel={close} />
              ) : (
                <div className="flex items-center gap-2">
                  <div className="min-w-0 flex-1">
                    <p className="truncate font-medium" dir="auto">
                      {prompt.name}
                    </p>
                    <p className="truncate text-fg-muted text-sm" dir="auto">
                      {prompt.content}
                    </p>
                  </div>
                  <Button
                    variant="ghost"
                    size="icon-sm"
                    aria-label={savedPromptsText.edit(prompt.name)}
                    onClick={() => setOpen(prompt.id)}
                  >
                    <Pencil className="size-4" aria-hidden="true" />
                  </Button>
                  <Button
                    variant="ghost"
                    size="icon-sm"
                    aria-label={savedPromptsText.remove(prompt.name)}
                    onClick={() => void remove(prompt)}
                  >
                    <Trash2 className="size-4" aria-hidden="true" />
                  </Button>
                </div>
              )}
            </li>
          ))}
        </ul>
      ) : open === "new" ? null : (
        <p className="text-fg-muted">{savedPromptsText.none}</p>
      )}
      {open === "new" ? (
        <PromptForm initial={null} onSave={(input) => save(null, input)} onCancel={close} />
      ) : null}
      <div>
        <Button ref={add} onClick={() => setOpen("new")}>
          <Plus className="size-4" aria-hidden="true" />
          {savedPromptsText.add}
        </Button>
      </div>
    </div>
  );
}

function PromptForm({
  initial,
  onSave,
  onCancel,
}: {
  initial: SavedPrompt | null;
  onSave: (input: SavedPromptInput) => Promise<void>;
  onCancel: () => void;
}) {
  const { input, errors, failure, pending, formProps } = useForm({
    initial: { name: initial?.name ?? "", content: initial?.content ?? "" },
    schema: async () => (await import("@/lib/schemas/saved-prompt")).savedPromptInputSchema,
    submit: onSave,
  });
  return (
    <form {...formProps} className="flex flex-col gap-3 py-2">
      {failure ? (
        <p role="alert" className="text-danger-text text-sm">
          {failure}
        </p>
      ) : null}
      <Field label={savedPromptsText.name} error={errors.name}>
        {(control) => (
          <Input
            {...control}
            {...input("name")}
            autoFocus
            autoComplete="off"
            placeholder={savedPromptsText.namePlaceholder}
          />
        )}
      </Field>
      <Field label={savedPromptsText.content} error={errors.content}>
        {(control) => <Textarea {...control} {...input("content")} rows={4} className="max-h-80" />}
      </Field>
      <div className="flex gap-2">
        <Button type="submit" size="sm" variant="primary" pending={pending}>
          {savedPromptsText.save}
        </Button>
        <Button size="sm" variant="ghost" onClick={onCancel}>
          {savedPromptsText.cancel}
        </Button>
      </div>
    </form>
  );
}
