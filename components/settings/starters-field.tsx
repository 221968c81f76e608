import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { projectsText } from "@/lib/text/projects";

/** Ways to begin that an empty chat offers, one a line. */
export function StartersField({
  value,
  error,
  onChange,
}: {
  value: string;
  error: string | undefined;
  onChange: (lines: string) => void;
}) {
  return (
    <Field label={projectsText.starters} optional error={error} hint={projectsText.startersHint}>
      {(control) => (
        <Textarea
          {...control}
          className="max-h-80 min-h-28"
          placeholder={projectsText.startersExample}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
