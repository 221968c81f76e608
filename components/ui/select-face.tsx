import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/utils";
import { fieldClass } from "./input";

export type SelectOption<T extends string> = { value: T; label: string; icon?: ReactNode; hint?: string };

export type SelectProps<T extends string> = {
  value: T;
  onValueChange: (value: T) => void;
  options: readonly SelectOption<T>[];
  disabled?: boolean;
  id?: string;
  "aria-label"?: string;
  "aria-invalid"?: true | undefined;
  "aria-describedby"?: string | undefined;
};

export const selectClass = cn(fieldClass, "flex h-control items-center justify-between gap-2 px-3");

export function SelectFace({ children }: { children: ReactNode }) {
  return (
    <>
      <span className="flex min-w-0 items-center gap-2 truncate">{children}</span>
      <ChevronDown className="size-4 shrink-0 text-fg-subtle" aria-hidden="true" />
    </>
  );
}
