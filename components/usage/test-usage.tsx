import { formatNumber } from "@/components/ui/format";
import type { TestUsageRow } from "@/lib/schemas";
import { evalsText } from "@/lib/text/evals";
import { inDollars } from "./usage-sums";

const text = evalsText.usage;

/** What tests took, apart from replies. */
export function TestUsage({ rows }: { rows: TestUsageRow[] }) {
  if (rows.length === 0) return null;
  const sum = (of: (row: TestUsageRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const priced = rows.every(({ cost }) => cost !== null);
  return (
    <section aria-labelledby="test-usage" className="flex flex-col gap-1 border-line border-t pt-5">
      <h2 id="test-usage" className="font-medium text-base">
        {text.title}
      </h2>
      <p className="text-fg-muted">
        {text.sentence({
          runs: sum(({ runs }) => runs),
          answers: sum(({ answers }) => answers),
          input: formatNumber(sum(({ inputTokens }) => inputTokens)),
          output: formatNumber(sum(({ outputTokens }) => outputTokens)),
          cost: priced ? inDollars(sum(({ cost }) => cost ?? 0)) : null,
        })}
      </p>
    </section>
  );
}
