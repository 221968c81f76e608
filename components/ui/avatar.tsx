import { cn } from "@/lib/utils";

/** The first letters of a name, in any script. Decorative: the name stands beside it. */
export function Avatar({ name, className }: { name: string; className?: string }) {
  const words = name.trim().split(/\s+/).slice(0, 2);
  const initials = words.map((word) => [...word][0] ?? "").join("");
  return (
    <span
      aria-hidden="true"
      className={cn(
        "grid size-7 shrink-0 select-none place-items-center rounded-full bg-accent-soft font-medium text-accent-text text-xs uppercase",
        className,
      )}
    >
      {initials || "?"}
    </span>
  );
}
