"use client";

import { Check, Plus } from "lucide-react";
import { projectsText } from "@/lib/text/projects";
import { ProjectTile } from "./project-tile";
import { STARTING_POINTS } from "./starting-points";

/** Native radio buttons: arrow keys, one tab stop, and names for free. */
export function StartingPointPicker({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1.5 font-medium text-sm">{projectsText.create.startFrom}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {STARTING_POINTS.map(({ id, title, summary, look }) => (
          <label
            key={id}
            className="relative flex cursor-pointer gap-3 rounded-lg border border-line p-3 transition-colors first:sm:col-span-2 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-2"
          >
            <input
              type="radio"
              name="start"
              value={id}
              checked={value === id}
              onChange={() => onChange(id)}
              className="sr-only"
            />
            {look ? (
              <ProjectTile project={{ name: title, ...look }} />
            ) : (
              <span className="grid size-9 shrink-0 place-items-center rounded-md border border-line-strong border-dashed text-fg-subtle">
                <Plus className="size-4" aria-hidden="true" />
              </span>
            )}
            <span className="flex min-w-0 flex-col pr-5">
              <span className="font-medium">{title}</span>
              <span className="text-fg-muted">{summary}</span>
            </span>
            {value === id ? (
              <Check className="absolute top-3 right-3 size-4 text-accent-text" aria-hidden="true" />
            ) : null}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
