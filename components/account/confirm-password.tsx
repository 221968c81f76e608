import { PasswordInput } from "@/components/auth/password-input";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";

/** Asks for the password, where the account has one, before something is removed; else it only says what went wrong. */
export function ConfirmPassword({
  label,
  hasPassword,
  password,
  onPassword,
  problem,
  onSubmit,
}: {
  label: string;
  hasPassword: boolean;
  password: string;
  onPassword: (password: string) => void;
  problem: string | null;
  onSubmit: () => void;
}) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {hasPassword ? (
        <Field label={label} error={problem ?? undefined}>
          {(control) => (
            <PasswordInput
              {...control}
              value={password}
              autoComplete="current-password"
              onChange={(event) => onPassword(event.target.value)}
            />
          )}
        </Field>
      ) : problem ? (
        <Callout tone="danger">{problem}</Callout>
      ) : null}
    </form>
  );
}
