import { formatNumber } from "@/components/ui/format";
import { promptsText } from "@/lib/text/prompts";

/** How much of the model's context the prompts take before a word is said. */
export function TokenMeter({
  tokens,
  limit,
  model,
  what = promptsText.meter.each,
}: {
  tokens: number;
  limit: number | null;
  model: string;
  /** What the tokens are counted for. */
  what?: string;
}) {
  const share = limit ? Math.min(1, tokens / limit) : 0;
  const tone = share > 0.9 ? "bg-danger" : share > 0.6 ? "bg-warning-text" : "bg-accent";
  return (
    <div className="flex flex-col gap-1.5 text-fg-muted">
      <p>
        {promptsText.meter.about}{" "}
        <span className="font-medium text-fg tabular-nums">{formatNumber(tokens)}</span>{" "}
        {promptsText.meter.tokens(tokens)} {what}.
        {limit ? (
          <>
            {" "}
            <span dir="auto">{model}</span> {promptsText.meter.takes(formatNumber(limit))}
          </>
        ) : null}
      </p>
      {limit ? (
        <div aria-hidden="true" className="h-1 overflow-hidden rounded-full bg-pressed">
          <div
            className={`h-full rounded-full ${tone}`}
            style={{ width: `${Math.max(share * 100, 0.5)}%` }}
          />
        </div>
      ) : null}
    </div>
  );
}
