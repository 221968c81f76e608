"use client";

import { settingsText } from "@/lib/text/settings";
import { cn } from "@/lib/utils";

/** One click back to the default; says what it is. It stays where it is, so that the focus does. */
export function DefaultButton({
  label,
  active,
  onClick,
}: {
  label: string;
  active: boolean;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      aria-disabled={active}
      onClick={active ? undefined : onClick}
      className={cn(
        "inline-flex items-center rounded-sm touch:min-h-11",
        active ? "cursor-default" : "text-accent-text underline-offset-4 hover:underline",
      )}
    >
      {active ? settingsText.default.isDefault : settingsText.default.use(label)}
    </button>
  );
}
