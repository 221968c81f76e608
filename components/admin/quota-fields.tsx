import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { adminText } from "@/lib/text/admin";
import { QUOTA_FIELDS } from "./settings-parts";

const text = adminText.quota;

/** The four limits of a quota; an empty one is none. */
export function QuotaFields({
  prefix,
  errors,
  input,
}: {
  prefix: string;
  errors: Record<string, string>;
  input: (name: string) => React.ComponentProps<"input">;
}) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {QUOTA_FIELDS.map((name) => (
        <Field key={name} label={text[name]} error={errors[`${prefix}.${name}`]}>
          {(control) => (
            <Input
              {...control}
              {...input(`${prefix}.${name}`)}
              inputMode="decimal"
              autoComplete="off"
              placeholder={text.none}
            />
          )}
        </Field>
      ))}
    </div>
  );
}
