import type { ReactNode } from "react";
import { Section } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { embedText as text } from "@/lib/text/embed";
import { SwitchRow } from "./switch-row";
import type { EmbedForm } from "./use-embed";

const look = text.look;
const POSITIONS = (["right", "left"] as const).map((value) => ({ value, label: look.positions[value] }));
const THEMES = (["system", "light", "dark"] as const).map((value) => ({ value, label: look.themes[value] }));

export function SetupLook({
  values,
  errors,
  set,
  children,
}: Pick<EmbedForm, "values" | "errors" | "set"> & { /** The preview. */ children: ReactNode }) {
  return (
    <Section title={look.title} description={look.text}>
      <Field label={look.name} hint={look.nameHint} error={errors.title} optional>
        {(control) => (
          <Input {...control} value={values.title} onChange={(event) => set("title", event.target.value)} />
        )}
      </Field>
      <Field label={look.greeting} error={errors.greeting} optional>
        {(control) => (
          <Textarea
            {...control}
            className="max-h-60"
            value={values.greeting}
            onChange={(event) => set("greeting", event.target.value)}
          />
        )}
      </Field>
      <Field label={look.suggestions} hint={look.suggestionsHint} error={errors.suggestions} optional>
        {(control) => (
          <Textarea
            {...control}
            className="max-h-60"
            value={values.suggestions}
            onChange={(event) => set("suggestions", event.target.value)}
          />
        )}
      </Field>
      <div className="grid gap-5 sm:grid-cols-3">
        <Field label={look.colour} error={errors.colour}>
          {(control) => (
            <input
              {...control}
              type="color"
              value={values.colour}
              className="h-control w-full cursor-pointer rounded-md border border-line-strong bg-surface p-1"
              onChange={(event) => set("colour", event.target.value)}
            />
          )}
        </Field>
        <Field label={look.position}>
          {(control) => (
            <Select
              {...control}
              value={values.position}
              options={POSITIONS}
              onValueChange={(value) => set("position", value)}
            />
          )}
        </Field>
        <Field label={look.theme}>
          {(control) => (
            <Select
              {...control}
              value={values.theme}
              options={THEMES}
              onValueChange={(value) => set("theme", value)}
            />
          )}
        </Field>
      </div>
      <SwitchRow label={look.open} hint={look.openHint} on={values.open} onChange={(on) => set("open", on)} />
      <SwitchRow
        label={look.sources}
        hint={look.sourcesHint}
        on={values.sources}
        onChange={(on) => set("sources", on)}
      />
      {children}
    </Section>
  );
}
