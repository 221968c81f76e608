"use client";

import { type ChangeEvent, type FormEvent, useEffect, useRef, useState } from "react";
import { ApiError, messageOf } from "@/lib/client/api";
import { useWrongField } from "./use-wrong-field";

type Issue = { path: PropertyKey[]; message: string };
type Schema<T> = {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: { issues: Issue[] } };
};
type Errors = Record<string, string>;

/**
 * State of a form whose rules are a schema shared with the API. The schema is fetched when the form is first used,
 * so that a page does not carry a validator for a form nobody has touched.
 * After a failed submit the first invalid field gets the focus; a field's error goes when the field is edited.
 */
export function useForm<V extends Record<string, string>, T>({
  initial,
  schema,
  submit,
  autoFocus = false,
}: {
  initial: V;
  schema: () => Promise<Schema<T>>;
  /** Errors of the API on known fields are shown at the field, all others above the form. */
  submit: (data: T, values: V) => Promise<void>;
  /** Put the cursor into the first field, but not where that would open a keyboard over the page. */
  autoFocus?: boolean;
}) {
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<Errors>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const [attempts, setAttempts] = useState(0);
  const formRef = useRef<HTMLFormElement>(null);
  const busy = useRef(false);

  useWrongField(formRef, attempts);

  useEffect(() => {
    if (!autoFocus || !window.matchMedia("(pointer: fine)").matches) return;
    formRef.current?.querySelector<HTMLElement>("input, textarea")?.focus();
  }, [autoFocus]);

  function set<K extends keyof V & string>(name: K, value: V[K]): void {
    setValues((now) => ({ ...now, [name]: value }));
    setErrors(({ [name]: _gone, ...rest }) => rest);
  }

  function fail(found: Errors, message: string | null): void {
    setErrors(found);
    setFailure(message);
    setAttempts((n) => n + 1);
  }

  async function onSubmit(event?: FormEvent): Promise<void> {
    event?.preventDefault();
    if (busy.current) return;
    busy.current = true;
    setPending(true);
    setFailure(null);
    try {
      const parsed = (await schema()).safeParse(values);
      if (!parsed.success) return fail(collect(parsed.error.issues), null);
      setErrors({});
      await submit(parsed.data, values);
    } catch (error) {
      const issues = error instanceof ApiError ? error.errors : [];
      const known = issues.filter((issue) => issue.path in initial);
      fail(
        Object.fromEntries(known.map((issue) => [issue.path, issue.message])),
        known.length > 0 ? null : messageOf(error),
      );
    } finally {
      busy.current = false;
      setPending(false);
    }
  }

  return {
    values,
    errors,
    failure,
    pending,
    set,
    setValues,
    formProps: { ref: formRef, onSubmit, noValidate: true as const },
    input: <K extends keyof V & string>(name: K) => ({
      name,
      value: values[name],
      onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
        set(name, event.target.value as V[K]),
    }),
  };
}

function collect(issues: Issue[]): Errors {
  const found: Errors = {};
  for (const issue of issues) {
    const name = issue.path.map(String).join(".");
    found[name] ??= issue.message;
  }
  return found;
}
