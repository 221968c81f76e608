import { useRef, useState } from "react";
import { toast } from "@/components/ui/toast";
import { useWrongField } from "@/components/ui/use-wrong-field";
import { ApiError, api, messageOf } from "@/lib/client/api";
import type { Embed } from "@/lib/schemas";
import { embedText as text } from "@/lib/text/embed";
import { type EmbedValues, fieldOf, patchOf, valuesOf } from "./embed-values";

export type Overview = {
  embed: Embed;
  used: { messages: number; tokens: number };
  visitors: number;
  ratings: { up: number; down: number };
};

/** The form of the widget and the link: what stands in it, what is saved, and what was wrong. */
export function useEmbed(initial: Overview, slug: string) {
  const [saved, setSaved] = useState(initial);
  const [values, setValues] = useState(() => valuesOf(initial.embed, slug));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [pending, setPending] = useState(false);
  const [attempts, setAttempts] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  useWrongField(form, attempts);
  const { projectId } = saved.embed;
  const at = `/api/projects/${projectId}/embed`;
  const dirty = JSON.stringify(values) !== JSON.stringify(valuesOf(saved.embed, slug));

  return {
    ...saved,
    form,
    values,
    errors,
    pending,
    dirty,
    set<Name extends keyof EmbedValues>(name: Name, value: EmbedValues[Name]) {
      setValues((now) => ({ ...now, [name]: value }));
      // What it said of its parts, such as `limits.visitor.tokensPerDay`, goes as well.
      setErrors((now) =>
        Object.fromEntries(
          Object.entries(now).filter(([path]) => path !== name && !path.startsWith(`${name}.`)),
        ),
      );
    },
    discard() {
      setValues(valuesOf(saved.embed, slug));
      setErrors({});
    },
    async save() {
      setPending(true);
      setErrors({});
      try {
        const next = await api<Overview>(at, { method: "PUT", body: patchOf(values, saved.embed) });
        setSaved(next);
        setValues(valuesOf(next.embed, slug));
        toast.success(text.saved);
      } catch (error) {
        const faults = error instanceof ApiError ? error.errors : [];
        const found: Record<string, string> = {};
        for (const { path, message } of faults) found[fieldOf(path)] ??= message;
        setErrors(found);
        setAttempts((n) => n + 1);
        toast.error(faults[0]?.message ?? messageOf(error));
      }
      setPending(false);
    },
    async endVisits() {
      setPending(true);
      try {
        const { ended } = await api<{ ended: number }>(`${at}/visitors`, { method: "DELETE" });
        setSaved((now) => ({ ...now, visitors: 0, ratings: { up: 0, down: 0 } }));
        toast.success(text.today.ended(ended));
      } catch (error) {
        toast.error(messageOf(error));
      }
      setPending(false);
    },
  };
}

export type EmbedForm = ReturnType<typeof useEmbed>;
