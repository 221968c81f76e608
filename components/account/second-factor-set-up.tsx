"use client";

import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useForm } from "@/components/ui/use-form";
import { api } from "@/lib/client/api";
import type { SecondFactorStart } from "@/lib/schemas";
import { secondFactorText as text } from "@/lib/text/second-factor";

/** Shows the secret to an app and takes its first code. */
export function SecondFactorSetUp({
  start: { qr, secret },
  onCodes,
  onCancel,
}: {
  start: SecondFactorStart;
  onCodes: (codes: string[]) => void;
  onCancel: () => void;
}) {
  const { input, errors, failure, pending, formProps } = useForm({
    autoFocus: true,
    initial: { totp: "" },
    schema: async () => (await import("@/lib/schemas/auth")).secondFactorCodeSchema,
    submit: async (data) => {
      const path = "/api/users/second-factor/confirm";
      onCodes((await api<{ recoveryCodes: string[] }>(path, { body: data })).recoveryCodes);
    },
  });
  return (
    <form {...formProps} aria-label={text.title} className="flex flex-col gap-4">
      {failure ? <Callout tone="danger">{failure}</Callout> : null}
      <p>{text.scan}</p>
      {/* Dark on white in every theme: not every app reads it the other way round. */}
      <svg
        role="img"
        aria-label={text.qr}
        viewBox={`0 0 ${qr.size} ${qr.size}`}
        shapeRendering="crispEdges"
        className="size-48 rounded-md"
      >
        <path fill="white" d={`M0 0h${qr.size}v${qr.size}H0z`} />
        <path fill="black" d={qr.path} />
      </svg>
      <p className="text-fg-muted">
        {text.byHand}{" "}
        <code className="select-all font-mono text-fg text-sm">{secret.replace(/(.{4})/g, "$1 ")}</code>
      </p>
      <Field label={text.code} error={errors.totp} hint={text.codeHint}>
        {(control) => (
          <Input
            {...control}
            {...input("totp")}
            inputMode="numeric"
            autoComplete="one-time-code"
            dir="ltr"
            className="max-w-40"
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" pending={pending}>
          {text.confirm}
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          {text.cancel}
        </Button>
      </div>
    </form>
  );
}
