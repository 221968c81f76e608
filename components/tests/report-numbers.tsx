import { Card } from "@/components/ui/card";
import type { EvalRun, Statistics } from "@/lib/schemas";
import { evalsText } from "@/lib/text/evals";
import { testsText } from "@/lib/text/tests";

/** Quality, cost, time, and what changed. */
export function ReportNumbers({ run }: { run: EvalRun }) {
  const found = run.statistics;
  if (!found) return null;
  const numbers: [label: string, value: string, note: string][] = [
    [testsText.numbers.quality, percent(found.candidate), qualityNote(found)],
    [testsText.numbers.cost, ratio(found.cost), found.cost ? interval(found.cost) : cost(run)],
    [
      testsText.numbers.time,
      ratio(found.latency),
      found.latency ? interval(found.latency) : testsText.numbers.nothing,
    ],
    [
      testsText.numbers.changed,
      found.baseline === null ? "–" : testsText.numbers.change(found.regressed, found.improved),
      found.errors > 0 ? testsText.numbers.errors(found.errors) : testsText.numbers.ofCases(found.cases),
    ],
  ];
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {numbers.map(([label, value, note]) => (
        <Card key={label} className="flex flex-col gap-0.5 px-4 py-3">
          <dt className="text-fg-muted text-sm">{label}</dt>
          <dd className="font-semibold text-lg tabular-nums">{value}</dd>
          <dd className="text-fg-subtle text-xs">{note}</dd>
        </Card>
      ))}
    </dl>
  );
}

/** Who won side by side, and whether length may have decided it. */
export function Pairwise({ run }: { run: EvalRun }) {
  const found = run.statistics?.pairwise;
  return found ? <p className="text-fg-muted">{evalsText.report.pairwise(found)}</p> : null;
}

const percent = (share: number | null) => (share === null ? "–" : `${Math.round(share * 100)} %`);
const points = (share: number) => `${share > 0 ? "+" : ""}${Math.round(share * 100)}`;

function qualityNote({ baseline, interval }: Statistics): string {
  if (baseline === null) return testsText.numbers.nothing;
  const range = interval ? testsText.numbers.points(points(interval.low), points(interval.high)) : "";
  return testsText.numbers.before(percent(baseline), range);
}

const ratio = (found: Statistics["cost"]) => (found ? `× ${found.median.toFixed(2)}` : "–");
const interval = (found: NonNullable<Statistics["cost"]>) =>
  `× ${found.interval.low.toFixed(2)} to ${found.interval.high.toFixed(2)}`;
const cost = ({ cost: spent }: EvalRun) =>
  spent === null
    ? testsText.numbers.noPrices
    : spent === 0
      ? testsText.numbers.free
      : testsText.numbers.inAll(spent.toFixed(4));
