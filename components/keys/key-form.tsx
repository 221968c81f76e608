"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Key } from "@/lib/schemas";
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
  const set = (patch: Partial<KeyValues>) => setValues((now) => ({ ...now, ...patch }));
  const expiries: { value: Expiry; label: string }[] = before
    ? [{ value: "keep", label: "As it is" }, ...EXPIRIES]
    : [...EXPIRIES];

  async function submit(): Promise<void> {
    if (pending) return;
    setPending(true);
    const wrong = await save(bodyOf(values, before));
    setPending(false);
    if (!wrong) return;
    setErrors(wrong.errors);
    setFailure(wrong.message);
  }

  const number = (name: keyof KeyValues & string, label: string, path: string, hint?: string) => (
    <Field label={label} optional error={errors[path]} hint={hint}>
      {(control) => (
        <Input
          {...control}
          type="number"
          inputMode="numeric"
          min={1}
          placeholder="No limit"
          value={String(values[name])}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      )}
    </Field>
  );

  return (
    <form
      noValidate
      aria-label={before ? "Change the key" : "New key"}
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {failure ? <Callout tone="danger">{failure}</Callout> : null}
      <Field label="Name" error={errors.name} hint="What it is for, such as “Website” or “CI”.">
        {(control) => (
          <Input
            {...control}
            value={values.name}
            autoComplete="off"
            maxLength={100}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      {projects.length > 0 && !before ? (
        <Field label="Reaches">
          {(control) => (
            <Select
              {...control}
              value={values.projectId}
              options={[
                { value: "all", label: "All of your projects" },
                ...projects.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onValueChange={(projectId) => set({ projectId })}
            />
          )}
        </Field>
      ) : null}
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1.5 font-medium text-sm">It may</legend>
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
      <Field label="Expires" error={errors.expiresAt}>
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
        <Callout tone="warning" title="A key that never expires">
          If it leaks, it works until somebody notices. Prefer a date, and rotate.
        </Callout>
      ) : null}
      <details className="group rounded-lg border border-line">
        <summary className="cursor-pointer px-4 py-3 font-medium touch:min-h-11">
          Budgets, limits and origins
        </summary>
        <div className="grid gap-5 px-4 pt-1 pb-4 sm:grid-cols-2">
          {number("tokensPerDay", "Tokens per day", "budget.tokensPerDay")}
          {number("tokensPerMonth", "Tokens per month", "budget.tokensPerMonth")}
          {priced ? number("usdPerMonth", "Dollars per month", "budget.usdPerMonth") : null}
          {number("requestsPerMinute", "Requests per minute", "limits.requestsPerMinute")}
          {number("tokensPerMinute", "Tokens per minute", "limits.tokensPerMinute")}
          {number("concurrent", "Answers at once", "limits.concurrent")}
          <Field
            className="sm:col-span-2"
            label="Web origins"
            optional
            error={errors.origins}
            hint="Web pages that may use the key from a browser, one a line, such as https://example.com. Without any, no page can."
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
          <p className="text-fg-subtle sm:col-span-2">
            Days and months are UTC’s. What an answer can take at most is set aside before it begins.
          </p>
        </div>
      </details>
      <DialogFooter>
        <Button type="submit" variant="primary" pending={pending}>
          {before ? "Save" : "Create key"}
        </Button>
      </DialogFooter>
    </form>
  );
}
