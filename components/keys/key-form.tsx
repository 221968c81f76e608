"use client";

import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useWrongField } from "@/components/ui/use-wrong-field";
import type { Key } from "@/lib/schemas";
import { keysText } from "@/lib/text/keys";
import { bodyOf, type KeyValues, valuesOf } from "./key-values";
import { EXPIRIES, type Expiry, SCOPES } from "./words";

export type ProjectChoice = { id: string; name: string; slug: string };

/** Makes a key, or changes one. */
export function KeyForm({
  before,
  projects,
  priced,
  save,
}: {
  /** Absent: a new one. */
  before?: Key;
  /** To choose from for a new key; empty: the project is given. */
  projects: ProjectChoice[];
  /** Whether the server knows prices, without which dollars can't be counted. */
  priced: boolean;
  /** Says what is wrong, by field; null when it is done. */
  save: (body: object) => Promise<{ errors: Record<string, string>; message: string | null } | null>;
}) {
  const [values, setValues] = useState<KeyValues>(() => valuesOf(before));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const [attempts, setAttempts] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  useWrongField(form, attempts);
  const set = (patch: Partial<KeyValues>) => setValues((now) => ({ ...now, ...patch }));
  const expiries: { value: Expiry; label: string }[] = before
    ? [{ value: "keep", label: keysText.form.asIs }, ...EXPIRIES]
    : [...EXPIRIES];

  async function submit(): Promise<void> {
    if (pending) return;
    setPending(true);
    const wrong = await save(bodyOf(values, before));
    setPending(false);
    if (!wrong) return;
    setErrors(wrong.errors);
    setFailure(wrong.message);
    setAttempts((n) => n + 1);
  }

  const number = (name: keyof KeyValues & string, label: string, path: string, hint?: string) => (
    <Field label={label} optional error={errors[path]} hint={hint}>
      {(control) => (
        <Input
          {...control}
          inputMode="decimal"
          autoComplete="off"
          placeholder={keysText.form.noLimit}
          value={String(values[name])}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      )}
    </Field>
  );

  return (
    <form
      ref={form}
      noValidate
      aria-label={before ? keysText.form.edit : keysText.form.new}
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {failure ? <Callout tone="danger">{failure}</Callout> : null}
      <Field label={keysText.form.name} error={errors.name} hint={keysText.form.nameHint}>
        {(control) => (
          <Input
            {...control}
            value={values.name}
            autoComplete="off"
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      {projects.length > 0 && !before ? (
        <Field label={keysText.form.reaches}>
          {(control) => (
            <Select
              {...control}
              value={values.projectId}
              options={[
                { value: "all", label: keysText.form.allProjects },
                ...projects.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onValueChange={(projectId) => set({ projectId })}
            />
          )}
        </Field>
      ) : null}
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1.5 font-medium text-sm">{keysText.form.scopes}</legend>
        {SCOPES.map(({ value, label, hint }) => (
          <label key={value} className="flex min-h-6 cursor-pointer items-start gap-3 touch:min-h-11">
            <input
              type="checkbox"
              className="mt-0.5 size-4 shrink-0 accent-accent"
              checked={values.scopes.includes(value)}
              onChange={(event) =>
                set({
                  scopes: event.target.checked
                    ? [...values.scopes, value]
                    : values.scopes.filter((scope) => scope !== value),
                })
              }
            />
            <span>
              <span className="font-medium">{label}</span>
              <span className="block text-fg-subtle">{hint}</span>
            </span>
          </label>
        ))}
        {errors.scopes ? (
          <p role="alert" className="text-danger-text text-sm">
            {errors.scopes}
          </p>
        ) : null}
      </fieldset>
      <Field label={keysText.form.expires} error={errors.expiresAt}>
        {(control) => (
          <Select
            {...control}
            value={values.expiry}
            options={expiries}
            onValueChange={(expiry) => set({ expiry })}
          />
        )}
      </Field>
      {values.expiry === "never" ? (
        <Callout tone="warning" title={keysText.form.never}>
          {keysText.form.neverHint}
        </Callout>
      ) : null}
      <details className="group rounded-lg border border-line">
        <summary className="cursor-pointer px-4 py-3 font-medium touch:min-h-11">
          {keysText.form.limits}
        </summary>
        <div className="grid gap-5 px-4 pt-1 pb-4 sm:grid-cols-2">
          {number("tokensPerDay", keysText.form.tokensPerDay, "budget.tokensPerDay")}
          {number("tokensPerMonth", keysText.form.tokensPerMonth, "budget.tokensPerMonth")}
          {priced ? number("usdPerMonth", keysText.form.dollarsPerMonth, "budget.usdPerMonth") : null}
          {number("requestsPerMinute", keysText.form.requestsPerMinute, "limits.requestsPerMinute")}
          {number("tokensPerMinute", keysText.form.tokensPerMinute, "limits.tokensPerMinute")}
          {number("concurrent", keysText.form.atOnce, "limits.concurrent")}
          <Field
            className="sm:col-span-2"
            label={keysText.form.origins}
            optional
            error={errors.origins}
            hint={keysText.form.originsHint}
          >
            {(control) => (
              <Textarea
                {...control}
                dir="ltr"
                value={values.origins}
                onChange={(event) => set({ origins: event.target.value })}
              />
            )}
          </Field>
          <p className="text-fg-subtle sm:col-span-2">{keysText.form.note}</p>
        </div>
      </details>
      <DialogFooter>
        <Button type="submit" variant="primary" pending={pending}>
          {before ? keysText.form.save : keysText.form.create}
        </Button>
      </DialogFooter>
    </form>
  );
}
