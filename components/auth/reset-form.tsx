"use client";

import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { useForm } from "@/components/ui/use-form";
import { api } from "@/lib/client/api";
import { PasswordInput } from "./password-input";

export function ResetForm({ token, passwordMin }: { token: string; passwordMin: number }) {
  const { input, errors, failure, pending, formProps } = useForm({
    autoFocus: true,
    initial: { token, password: "" },
    schema: async () => (await import("@/lib/schemas/auth")).resetPasswordSchema,
    submit: async (data) => {
      await api("/api/auth/reset", { body: data });
      window.location.assign("/sign-in");
      // Stay busy until the next page is there.
      await new Promise(() => undefined);
    },
  });
  const fault = errors.token ? "This link has expired or was used. Ask for a new one." : failure;
  return (
    <form {...formProps} className="flex flex-col gap-4" aria-label="Set a new password">
      {fault ? <Callout tone="danger">{fault}</Callout> : null}
      <Field label="New password" error={errors.password} hint={`At least ${passwordMin} characters.`}>
        {(control) => <PasswordInput {...control} {...input("password")} autoComplete="new-password" />}
      </Field>
      <Button type="submit" variant="primary" pending={pending} className="mt-1">
        Set password
      </Button>
    </form>
  );
}
