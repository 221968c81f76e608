"use client";

import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { useForm } from "@/components/ui/use-form";
import { api } from "@/lib/client/api";
import { authText } from "@/lib/text/auth";
import { PasswordInput } from "./password-input";

export function ResetForm({ token, passwordMin }: { token: string; passwordMin: number }) {
  const { input, errors, failure, pending, formProps } = useForm({
    autoFocus: true,
    initial: { token, password: "" },
    schema: async () => (await import("@/lib/schemas/auth")).resetPasswordSchema,
    submit: async (data) => {
      await api("/api/auth/reset", { body: data });
      window.location.assign("/sign-in?notice=password");
      // Stay busy until the next page is there.
      await new Promise(() => undefined);
    },
  });
  const fault = errors.token ? authText.reset.expired : failure;
  return (
    <form {...formProps} className="flex flex-col gap-4" aria-label={authText.reset.title}>
      {fault ? (
        <Callout tone="danger">
          {fault}{" "}
          {errors.token ? (
            <Link href="/forgot" className="font-medium underline underline-offset-4">
              {authText.reset.again}
            </Link>
          ) : null}
        </Callout>
      ) : null}
      <Field label={authText.reset.label} error={errors.password} hint={authText.reset.hint(passwordMin)}>
        {(control) => <PasswordInput {...control} {...input("password")} autoComplete="new-password" />}
      </Field>
      <Button type="submit" variant="primary" pending={pending} className="mt-1">
        {authText.reset.button}
      </Button>
    </form>
  );
}
