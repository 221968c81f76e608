"use client";

import { PasswordInput } from "@/components/auth/password-input";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useForm } from "@/components/ui/use-form";
import { api } from "@/lib/client/api";
import type { SecondFactorStart } from "@/lib/schemas";
import { secondFactorText as text } from "@/lib/text/second-factor";

const PATH = "/api/users/second-factor";
const LABELS = { proof: text.begin, renew: text.renew, end: text.end };

/** What has to be proved first: the password to begin, a code for other recovery codes, both to turn it off. */
export function SecondFactorForm({
  kind,
  hasPassword,
  onStarted,
  onCodes,
  onEnded,
  onCancel,
}: {
  kind: keyof typeof LABELS;
  hasPassword: boolean;
  onStarted: (start: SecondFactorStart) => void;
  onCodes: (codes: string[]) => void;
  onEnded: () => void;
  onCancel: () => void;
}) {
  const { input, errors, failure, pending, formProps } = useForm({
    autoFocus: true,
    initial: { currentPassword: "", totp: "" },
    schema: async () => {
      const { beginSecondFactorSchema, endSecondFactorSchema } = await import("@/lib/schemas/auth");
      return kind === "proof" ? beginSecondFactorSchema.extend({}) : endSecondFactorSchema;
    },
    submit: async (data) => {
      const { totp = "" } = { totp: undefined, ...data };
      const password = hasPassword ? { currentPassword: data.currentPassword ?? "" } : {};
      if (kind === "proof") return onStarted(await api<SecondFactorStart>(PATH, { body: password }));
      if (kind === "renew") {
        const { recoveryCodes } = await api<{ recoveryCodes: string[] }>(`${PATH}/recovery-codes`, {
          body: { totp },
        });
        return onCodes(recoveryCodes);
      }
      await api(PATH, { method: "DELETE", body: { totp, ...password } });
      onEnded();
    },
  });

  return (
    <form {...formProps} aria-label={text.title} className="flex flex-col gap-4">
      {failure ? <Callout tone="danger">{failure}</Callout> : null}
      {kind !== "renew" && hasPassword ? (
        <Field label={text.password} error={errors.currentPassword}>
          {(control) => (
            <PasswordInput {...control} {...input("currentPassword")} autoComplete="current-password" />
          )}
        </Field>
      ) : errors.currentPassword ? (
        <Callout tone="danger">{errors.currentPassword}</Callout>
      ) : null}
      {kind === "proof" ? null : (
        <Field label={text.codeOrRecovery} error={errors.totp} hint={text.signInHint}>
          {(control) => <Input {...control} {...input("totp")} autoComplete="one-time-code" dir="ltr" />}
        </Field>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" pending={pending}>
          {LABELS[kind]}
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          {text.cancel}
        </Button>
      </div>
    </form>
  );
}
