"use client";

import { X } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { typedNumber } from "@/components/ui/typed-number";
import type { CheckType } from "@/lib/schemas";
import { testsText } from "@/lib/text/tests";
import type { DraftCheck, FileName } from "./case-draft";
import { CHECK_LABELS } from "./check-words";

type Fields = DraftCheck["check"];
type Kind = "text" | "long" | "number" | "lines" | "file" | "json";
/** What each kind of check asks for. */
const FIELDS: Partial<Record<CheckType, { name: string; label: string; kind: Kind }[]>> = {
  meets: [{ name: "criteria", label: testsText.fields.answer, kind: "long" }],
  better: [{ name: "criteria", label: testsText.fields.measure, kind: "long" }],
  contains: [
    { name: "all", label: testsText.fields.all, kind: "lines" },
    { name: "any", label: testsText.fields.any, kind: "lines" },
    { name: "none", label: testsText.fields.none, kind: "lines" },
  ],
  equals: [{ name: "value", label: testsText.fields.text, kind: "long" }],
  "starts-with": [{ name: "value", label: testsText.fields.text, kind: "text" }],
  regex: [{ name: "pattern", label: testsText.fields.pattern, kind: "text" }],
  words: [
    { name: "min", label: testsText.fields.min, kind: "number" },
    { name: "max", label: testsText.fields.max, kind: "number" },
  ],
  near: [
    { name: "value", label: testsText.fields.text, kind: "long" },
    { name: "distance", label: testsText.fields.edits, kind: "number" },
  ],
  similar: [
    { name: "value", label: testsText.fields.text, kind: "long" },
    { name: "threshold", label: testsText.fields.similarity, kind: "number" },
  ],
  json: [{ name: "schema", label: testsText.fields.schema, kind: "json" }],
  finds: [{ name: "k", label: testsText.fields.first, kind: "number" }],
  cites: [{ name: "fileId", label: testsText.fields.file, kind: "file" }],
  latency: [
    { name: "first", label: testsText.fields.firstMs, kind: "number" },
    { name: "total", label: testsText.fields.ms, kind: "number" },
  ],
  cost: [{ name: "max", label: testsText.fields.dollars, kind: "number" }],
  tokens: [{ name: "max", label: testsText.fields.tokens, kind: "number" }],
};

const isType = (value: string): value is CheckType => value in CHECK_LABELS;

export function CheckFields({
  check,
  files,
  number,
  faults,
  onChange,
  onRemove,
}: {
  check: Fields;
  files: FileName[];
  number: number;
  faults: Record<string, string>;
  onChange: (check: Fields) => void;
  onRemove: () => void;
}) {
  const type = isType(check.type) ? check.type : "contains";
  const options = Object.entries(CHECK_LABELS)
    .filter(
      ([value]) => (value !== "finds" || check.type === "finds") && (value !== "cites" || files.length > 0),
    )
    .map(([value, label]) => ({ value, label }));
  const fields = FIELDS[type] ?? [];
  const other = Object.entries(faults).find(([name]) => !fields.some((field) => field.name === name))?.[1];
  const set = (name: string, value: unknown) => {
    const { [name]: _, ...rest } = check;
    onChange({ ...rest, type: check.type, ...(value === undefined ? {} : { [name]: value }) });
  };
  return (
    <Card className="flex flex-col gap-3 px-4 py-3">
      <div className="flex items-center gap-2">
        <div className="min-w-0 flex-1">
          <Select
            aria-label={testsText.fields.check(number)}
            value={type}
            options={options}
            onValueChange={(next: string) => onChange({ type: next, required: check.required ?? true })}
          />
        </div>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={testsText.fields.remove(number)}
          onClick={onRemove}
        >
          <X className="size-4" aria-hidden="true" />
        </Button>
      </div>
      {check.type === "finds" && typeof check.quote === "string" ? (
        <blockquote className="border-line border-l-2 pl-3 text-fg-muted text-sm" dir="auto">
          {check.quote} <span className="text-fg-subtle">— {String(check.filename ?? "")}</span>
        </blockquote>
      ) : null}
      {fields.map((field) => (
        <Field key={field.name} label={field.label} error={faults[field.name]}>
          {(control) => (
            <Control
              kind={field.kind}
              control={control}
              files={files}
              value={check[field.name]}
              onChange={(value) => set(field.name, value)}
            />
          )}
        </Field>
      ))}
      {other ? (
        <p role="alert" className="text-danger-text text-sm">
          {other}
        </p>
      ) : null}
      {type === "better" ? (
        <p className="text-fg-muted text-sm">{testsText.fields.neverBlocks}</p>
      ) : (
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          <Toggle
            label={testsText.fields.required}
            checked={check.required !== false}
            onChange={(required) => set("required", required)}
          />
          <Toggle
            label={testsText.fields.not}
            checked={check.not === true}
            onChange={(not) => set("not", not || undefined)}
          />
        </div>
      )}
    </Card>
  );
}

function Toggle({
  label,
  checked,
  onChange,
}: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <span className="flex items-center gap-2">
      <Switch id={id} checked={checked} onCheckedChange={onChange} />
      <label htmlFor={id} className="text-sm">
        {label}
      </label>
    </span>
  );
}

/** Text that is no JSON yet goes as it is, and the answer says so. */
function SchemaField({ control, value, onChange }: Omit<FieldProps, "kind" | "files">) {
  const [text, setText] = useState(value === undefined ? "" : JSON.stringify(value, null, 2));
  return (
    <Textarea
      {...control}
      className="min-h-11! font-mono text-sm"
      value={text}
      placeholder={testsText.fields.schemaExample}
      onChange={(event) => {
        setText(event.target.value);
        onChange(event.target.value.trim() === "" ? undefined : parsedOr(event.target.value));
      }}
    />
  );
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

type ControlProps = { id: string; "aria-invalid": true | undefined; "aria-describedby": string | undefined };

type FieldProps = {
  kind: Kind;
  control: ControlProps;
  files: FileName[];
  value: unknown;
  onChange: (value: unknown) => void;
};

function Control({ kind, control, files, value, onChange }: FieldProps) {
  if (kind === "lines") {
    const text = Array.isArray(value) ? value.join("\n") : "";
    return (
      <Textarea
        {...control}
        className="min-h-11!"
        value={text}
        onChange={(event) => onChange(event.target.value === "" ? undefined : event.target.value.split("\n"))}
      />
    );
  }
  if (kind === "json") return <SchemaField control={control} value={value} onChange={onChange} />;
  if (kind === "number") return <NumberField control={control} value={value} onChange={onChange} />;
  if (kind === "file") {
    return (
      <Select
        {...control}
        aria-label={testsText.fields.file}
        value={typeof value === "string" ? value : (files[0]?.id ?? "")}
        options={files.map(({ id, filename }) => ({ value: id, label: filename }))}
        onValueChange={(next: string) => onChange(next)}
      />
    );
  }
  const common = {
    ...control,
    value: typeof value === "string" ? value : "",
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return kind === "long" ? <Textarea {...common} className="min-h-11!" /> : <Input {...common} />;
}

/** Keeps what is typed: on its way to a number it says none yet, or another. */
function NumberField({ control, value, onChange }: Omit<FieldProps, "kind" | "files">) {
  const [text, setText] = useState(String(value ?? ""));
  return (
    <Input
      {...control}
      inputMode="decimal"
      autoComplete="off"
      className="max-w-40"
      value={(typedNumber(text) ?? undefined) === value ? text : String(value ?? "")}
      onChange={(event) => {
        setText(event.target.value);
        onChange(typedNumber(event.target.value) ?? undefined);
      }}
    />
  );
}
