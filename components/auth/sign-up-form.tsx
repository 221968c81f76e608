"use client";

import Link from "next/link";
import { useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useForm } from "@/components/ui/use-form";
import { ApiError, api } from "@/lib/client/api";
import { authText } from "@/lib/text/auth";
import { signInWithPassword } from "./next-auth";
import { PasswordInput } from "./password-input";

export function SignUpForm({
  callbackUrl,
  passwordMin,
  needsCode = false,
}: {
  callbackUrl: string;
  passwordMin: number;
  /** The first account needs what the server's log shows. */
  needsCode?: boolean;
}) {
  const [made, setMade] = useState<{ email: string; confirmed: boolean } | null>(null);
  const { input, errors, failure, pending, formProps } = useForm({
    autoFocus: true,
    initial: { name: "", email: "", password: "", setUpCode: "" },
    schema: async () => (await import("@/lib/schemas/auth")).registerSchema,
    submit: async (data) => {
      const invitation = /^\/invitations\/([\w-]+)$/.exec(callbackUrl)?.[1];
      const { next } = await register({ ...data, invitation });
      if (next === "confirm-email") return setMade({ email: data.email, confirmed: false });
      try {
        await signInWithPassword(data.email, data.password);
      } catch {
        // The account is there: the form would only say that the email is taken.
        return setMade({ email: data.email, confirmed: true });
      }
      window.location.assign(callbackUrl);
      await new Promise(() => undefined);
    },
  });

  if (made) {
    const { email, confirmed } = made;
    return (
      <div role="status" className="flex flex-col gap-4">
        <Callout>{confirmed ? authText.madeButNotSignedIn(email) : authText.signedUp(email)}</Callout>
        {confirmed ? (
          <Link
            href={`/sign-in?callbackUrl=${encodeURIComponent(callbackUrl)}`}
            className={buttonClass({ variant: "primary" })}
          >
            {authText.signUpPage.signIn}
          </Link>
        ) : null}
      </div>
    );
  }
  return (
    <form {...formProps} className="flex flex-col gap-4" aria-label={authText.signUp.title}>
      {failure ? <Callout tone="danger">{failure}</Callout> : null}
      <Field label={authText.signUp.name} error={errors.name}>
        {(control) => <Input {...control} {...input("name")} autoComplete="name" />}
      </Field>
      <Field label={authText.signUp.email} error={errors.email}>
        {(control) => <Input {...control} {...input("email")} type="email" autoComplete="email" dir="ltr" />}
      </Field>
      <Field
        label={authText.signUp.password}
        error={errors.password}
        hint={authText.signUp.hint(passwordMin)}
      >
        {(control) => <PasswordInput {...control} {...input("password")} autoComplete="new-password" />}
      </Field>
      {needsCode ? (
        <Field label={authText.setUpCode} hint={authText.setUpCodeHint} error={errors.setUpCode}>
          {(control) => <Input {...control} {...input("setUpCode")} autoComplete="off" dir="ltr" />}
        </Field>
      ) : null}
      <Button type="submit" variant="primary" pending={pending} className="mt-1">
        {authText.signUp.title}
      </Button>
    </form>
  );
}

type SignedUp = { next?: "confirm-email" | "sign-in" };

/** A taken e-mail is shown at its field. */
async function register(data: {
  name: string;
  email: string;
  password: string;
  invitation?: string | undefined;
  setUpCode?: string | undefined;
}): Promise<SignedUp> {
  try {
    return await api<SignedUp>("/api/auth/register", { body: data });
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== "user_exists") throw error;
    throw new ApiError({
      status: error.status,
      code: error.code,
      message: error.message,
      errors: [{ path: "email", message: authText.signUp.taken }],
    });
  }
}
