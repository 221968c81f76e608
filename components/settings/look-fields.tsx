import { ProjectTile, TINTS } from "@/components/projects/project-tile";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { ProjectColor } from "@/lib/schemas";
import { projectColors } from "@/lib/schemas/project-look";
import { projectsText } from "@/lib/text/projects";
import { cn } from "@/lib/utils";
import type { SettingsField, SettingsValues } from "./settings-values";

type Props = {
  values: SettingsValues;
  errors: Partial<Record<SettingsField, string>>;
  set: (field: SettingsField, value: string) => void;
};

/** The project's sign and colour, with the tile as lists will show it. */
export function LookFields({ values, errors, set }: Props) {
  const color = projectColors.find((one) => one === values.color) ?? null;
  return (
    <>
      <Field label={projectsText.icon} optional error={errors.icon} hint={projectsText.iconHint}>
        {(control) => (
          <div className="flex items-center gap-3">
            <ProjectTile project={{ name: values.name, icon: values.icon.trim() || null, color }} />
            <div className="w-24">
              <Input
                {...control}
                value={values.icon}
                autoComplete="off"
                maxLength={32}
                onChange={(event) => set("icon", event.target.value)}
              />
            </div>
          </div>
        )}
      </Field>
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1.5 font-medium">{projectsText.color}</legend>
        <div className="flex flex-wrap gap-2">
          {projectColors.map((name) => (
            <Swatch
              key={name}
              name={name}
              checked={(color ?? "gray") === name}
              onChange={() => set("color", name === "gray" ? "" : name)}
            />
          ))}
        </div>
      </fieldset>
    </>
  );
}

function Swatch({ name, checked, onChange }: { name: ProjectColor; checked: boolean; onChange: () => void }) {
  return (
    <label className="relative grid size-9 cursor-pointer place-items-center touch:size-11">
      <input
        type="radio"
        name="project-color"
        aria-label={projectsText.colors[name]}
        checked={checked}
        onChange={onChange}
        className="peer absolute inset-0 cursor-pointer text-field opacity-0"
      />
      <span
        className={cn(
          "size-7 rounded-full border border-line-strong/40 peer-checked:outline-2 peer-checked:outline-accent peer-checked:outline-offset-2 peer-focus-visible:outline-2 peer-focus-visible:outline-ring peer-focus-visible:outline-offset-2",
          TINTS[name],
        )}
      />
    </label>
  );
}
