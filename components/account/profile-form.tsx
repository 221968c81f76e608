"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { PasswordInput } from "@/components/auth/password-input";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useForm } from "@/components/ui/use-form";
import { api } from "@/lib/client/api";
import { accountText } from "@/lib/text/account";
import { ConfirmEmail } from "./confirm-email";
import { SavedNote } from "./saved-note";

export type Account = {
  name: string;
  email: string;
  hasPassword: boolean;
  emailVerified: boolean;
  mail: boolean;
};

export function ProfileForm({ account }: { account: Account }) {
  const router = useRouter();
  const [saved, setSaved] = useState(account);
  const [done, setDone] = useState(false);
  const { input, values, errors, failure, pending, setValues, formProps } = useForm({
    initial: { name: account.name, email: account.email, currentPassword: "" },
    schema: async () => {
      const { updateProfileSchema } = await import("@/lib/schemas/auth");
      return updateProfileSchema.required({ name: true, email: true });
    },
    submit: async ({ name, email, currentPassword }) => {
      setDone(false);
      await api("/api/users/profile", {
        method: "PUT",
        body: { name, email, ...(email === saved.email ? {} : { currentPassword: currentPassword ?? "" }) },
      });
      setSaved({ ...saved, name, email });
      setValues({ name, email, currentPassword: "" });
      setDone(true);
      // The sidebar shows the name.
      router.refresh();
    },
  });
  const emailChanged = values.email.trim().toLowerCase() !== saved.email;
  const dirty = emailChanged || values.name.trim() !== saved.name;

  return (
    <form {...formProps} aria-label={accountText.profile.title} className="flex flex-col gap-4">
      {failure ? <Callout tone="danger">{failure}</Callout> : null}
      <Field label={accountText.profile.name} error={errors.name}>
        {(control) => <Input {...control} {...input("name")} autoComplete="name" />}
      </Field>
      <Field label={accountText.profile.email} error={errors.email}>
        {(control) => <Input {...control} {...input("email")} type="email" autoComplete="email" dir="ltr" />}
      </Field>
      {emailChanged && saved.hasPassword ? (
        <Field
          label={accountText.profile.password}
          hint={accountText.profile.passwordHint}
          error={errors.currentPassword}
        >
          {(control) => (
            <PasswordInput {...control} {...input("currentPassword")} autoComplete="current-password" />
          )}
        </Field>
      ) : errors.currentPassword ? (
        <Callout tone="danger">{errors.currentPassword}</Callout>
      ) : null}
      {account.emailVerified || emailChanged || !account.mail ? null : <ConfirmEmail />}
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" pending={pending} disabled={!dirty}>
          {accountText.profile.save}
        </Button>
        <SavedNote shown={done && !dirty}>{accountText.profile.saved}</SavedNote>
      </div>
    </form>
  );
}
