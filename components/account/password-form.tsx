"use client";

import { useState } from "react";
import { PasswordInput } from "@/components/auth/password-input";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { useForm } from "@/components/ui/use-form";
import { api } from "@/lib/client/api";
import { LIMITS } from "@/lib/schemas/common";
import { accountText } from "@/lib/text/account";
import { SavedNote } from "./saved-note";

export function PasswordForm({ email, hasPassword }: { email: string; hasPassword: boolean }) {
  const [done, setDone] = useState(false);
  const { input, errors, failure, pending, setValues, formProps } = useForm({
    initial: { currentPassword: "", newPassword: "" },
    schema: async () => {
      const { updateProfileSchema } = await import("@/lib/schemas/auth");
      return updateProfileSchema
        .pick({ currentPassword: true, newPassword: true })
        .required({ newPassword: true });
    },
    submit: async ({ currentPassword, newPassword }) => {
      setDone(false);
      await api("/api/users/profile", {
        method: "PUT",
        body: { newPassword, ...(hasPassword ? { currentPassword: currentPassword ?? "" } : {}) },
      });
      setValues({ currentPassword: "", newPassword: "" });
      setDone(true);
    },
  });

  return (
    <form {...formProps} aria-label={accountText.password.title} className="flex flex-col gap-4">
      {failure ? <Callout tone="danger">{failure}</Callout> : null}
      {/* So that a password manager knows whose password changes. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      {hasPassword ? (
        <Field label={accountText.password.current} error={errors.currentPassword}>
          {(control) => (
            <PasswordInput {...control} {...input("currentPassword")} autoComplete="current-password" />
          )}
        </Field>
      ) : errors.currentPassword ? (
        <Callout tone="danger">{errors.currentPassword}</Callout>
      ) : null}
      <Field
        label={accountText.password.new}
        error={errors.newPassword}
        hint={accountText.password.hint(LIMITS.passwordMin)}
      >
        {(control) => <PasswordInput {...control} {...input("newPassword")} autoComplete="new-password" />}
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" pending={pending}>
          {hasPassword ? accountText.password.change : accountText.password.set}
        </Button>
        <SavedNote shown={done}>{accountText.password.changed}</SavedNote>
      </div>
    </form>
  );
}
