import { type ReactNode, useId } from "react";
import { uiText } from "@/lib/text/ui";
import { cn } from "@/lib/utils";

export type FieldControlProps = {
  id: string;
  "aria-invalid": true | undefined;
  "aria-describedby": string | undefined;
};

/** A label, its control, and below it either what is wrong or a hint. The error is announced when it appears. */
export function Field({
  label,
  hint,
  error,
  optional = false,
  aside,
  hideLabel = false,
  className,
  children,
}: {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  /** Small extra at the label's right, such as a counter or a reset button. */
  aside?: ReactNode;
  hideLabel?: boolean;
  className?: string;
  children: (control: FieldControlProps) => ReactNode;
}) {
  const id = useId();
  const noteId = `${id}-note`;
  return (
    <div className={cn("flex flex-col gap-1.5", className)}>
      <div className={cn("flex items-baseline justify-between gap-3", hideLabel && "sr-only")}>
        <label htmlFor={id} className="font-medium text-fg text-sm">
          {label}
          {optional ? <span className="font-normal text-fg-subtle"> {uiText.field.optional}</span> : null}
        </label>
        {aside ? <div className="text-fg-subtle text-xs">{aside}</div> : null}
      </div>
      {children({
        id,
        "aria-invalid": error ? true : undefined,
        "aria-describedby": error || hint ? noteId : undefined,
      })}
      {error ? (
        <p id={noteId} role="alert" className="text-danger-text text-sm">
          {error}
        </p>
      ) : hint ? (
        <p id={noteId} className="text-fg-subtle text-sm">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
