"use client";

import { VariableField } from "@/components/variables/variable-field";
import type { Variable } from "@/lib/schemas/variables";
import { testsText } from "@/lib/text/tests";

const text = testsText.case;

/** What the prompts' variables are filled with for this case: those that the draft has, and those that the case already knows. */
export function CaseValues({
  variables,
  values,
  faults,
  onChange,
}: {
  variables: Variable[];
  values: Record<string, string>;
  /** As the API names them: `variables.city`. */
  faults: Record<string, string>;
  onChange: (values: Record<string, string>) => void;
}) {
  const known = new Map(variables.map((variable) => [variable.name, variable.default]));
  const names = [...new Set([...known.keys(), ...Object.keys(values)])];
  if (names.length === 0) return null;
  const paths = names.map((name) => `variables.${name}`);
  const other = Object.entries(faults).find(
    ([path]) => path.split(".")[0] === "variables" && !paths.includes(path),
  )?.[1];
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 font-medium">{text.variables}</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        {names.map((name) => (
          <VariableField
            key={name}
            name={name}
            value={values[name] ?? ""}
            required={known.get(name) === null}
            error={faults[`variables.${name}`]}
            onChange={(value) => {
              const { [name]: _, ...rest } = values;
              onChange(value === "" ? rest : { ...rest, [name]: value });
            }}
          />
        ))}
      </div>
      {other ? (
        <p role="alert" className="text-danger-text text-sm">
          {other}
        </p>
      ) : null}
    </fieldset>
  );
}
