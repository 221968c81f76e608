import { Braces } from "lucide-react";
import { findVariables } from "@/lib/schemas/variables";
import { promptsText } from "@/lib/text/prompts";

/** The variables that prompts ask for, with their defaults; nothing when there are none. */
export function PromptVariables({ contents, hint = false }: { contents: string[]; hint?: boolean }) {
  const variables = findVariables(contents);
  if (variables.length === 0) {
    return hint ? (
      <p className="text-fg-subtle text-xs">
        {promptsText.variables.write} <code className="font-mono">{"{{name}}"}</code>{" "}
        {promptsText.variables.or} <code className="font-mono">{"{{name=default}}"}</code>{" "}
        {promptsText.variables.toFill}
      </p>
    ) : null;
  }
  return (
    <div className="flex flex-wrap items-center gap-1.5 text-xs">
      <Braces className="size-4 shrink-0 text-fg-subtle" aria-hidden="true" />
      <ul aria-label={promptsText.variables.title} className="contents">
        {variables.map(({ name, default: preset }) => (
          <li
            key={name}
            dir="auto"
            className="max-w-full truncate rounded-sm bg-accent-soft px-1.5 py-0.5 font-medium text-accent-text"
            data-tip={
              preset === null
                ? promptsText.variables.required(name)
                : promptsText.variables.preset(name, preset || "empty")
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
