"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { PasswordInput } from "@/components/auth/password-input";
import { Checkbox } from "@/components/connections/checkbox";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useForm } from "@/components/ui/use-form";
import { api } from "@/lib/client/api";
import type { Connection, ConnectionTest } from "@/lib/schemas";
import {
  CONNECTION_KIND_IDS,
  CONNECTION_KINDS,
  type ConnectionKindId,
  kindOf,
} from "@/lib/schemas/connection-kinds";
import { adminText } from "@/lib/text/admin";

const text = adminText.start.provider;
const KINDS = CONNECTION_KIND_IDS.map((value) => ({ value, label: CONNECTION_KINDS[value].name }));
const ROOT = "/api/admin/connections";

const isKind = (value: string): value is ConnectionKindId => CONNECTION_KIND_IDS.some((id) => id === value);

/** Connects a provider and has a model of it answer; one that does not is not kept. */
export function ProviderStep({ connected, onDone }: { connected: boolean; onDone: () => void }) {
  const router = useRouter();
  const [test, setTest] = useState<ConnectionTest | null>(null);
  const [own, setOwn] = useState(false);
  const form = useForm<{ kind: string; baseUrl: string; apiKey: string }, { kind: ConnectionKindId }>({
    initial: { kind: "openai", baseUrl: CONNECTION_KINDS.openai.baseUrl, apiKey: "" },
    schema: async () => {
      const { createConnectionSchema } = await import("@/lib/schemas/connection");
      return {
        safeParse: (values: unknown) => createConnectionSchema.safeParse(asked(values, own)),
      };
    },
    submit: async (input) => {
      const answer = await connect(input);
      setTest(answer);
      // Whether the demo answers is said at the top of every page.
      if (answer.ok) router.refresh();
    },
  });
  const kind = isKind(form.values.kind) ? kindOf(form.values.kind) : kindOf("custom");

  function choose(value: string): void {
    form.set("kind", value);
    if (!isKind(value)) return;
    form.set("baseUrl", kindOf(value).baseUrl);
    setOwn(kindOf(value).own === true);
  }

  if (test?.ok) {
    return (
      <div className="flex flex-col items-start gap-4">
        <Callout tone="success" className="w-full">
          {text.answered(test.model ?? "", test.firstWordMs ?? 0, test.models.length)}
        </Callout>
        <Button variant="primary" onClick={onDone}>
          {text.next}
        </Button>
      </div>
    );
  }
  return (
    <form {...form.formProps} aria-label={text.form} className="flex flex-col gap-4">
      <p className="max-w-prose text-fg-muted">{connected ? text.connected : text.demo}</p>
      {form.failure ? <Callout tone="danger">{form.failure}</Callout> : null}
      {test?.failure ? (
        <Callout tone="danger" title={text.failed}>
          {test.failure}
        </Callout>
      ) : null}
      <Field label={text.kind} error={form.errors.kind}>
        {(control) => <Select {...control} value={form.values.kind} options={KINDS} onValueChange={choose} />}
      </Field>
      <Field label={text.address} hint={kind.hint} error={form.errors.baseUrl}>
        {(control) => <Input {...control} {...form.input("baseUrl")} dir="ltr" autoComplete="off" />}
      </Field>
      <Field
        label={text.key}
        optional={kind.own === true || form.values.kind === "custom"}
        error={form.errors.apiKey}
      >
        {(control) => <PasswordInput {...control} {...form.input("apiKey")} autoComplete="off" />}
      </Field>
      <Checkbox label={text.own} checked={own} onChange={setOwn} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" pending={form.pending}>
          {text.connect}
        </Button>
        {connected ? <Button onClick={onDone}>{text.next}</Button> : null}
      </div>
    </form>
  );
}

function asked(values: unknown, own: boolean): object {
  const { kind, apiKey, baseUrl } = values as { kind: ConnectionKindId; apiKey: string; baseUrl: string };
  const key = apiKey.trim() === "" ? {} : { apiKey };
  return { kind, baseUrl, name: nameOf(kind, baseUrl), allowPrivate: own, ...key };
}

/** One that is nobody's in particular is called as its host is. */
function nameOf(kind: ConnectionKindId, baseUrl: string): string {
  return (kind === "custom" && URL.canParse(baseUrl) && new URL(baseUrl).host) || kindOf(kind).name;
}

async function connect(body: object): Promise<ConnectionTest> {
  const { connection } = await api<{ connection: Connection }>(ROOT, { body });
  const at = `${ROOT}/${connection.id}`;
  try {
    const { test } = await api<{ test: ConnectionTest }>(`${at}/test`, { body: {} });
    if (!test.ok) await api(at, { method: "DELETE" });
    return test;
  } catch (error) {
    await api(at, { method: "DELETE" });
    throw error;
  }
}
