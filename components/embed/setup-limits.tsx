import { Section } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { embedText as text } from "@/lib/text/embed";
import { COUNTED } from "./embed-values";
import type { EmbedForm } from "./use-embed";

const FIELDS = [
  { name: "messagesPerDay", label: text.limits.messages },
  { name: "tokensPerDay", label: text.limits.tokens },
] as const;

export function SetupLimits({ values, errors, set }: Pick<EmbedForm, "values" | "errors" | "set">) {
  return (
    <Section title={text.limits.title} description={text.limits.text}>
      {COUNTED.map((of) => (
        <fieldset key={of} className="flex flex-col gap-2">
          <legend className="pb-2 font-medium">{text.limits.of[of]}</legend>
          <div className="grid gap-4 sm:grid-cols-2">
            {FIELDS.map(({ name, label }) => (
              <Field key={name} label={label} error={errors[`limits.${of}.${name}`]}>
                {(control) => (
                  <Input
                    {...control}
                    inputMode="numeric"
                    dir="ltr"
                    value={values.limits[of][name]}
                    onChange={(event) =>
                      set("limits", {
                        ...values.limits,
                        [of]: { ...values.limits[of], [name]: event.target.value },
                      })
                    }
                  />
                )}
              </Field>
            ))}
          </div>
        </fieldset>
      ))}
    </Section>
  );
}
