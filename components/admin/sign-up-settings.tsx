"use client";

import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { AdminSettings } from "@/lib/schemas";
import { adminText } from "@/lib/text/admin";
import { signUpOf, signUpValues } from "./settings-parts";
import { SettingsSection, useSettingsPart } from "./settings-section";

const text = adminText.settings.signUp;
const CHOICES = (["open", "invited", "closed"] as const).map((value) => ({
  value,
  label: text.choices[value],
}));

export function SignUpSettings({
  settings,
  onSaved,
}: {
  settings: AdminSettings;
  onSaved?: (settings: AdminSettings) => void;
}) {
  const part = useSettingsPart<{ signUp: string; domains: string }>(
    signUpValues(settings),
    signUpOf,
    onSaved,
  );
  const chosen = CHOICES.find(({ value }) => value === part.values.signUp);
  return (
    <SettingsSection
      title={text.title}
      description={text.text}
      // As a step on a way, what stands there already is an answer too.
      {...(onSaved ? { part: { ...part, dirty: true }, action: adminText.start.save } : { part })}
    >
      <Field
        label={text.label}
        hint={chosen ? text.hints[chosen.value] : undefined}
        error={part.errors.signUp}
      >
        {(control) => (
          <Select
            {...control}
            value={part.values.signUp}
            options={CHOICES}
            onValueChange={(value) => part.set("signUp", value)}
          />
        )}
      </Field>
      <Field label={text.domains} optional hint={text.domainsHint} error={part.errors.domains}>
        {(control) => (
          <Textarea {...control} {...part.input("domains")} rows={2} dir="ltr" className="max-h-60" />
        )}
      </Field>
    </SettingsSection>
  );
}

const twoStep = adminText.settings.twoStep;
const RULES = (["no", "yes"] as const).map((value) => ({ value, label: twoStep.choices[value] }));

/** Whether administrators need two-step sign-in. */
export function AdminSignInSettings({ settings }: { settings: AdminSettings }) {
  const part = useSettingsPart<{ adminSecondFactor: string }>(
    { adminSecondFactor: settings.adminSecondFactor ? "yes" : "no" },
    ({ adminSecondFactor }) => ({ adminSecondFactor: adminSecondFactor === "yes" }),
  );
  return (
    <SettingsSection title={twoStep.title} description={twoStep.text} part={part}>
      <Field label={twoStep.label} error={part.errors.adminSecondFactor}>
        {(control) => (
          <Select
            {...control}
            value={part.values.adminSecondFactor}
            options={RULES}
            onValueChange={(value) => part.set("adminSecondFactor", value)}
          />
        )}
      </Field>
    </SettingsSection>
  );
}
