"use client";

import { X } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { connectionsText } from "@/lib/text/connections";
import { cn } from "@/lib/utils";
import type { FaultyRow, ModelRow } from "./model-rows";

const text = connectionsText.modelsForm;

const COLUMNS = "sm:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_5.5rem_5.5rem_5.5rem]";

/** A line for each model; on a phone its fields stand below its name. */
export function ModelTable({
  rows,
  faulty,
  onChange,
  onRemove,
}: {
  rows: ModelRow[];
  faulty: FaultyRow | null;
  onChange: (id: string, patch: Partial<ModelRow>) => void;
  onRemove: (id: string) => void;
}) {
  const { model, name, input, output, shown } = text.heads;
  return (
    <div className="flex flex-col gap-2">
      <div
        aria-hidden="true"
        className={cn("hidden gap-2 font-medium text-fg-subtle text-xs sm:grid", COLUMNS)}
      >
        {[model, name, input, output, shown].map((head) => (
          <span key={head}>{head}</span>
        ))}
      </div>
      <ul className="flex flex-col gap-2">
        {rows.map((row) => (
          <Row
            key={row.id}
            row={row}
            faulty={row.id === faulty?.id ? faulty : null}
            onChange={onChange}
            onRemove={onRemove}
          />
        ))}
      </ul>
    </div>
  );
}

function Row({
  row: { id, listedName, listed, name, input, output, shown },
  faulty,
  onChange,
  onRemove,
}: {
  row: ModelRow;
  faulty: FaultyRow | null;
  onChange: (id: string, patch: Partial<ModelRow>) => void;
  onRemove: (id: string) => void;
}) {
  const errorId = useId();
  const first = useRef<HTMLInputElement>(null);
  const named = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (faulty) (faulty.field === "price" ? first : named).current?.focus();
  }, [faulty]);
  const marked = (field: string) => ({
    "aria-invalid": faulty?.field === field || undefined,
    "aria-describedby": faulty?.field === field ? errorId : undefined,
  });
  const price = (field: "input" | "output", value: string) => (
    <Input
      ref={field === "input" ? first : undefined}
      aria-label={text[field](id)}
      {...marked("price")}
      placeholder={text.heads[field]}
      inputMode="decimal"
      dir="ltr"
      value={value}
      onChange={(event) => onChange(id, { [field]: event.target.value })}
    />
  );
  return (
    <li className={cn("grid grid-cols-[1fr_1fr_auto] items-center gap-2 border-line border-b pb-2", COLUMNS)}>
      <div className="col-span-3 flex items-center justify-between gap-2 sm:col-span-1">
        <span className="min-w-0 break-all font-mono text-sm" dir="ltr">
          {id}
        </span>
        {listed ? null : (
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={text.takeOut(id)}
            data-tip={text.takeOut(id)}
            onClick={() => onRemove(id)}
          >
            <X className="size-4" aria-hidden="true" />
          </Button>
        )}
      </div>
      <div className="col-span-3 sm:col-span-1">
        <Input
          ref={named}
          aria-label={text.name(id)}
          {...marked("name")}
          placeholder={listedName}
          value={name}
          onChange={(event) => onChange(id, { name: event.target.value })}
        />
      </div>
      {price("input", input)}
      {price("output", output)}
      <label className="flex min-h-6 items-center gap-2 text-sm touch:min-h-11">
        <input
          type="checkbox"
          className="size-4 shrink-0 accent-accent"
          aria-label={text.shown(id)}
          checked={shown}
          onChange={(event) => onChange(id, { shown: event.target.checked })}
        />
        <span aria-hidden="true" className="sm:hidden">
          {text.heads.shown}
        </span>
      </label>
      {faulty ? (
        <p id={errorId} role="alert" className="col-span-full text-danger-text text-sm">
          {faulty.message}
        </p>
      ) : null}
    </li>
  );
}
