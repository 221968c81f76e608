import { ScrollRegion } from "@/components/chat/markdown/scroll-region";
import { formatNumber } from "@/components/ui/format";
import { usageText } from "@/lib/text/usage";
import { type Group, inDollars, type Sums } from "./usage-sums";

/** The numbers behind the chart. It scrolls inside itself where it is too narrow. */
export function UsageTable({
  caption,
  heading,
  groups,
  total,
  priced,
}: {
  caption: string;
  /** Of the first column. */
  heading: string;
  groups: readonly Group[];
  total: Sums;
  /** Whether the server knows prices. */
  priced: boolean;
}) {
  return (
    <ScrollRegion label={caption} className="rounded-lg border border-line bg-surface">
      <table className="w-full text-sm tabular-nums">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-line border-b text-fg-muted">
            <Head first>{heading}</Head>
            <Head>{usageText.table.replies}</Head>
            <Head>{usageText.table.input}</Head>
            <Head>{usageText.table.output}</Head>
            {priced ? <Head>{usageText.table.cost}</Head> : null}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {groups.map((group) => (
            <tr key={group.key}>
              <th
                scope="row"
                className="min-w-28 max-w-form wrap-anywhere py-2.5 pr-2 pl-4 text-start font-normal sm:truncate sm:pr-4"
                data-tip-clipped=""
                data-tip={group.label}
              >
                <span dir="auto">{group.label}</span>
              </th>
              <Numbers sums={group} priced={priced} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="border-line border-t font-medium">
            <th scope="row" className="px-4 py-2.5 text-start font-medium">
              {usageText.table.total}
            </th>
            <Numbers sums={total} priced={priced} />
          </tr>
        </tfoot>
      </table>
    </ScrollRegion>
  );
}

function Head({ first = false, children }: { first?: boolean; children: string }) {
  return (
    <th
      scope="col"
      className={`px-2 py-2.5 font-medium first:pl-4 last:pr-4 sm:px-4 ${first ? "text-start" : "text-end"}`}
    >
      {children}
    </th>
  );
}

function Numbers({ sums, priced }: { sums: Sums; priced: boolean }) {
  const cells = [formatNumber(sums.replies), formatNumber(sums.inputTokens), formatNumber(sums.outputTokens)];
  if (priced) cells.push(typeof sums.cost === "number" ? inDollars(sums.cost) : "–");
  const names = ["replies", "input", "output", "cost"];
  return cells.map((cell, i) => (
    <td key={names[i]} className="whitespace-nowrap px-2 py-2.5 text-end last:pr-4 sm:px-4">
      {cell}
    </td>
  ));
}
