"use client";

import { ModelPicker } from "@/components/settings/model-picker";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { typedNumber } from "@/components/ui/typed-number";
import type { AdminSettings } from "@/lib/schemas";
import { adminText } from "@/lib/text/admin";
import { LogoField } from "./logo-field";
import { QuotaFields } from "./quota-fields";
import { quotaOf, quotaValues } from "./settings-parts";
import { SettingsSection, useSettingsPart } from "./settings-section";
import { AdminSignInSettings, SignUpSettings } from "./sign-up-settings";

const text = adminText.settings;

export function SettingsView({ settings, product }: { settings: AdminSettings; product: string }) {
  return (
    <div>
      <Look settings={settings} product={product} />
      <SignUpSettings settings={settings} />
      <AdminSignInSettings settings={settings} />
      <Assistants settings={settings} />
      <SearchInFiles settings={settings} />
      <Quotas settings={settings} />
      <Retention settings={settings} />
    </div>
  );
}

function Look({ settings, product }: { settings: AdminSettings; product: string }) {
  const part = useSettingsPart({ name: settings.name ?? "" }, ({ name }) => ({ name: name.trim() || null }));
  return (
    <SettingsSection title={text.look.title} description={text.look.text} part={part}>
      <Field label={text.look.name} hint={text.look.nameHint(product)} error={part.errors.name}>
        {(control) => (
          <Input {...control} {...part.input("name")} placeholder={product} autoComplete="organization" />
        )}
      </Field>
      <LogoField logo={settings.logo} />
    </SettingsSection>
  );
}

function Assistants({ settings }: { settings: AdminSettings }) {
  const initial = { defaultModel: settings.defaultModel ?? "" };
  const part = useSettingsPart(initial, ({ defaultModel }) => ({
    defaultModel: defaultModel.trim() || null,
  }));
  return (
    <SettingsSection title={text.model.title} description={text.model.text} part={part}>
      <Field
        label={text.model.label}
        hint={text.model.hint}
        error={part.errors.defaultModel}
        aside={
          part.values.defaultModel ? (
            <Button variant="ghost" size="sm" onClick={() => part.set("defaultModel", "")}>
              {text.model.clear}
            </Button>
          ) : null
        }
      >
        {(control) => (
          <ModelPicker
            control={control}
            value={part.values.defaultModel ?? ""}
            onChange={(model) => part.set("defaultModel", model)}
          />
        )}
      </Field>
    </SettingsSection>
  );
}

function SearchInFiles({ settings }: { settings: AdminSettings }) {
  const initial = { embeddingModel: settings.embeddingModel ?? "" };
  const part = useSettingsPart(initial, ({ embeddingModel }) => ({
    embeddingModel: embeddingModel.trim() || null,
  }));
  return (
    <SettingsSection title={text.embedding.title} description={text.embedding.text} part={part}>
      <Field label={text.embedding.label} hint={text.embedding.hint} error={part.errors.embeddingModel}>
        {(control) => (
          <Input
            {...control}
            {...part.input("embeddingModel")}
            dir="ltr"
            autoComplete="off"
            spellCheck={false}
            placeholder={text.embedding.none}
          />
        )}
      </Field>
    </SettingsSection>
  );
}

function Quotas({ settings }: { settings: AdminSettings }) {
  const part = useSettingsPart(quotaValues(settings.quotas, "quotas"), (values) => ({
    quotas: quotaOf(values, "quotas"),
  }));
  return (
    <SettingsSection title={text.quotas.title} description={text.quotas.text} part={part}>
      <QuotaFields prefix="quotas" errors={part.errors} input={part.input} />
    </SettingsSection>
  );
}

function Retention({ settings }: { settings: AdminSettings }) {
  const initial = { retentionDays: String(settings.retentionDays ?? "") };
  const part = useSettingsPart(initial, ({ retentionDays }) => ({
    retentionDays: typedNumber(retentionDays),
  }));
  return (
    <SettingsSection title={text.retention.title} description={text.retention.text} part={part}>
      <Field label={text.retention.days} hint={text.retention.hint} error={part.errors.retentionDays}>
        {(control) => (
          <Input
            {...control}
            {...part.input("retentionDays")}
            inputMode="numeric"
            autoComplete="off"
            className="max-w-40"
            placeholder={text.retention.never}
          />
        )}
      </Field>
    </SettingsSection>
  );
}
