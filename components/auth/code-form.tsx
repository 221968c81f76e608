"use client";

import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useForm } from "@/components/ui/use-form";
import { request } from "@/lib/client/api";
import { secondFactorText as text } from "@/lib/text/second-factor";
import { signInWithPassword, signOut } from "./next-auth";

/** The second step: after a password, which is sent again with the code, or after a sign-in elsewhere. */
export function CodeForm({
  callbackUrl,
  password,
  onBack,
}: {
  callbackUrl: string;
  password?: { email: string; password: string };
  onBack?: () => void;
}) {
  const { input, errors, failure, pending, formProps } = useForm({
    autoFocus: true,
    initial: { totp: "" },
    schema: async () => (await import("@/lib/schemas/auth")).secondFactorCodeSchema,
    submit: async ({ totp }) => {
      if (password) await signInWithPassword(password.email, password.password, totp);
      else await request("/api/auth/second-step", { body: { totp } });
      window.location.assign(callbackUrl);
      // Stay busy until the next page is there.
      await new Promise(() => undefined);
    },
  });
  return (
    <form {...formProps} className="flex flex-col gap-4" aria-label={text.signIn.title}>
      {failure ? <Callout tone="danger">{failure}</Callout> : null}
      <Field label={text.codeOrRecovery} error={errors.totp} hint={text.signInHint}>
        {(control) => <Input {...control} {...input("totp")} autoComplete="one-time-code" dir="ltr" />}
      </Field>
      <Button type="submit" variant="primary" pending={pending} className="mt-1">
        {text.signIn.submit}
      </Button>
      <Button variant="ghost" onClick={() => (onBack ? onBack() : void signOut())}>
        {text.signIn.other}
      </Button>
    </form>
  );
}
