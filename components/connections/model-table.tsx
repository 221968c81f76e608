"use client";

import { Input } from "@/components/ui/input";
import { connectionsText } from "@/lib/text/connections";
import type { ModelRow } from "./model-rows";

const text = connectionsText.modelsForm;

/** A line for each model; on a phone its fields stand below its name. */
export function ModelTable({
  rows,
  onChange,
}: {
  rows: ModelRow[];
  onChange: (id: string, patch: Partial<ModelRow>) => void;
}) {
  return (
    <ul className="flex flex-col gap-2">
      {rows.map(({ id, listedName, name, input, output, shown }) => (
        <li
          key={id}
          className="grid grid-cols-[1fr_1fr_auto] items-center gap-2 border-line border-b pb-2 sm:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_5.5rem_5.5rem_auto]"
        >
          <span className="col-span-3 break-all font-mono text-sm sm:col-span-1" dir="ltr">
            {id}
          </span>
          <div className="col-span-3 sm:col-span-1">
            <Input
              aria-label={text.name(id)}
              placeholder={listedName}
              maxLength={100}
              value={name}
              onChange={(event) => onChange(id, { name: event.target.value })}
            />
          </div>
          <Input
            aria-label={text.input(id)}
            placeholder={text.heads.input}
            inputMode="decimal"
            dir="ltr"
            value={input}
            onChange={(event) => onChange(id, { input: event.target.value.replace(",", ".") })}
          />
          <Input
            aria-label={text.output(id)}
            placeholder={text.heads.output}
            inputMode="decimal"
            dir="ltr"
            value={output}
            onChange={(event) => onChange(id, { output: event.target.value.replace(",", ".") })}
          />
          <label className="flex min-h-6 items-center gap-2 text-sm touch:min-h-11">
            <input
              type="checkbox"
              className="size-4 shrink-0 accent-accent"
              aria-label={text.shown(id)}
              checked={shown}
              onChange={(event) => onChange(id, { shown: event.target.checked })}
            />
            <span aria-hidden="true">{text.heads.shown}</span>
          </label>
        </li>
      ))}
    </ul>
  );
}
