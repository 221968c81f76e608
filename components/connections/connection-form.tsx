"use client";

import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useForm } from "@/components/ui/use-form";
import { api } from "@/lib/client/api";
import type { Connection } from "@/lib/schemas";
import { CONNECTION_KIND_IDS, kindOf } from "@/lib/schemas/connection-kinds";
import { connectionsText } from "@/lib/text/connections";
import { Checkbox } from "./checkbox";
import { bodyOf, type ConnectionValues, presetValues, valuesOf } from "./form-values";

const text = connectionsText.form;
const KINDS = CONNECTION_KIND_IDS.map((value) => ({ value, label: kindOf(value).name }));

/** Adds a connection, or changes the one that is given. */
export function ConnectionForm({
  connection,
  onClose,
  onSaved,
}: {
  connection: Connection | null;
  onClose: () => void;
  onSaved: (saved: Connection) => void;
}) {
  const title = connection ? text.editTitle(connection.name) : text.addTitle;
  const form = useForm({
    initial: valuesOf(connection),
    schema: async () => {
      const { changeConnectionSchema, createConnectionSchema } = await import("@/lib/schemas/connection");
      const schema = connection ? changeConnectionSchema : createConnectionSchema;
      return { safeParse: (values: unknown) => schema.safeParse(bodyOf(values as ConnectionValues)) };
    },
    submit: async (body) => {
      const path = "/api/admin/connections";
      const answer = connection
        ? await api<{ connection: Connection }>(`${path}/${connection.id}`, { method: "PATCH", body })
        : await api<{ connection: Connection }>(path, { method: "POST", body });
      onSaved(answer.connection);
    },
  });
  const { values, errors, set, setValues } = form;
  const kind = kindOf(values.kind);
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent title={title}>
        <form {...form.formProps} aria-label={title} className="flex flex-col gap-4">
          {form.failure ? <Callout tone="danger">{form.failure}</Callout> : null}
          <Field label={text.kind} error={errors.kind}>
            {(control) => (
              <Select
                {...control}
                value={values.kind}
                options={KINDS}
                onValueChange={(next) =>
                  setValues((now) => ({ ...now, ...(connection ? { kind: next } : presetValues(next)) }))
                }
              />
            )}
          </Field>
          <Field label={text.name} error={errors.name}>
            {(control) => <Input {...control} {...form.input("name")} autoComplete="off" />}
          </Field>
          <Field label={text.baseUrl} error={errors.baseUrl} hint={kind.hint}>
            {(control) => (
              <Input
                {...control}
                {...form.input("baseUrl")}
                type="url"
                dir="ltr"
                autoComplete="off"
                placeholder="https://"
              />
            )}
          </Field>
          <Field
            label={text.apiKey}
            optional={kind.own === true || values.kind === "custom"}
            error={errors.apiKey}
            hint={connection?.hasKey ? text.keepKey : text.keyHint}
          >
            {(control) => (
              <Input
                {...control}
                {...form.input("apiKey")}
                type="password"
                dir="ltr"
                autoComplete="new-password"
                spellCheck={false}
              />
            )}
          </Field>
          {connection?.hasKey ? (
            <Checkbox
              label={text.removeKey}
              checked={values.removeKey === "on"}
              onChange={(on) => set("removeKey", on ? "on" : "off")}
            />
          ) : null}
          <Checkbox
            label={text.allowPrivate}
            hint={text.allowPrivateHint}
            checked={values.allowPrivate === "on"}
            onChange={(on) => set("allowPrivate", on ? "on" : "off")}
          />
          <Checkbox
            label={text.enabled}
            checked={values.enabled === "on"}
            onChange={(on) => set("enabled", on ? "on" : "off")}
          />
          <DialogFooter>
            <Button onClick={onClose}>{text.cancel}</Button>
            <Button type="submit" variant="primary" pending={form.pending}>
              {connection ? text.save : text.create}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
