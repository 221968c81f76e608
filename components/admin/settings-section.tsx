"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { SavedNote } from "@/components/account/saved-note";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Section } from "@/components/ui/card";
import { useForm } from "@/components/ui/use-form";
import { api } from "@/lib/client/api";
import type { AdminSettings } from "@/lib/schemas";
import { adminText } from "@/lib/text/admin";
import { settingsSchema } from "./settings-parts";

/** State of one part of the settings; it saves what is its own and nothing else. */
export function useSettingsPart<V extends Record<string, string>>(
  initial: V,
  read: (values: V) => unknown,
  onSaved?: (settings: AdminSettings) => void,
) {
  const router = useRouter();
  const [base, setBase] = useState(initial);
  const [saved, setSaved] = useState(false);
  const form = useForm({
    initial,
    schema: settingsSchema(read),
    submit: async (body, values) => {
      setSaved(false);
      const path = "/api/admin/settings";
      const { settings } = await api<{ settings: AdminSettings }>(path, { method: "PUT", body });
      setBase(values);
      setSaved(true);
      onSaved?.(settings);
      router.refresh();
    },
  });
  const dirty = Object.keys(initial).some((name) => form.values[name] !== base[name]);
  return { ...form, dirty, saved: saved && !dirty };
}

type Part = Pick<ReturnType<typeof useSettingsPart>, "failure" | "pending" | "dirty" | "saved" | "formProps">;

/** A titled part of the settings with its own button. */
export function SettingsSection({
  title,
  description,
  part,
  action = adminText.settings.save,
  children,
}: {
  title: string;
  description: string;
  part: Part;
  action?: string;
  children: ReactNode;
}) {
  return (
    <Section title={title} description={description}>
      <form {...part.formProps} aria-label={title} className="flex flex-col gap-4">
        {part.failure ? <Callout tone="danger">{part.failure}</Callout> : null}
        {children}
        <div className="flex items-center gap-3">
          <Button type="submit" variant="primary" pending={part.pending} disabled={!part.dirty}>
            {action}
          </Button>
          <SavedNote shown={part.saved}>{adminText.settings.saved}</SavedNote>
        </div>
      </form>
    </Section>
  );
}
