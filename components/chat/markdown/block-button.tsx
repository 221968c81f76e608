import type { LucideIcon } from "lucide-react";
import { Button } from "@/components/ui/button";

/** A button in the bar of a table or listing. */
export function BlockButton({
  label,
  icon: Icon,
  pressed,
  onClick,
}: {
  label: string;
  icon: LucideIcon;
  pressed?: boolean;
  onClick: () => void;
}) {
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={label}
      data-tip={label}
      aria-pressed={pressed}
      className={pressed ? "text-accent-text" : undefined}
      onClick={onClick}
    >
      <Icon className="size-4" aria-hidden="true" />
    </Button>
  );
}
