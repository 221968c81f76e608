"use client";

import { Section } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { formatNumber } from "@/components/ui/format";
import { Input, Textarea } from "@/components/ui/input";
import { Slider } from "@/components/ui/slider";
import { typedNumber } from "@/components/ui/typed-number";
import { UnsavedChanges } from "@/components/ui/unsaved-changes";
import type { Project, Settings } from "@/lib/schemas";
import { settingsText } from "@/lib/text/settings";
import { DefaultButton } from "./default-button";
import { KnowledgeSection } from "./knowledge-section";
import { LookFields } from "./look-fields";
import { ModelNotice } from "./model-notice";
import { ModelPicker } from "./model-picker";
import { SaveBar } from "./save-bar";
import { SettingsConflictNotice } from "./settings-conflict";
import { StartersField } from "./starters-field";
import { useSaveKey } from "./use-save-key";
import { useSettings } from "./use-settings";

const MAX_TEMPERATURE = 2;
const MAX_TOKENS = 128_000;
/** English prose: about three words in four tokens. */
const WORDS_PER_TOKEN = 0.75;

export function SettingsForm({ project, defaults }: { project: Project; defaults: Settings }) {
  const settings = useSettings(project);
  const { values, errors, set, conflict } = settings;
  const typed = typedNumber(values.maxTokens);
  const maxTokens = typeof typed === "number" ? typed : Number.NaN;
  useSaveKey(settings.save);
  return (
    <form
      ref={settings.form}
      noValidate
      aria-label={settingsText.form.label}
      // What is focused is not left behind the bar.
      className="[&_:is(a,button,input,textarea)]:scroll-mb-24"
      onSubmit={(event) => {
        event.preventDefault();
        void settings.save();
      }}
    >
      <UnsavedChanges dirty={settings.dirty} />
      {conflict ? (
        <div className="pb-8">
          <SettingsConflictNotice
            conflict={conflict}
            onKeepMine={() => void settings.keepMine(conflict)}
            onUseTheirs={() => settings.takeTheirs(conflict)}
          />
        </div>
      ) : null}
      <Section title={settingsText.form.about}>
        <Field label={settingsText.form.name} error={errors.name}>
          {(control) => (
            <Input
              {...control}
              value={values.name}
              autoComplete="off"
              onChange={(event) => set("name", event.target.value)}
            />
          )}
        </Field>
        <Field label={settingsText.form.description} optional error={errors.description}>
          {(control) => (
            <Textarea
              {...control}
              className="max-h-80"
              value={values.description}
              onChange={(event) => set("description", event.target.value)}
            />
          )}
        </Field>
        <LookFields values={values} errors={errors} set={set} />
        <StartersField
          value={values.starters}
          error={errors.starters}
          onChange={(lines) => set("starters", lines)}
        />
      </Section>
      <Section title={settingsText.form.answers} description={settingsText.form.answersHint}>
        <Field
          label={settingsText.form.model}
          error={errors.model}
          aside={
            <DefaultButton
              label={defaults.model}
              active={values.model === defaults.model}
              onClick={() => set("model", defaults.model)}
            />
          }
        >
          {(control) => (
            <ModelPicker control={control} value={values.model} onChange={(model) => set("model", model)} />
          )}
        </Field>
        <ModelNotice model={values.model} />
        <Field
          label={settingsText.form.second}
          optional
          error={errors.fallbackModel}
          hint={settingsText.form.secondHint}
          aside={
            <DefaultButton
              label={settingsText.form.none}
              active={values.fallbackModel === ""}
              onClick={() => set("fallbackModel", "")}
            />
          }
        >
          {(control) => (
            <ModelPicker
              control={control}
              value={values.fallbackModel}
              onChange={(model) => set("fallbackModel", model)}
            />
          )}
        </Field>
        <Field
          label={settingsText.form.temperature}
          error={errors.temperature}
          hint={settingsText.form.temperatureHint}
          aside={
            <DefaultButton
              label={String(defaults.temperature)}
              active={Number(values.temperature) === defaults.temperature}
              onClick={() => set("temperature", String(defaults.temperature))}
            />
          }
        >
          {(control) => (
            <div className="flex items-center gap-4">
              <Slider
                aria-label={settingsText.form.slider}
                min={0}
                max={MAX_TEMPERATURE}
                step={0.1}
                value={[Number(values.temperature) || 0]}
                onValueChange={([next]) => set("temperature", String(next ?? 0))}
              />
              <div className="w-20 shrink-0">
                <Input
                  {...control}
                  inputMode="decimal"
                  dir="ltr"
                  value={values.temperature}
                  onChange={(event) => set("temperature", event.target.value.replace(",", "."))}
                />
              </div>
            </div>
          )}
        </Field>
        <Field
          label={settingsText.form.maximum}
          error={errors.maxTokens}
          hint={
            maxTokens >= 1 && maxTokens <= MAX_TOKENS
              ? settingsText.form.maximumHint(formatNumber(Math.round(maxTokens * WORDS_PER_TOKEN)))
              : settingsText.form.maximumRange(formatNumber(MAX_TOKENS))
          }
          aside={
            <DefaultButton
              label={formatNumber(defaults.maxTokens)}
              active={maxTokens === defaults.maxTokens}
              onClick={() => set("maxTokens", String(defaults.maxTokens))}
            />
          }
        >
          {(control) => (
            <div className="w-40">
              <Input
                {...control}
                inputMode="numeric"
                dir="ltr"
                value={values.maxTokens}
                onChange={(event) => set("maxTokens", event.target.value)}
              />
            </div>
          )}
        </Field>
      </Section>
      <KnowledgeSection values={values} errors={errors} set={set} />
      <SaveBar
        state={settings.state}
        dirty={settings.dirty}
        failure={settings.failure}
        onDiscard={settings.discard}
      />
    </form>
  );
}
