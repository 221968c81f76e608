"use client";

import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useForm } from "@/components/ui/use-form";
import { authText } from "@/lib/text/auth";
import { CodeForm } from "./code-form";
import { needsCode, signInWithPassword } from "./next-auth";
import { PasswordInput } from "./password-input";

export function SignInForm({ callbackUrl }: { callbackUrl: string }) {
  const [known, setKnown] = useState<{ email: string; password: string } | null>(null);
  const { input, errors, failure, pending, formProps } = useForm({
    autoFocus: true,
    initial: { email: "", password: "" },
    schema: async () => (await import("@/lib/schemas/auth")).loginSchema,
    submit: async ({ email, password }) => {
      try {
        await signInWithPassword(email, password);
      } catch (error) {
        if (!needsCode(error)) throw error;
        return setKnown({ email, password });
      }
      window.location.assign(callbackUrl);
      // Stay busy until the next page is there.
      await new Promise(() => undefined);
    },
  });

  if (known) return <CodeForm callbackUrl={callbackUrl} password={known} onBack={() => setKnown(null)} />;
  return (
    <form {...formProps} className="flex flex-col gap-4" aria-label={authText.signIn.title}>
      {failure ? <Callout tone="danger">{failure}</Callout> : null}
      <Field label={authText.signIn.email} error={errors.email}>
        {(control) => <Input {...control} {...input("email")} type="email" autoComplete="email" dir="ltr" />}
      </Field>
      <Field label={authText.signIn.password} error={errors.password}>
        {(control) => <PasswordInput {...control} {...input("password")} autoComplete="current-password" />}
      </Field>
      <Button type="submit" variant="primary" pending={pending} className="mt-1">
        {authText.signIn.title}
      </Button>
      <Link
        href="/forgot"
        className="inline-flex items-center self-start rounded-sm text-accent-text underline-offset-4 hover:underline touch:min-h-11"
      >
        {authText.signIn.forgot}
      </Link>
    </form>
  );
}
