import { cn } from "@/lib/utils";

/** Stays invisible for 150 ms, so that quick loads never flash a placeholder. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div aria-hidden="true" className="animate-late">
      <div className={cn("animate-breathe rounded-md bg-hover", className)} />
    </div>
  );
}
