import { Braces } from "lucide-react";
import { findVariables } from "@/lib/schemas/variables";

/** The variables that prompts ask for, with their defaults; nothing when there are none. */
export function PromptVariables({ contents, hint = false }: { contents: string[]; hint?: boolean }) {
  const variables = findVariables(contents);
  if (variables.length === 0) {
    return hint ? (
      <p className="text-fg-subtle text-xs">
        Write <code className="font-mono">{"{{name}}"}</code> or{" "}
        <code className="font-mono">{"{{name=default}}"}</code> for what each chat fills in.
      </p>
    ) : null;
  }
  return (
    <div className="flex flex-wrap items-center gap-1.5 text-xs">
      <Braces className="size-4 shrink-0 text-fg-subtle" aria-hidden="true" />
      <ul aria-label="Variables" className="contents">
        {variables.map(({ name, default: preset }) => (
          <li
            key={name}
            dir="auto"
            className="max-w-full truncate rounded-sm bg-accent-soft px-1.5 py-0.5 font-medium text-accent-text"
            data-tip={
              preset === null
                ? `${name}: each chat must fill it in`
                : `${name}: ${preset || "empty"} unless a chat says otherwise`
            }
          >
            {name}
            {preset ? <span className="font-normal"> = {preset}</span> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
