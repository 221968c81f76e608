/** A thin bar; without a `value` (0 to 1) it only says that work is under way. */
export function Progress({ label, value }: { label: string; value?: number | undefined }) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      {...(value === undefined
        ? {}
        : { "aria-valuemin": 0, "aria-valuemax": 100, "aria-valuenow": Math.round(value * 100) })}
      className="h-1 overflow-hidden rounded-full bg-pressed"
    >
      <div
        className={`h-full origin-left rounded-full bg-accent ${value === undefined ? "animate-breathe" : "transition-transform"}`}
        style={{ transform: `scaleX(${value ?? 1})` }}
      />
    </div>
  );
}
