"use client";

import { useId } from "react";
import { Section } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import { typedNumber } from "@/components/ui/typed-number";
import { KNOWLEDGE_DEFAULTS } from "@/lib/schemas/knowledge-settings";
import { settingsText } from "@/lib/text/settings";
import { DefaultButton } from "./default-button";
import type { SettingsField, SettingsValues } from "./settings-values";

/** How answers use the project's files. */
export function KnowledgeSection({
  values,
  errors,
  set,
}: {
  values: SettingsValues;
  errors: Partial<Record<SettingsField, string>>;
  set: (field: SettingsField, value: string) => void;
}) {
  const count = (field: "passages" | "budget", label: string, hint: string) => (
    <Field
      label={label}
      error={errors[field]}
      hint={hint}
      aside={
        <DefaultButton
          label={String(KNOWLEDGE_DEFAULTS[field])}
          active={typedNumber(values[field]) === KNOWLEDGE_DEFAULTS[field]}
          onClick={() => set(field, String(KNOWLEDGE_DEFAULTS[field]))}
        />
      }
    >
      {(control) => (
        <div className="w-40">
          <Input
            {...control}
            inputMode="numeric"
            dir="ltr"
            value={values[field]}
            onChange={(event) => set(field, event.target.value)}
          />
        </div>
      )}
    </Field>
  );
  return (
    <Section title={settingsText.knowledge.title} description={settingsText.knowledge.description}>
      <Toggle
        label={settingsText.knowledge.use}
        hint={settingsText.knowledge.useHint}
        on={values.enabled === "on"}
        onChange={(on) => set("enabled", on ? "on" : "off")}
      />
      <Toggle
        label={settingsText.knowledge.only}
        hint={settingsText.knowledge.onlyHint}
        on={values.only === "on"}
        onChange={(on) => set("only", on ? "on" : "off")}
      />
      {count("passages", settingsText.knowledge.passages, settingsText.knowledge.passagesHint)}
      {count("budget", settingsText.knowledge.budget, settingsText.knowledge.budgetHint)}
    </Section>
  );
}

function Toggle({
  label,
  hint,
  on,
  onChange,
}: {
  label: string;
  hint: string;
  on: boolean;
  onChange: (on: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="flex flex-col gap-0.5">
        <label htmlFor={id} className="font-medium text-sm">
          {label}
        </label>
        <p id={`${id}-hint`} className="text-fg-subtle text-sm">
          {hint}
        </p>
      </div>
      <Switch id={id} aria-describedby={`${id}-hint`} checked={on} onCheckedChange={onChange} />
    </div>
  );
}
