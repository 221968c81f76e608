"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useForm } from "@/components/ui/use-form";
import { api } from "@/lib/client/api";
import { authText } from "@/lib/text/auth";

export function ForgotForm() {
  const [asked, setAsked] = useState(false);
  const { input, errors, failure, pending, formProps } = useForm({
    autoFocus: true,
    initial: { email: "" },
    schema: async () => (await import("@/lib/schemas/auth")).forgotPasswordSchema,
    submit: async (data) => {
      await api("/api/auth/forgot", { body: data });
      setAsked(true);
    },
  });
  if (asked) {
    return (
      <div role="status">
        <Callout>{authText.forgot.sent}</Callout>
      </div>
    );
  }
  return (
    <form {...formProps} className="flex flex-col gap-4" aria-label={authText.forgot.title}>
      {failure ? <Callout tone="danger">{failure}</Callout> : null}
      <Field label={authText.forgot.email} error={errors.email}>
        {(control) => <Input {...control} {...input("email")} type="email" autoComplete="email" dir="ltr" />}
      </Field>
      <Button type="submit" variant="primary" pending={pending} className="mt-1">
        {authText.forgot.button}
      </Button>
    </form>
  );
}
