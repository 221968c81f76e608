import { Card } from "@/components/ui/card";
import type { Calibration } from "@/lib/schemas";
import { testsText } from "@/lib/text/tests";

const text = testsText.judge;

/** How far the judge is to be trusted, by what people said of its verdicts. */
export function JudgeBesidePeople({ calibration }: { calibration: Calibration }) {
  const { humanPasses, humanFails, sensitivity, specificity, kappa, calibrated } = calibration;
  if (humanPasses + humanFails === 0) return null;
  const rates = [
    [text.sensitivity, sensitivity, text.passes(humanPasses)],
    [text.specificity, specificity, text.fails(humanFails)],
    [text.kappa, kappa, text.both(humanPasses + humanFails)],
  ] as const;
  return (
    <section aria-labelledby="judge" className="flex flex-col gap-3">
      <h2 id="judge" className="font-medium text-base">
        {text.title}
      </h2>
      <dl className="grid gap-3 sm:grid-cols-3">
        {rates.map(([label, rate, of]) => (
          <Card key={label} className="flex flex-col gap-0.5 px-4 py-3">
            <dt className="text-fg-muted text-sm">{label}</dt>
            <dd className="font-semibold text-lg tabular-nums">{rate ? rate.value.toFixed(2) : "–"}</dd>
            <dd className="text-fg-subtle text-xs tabular-nums">
              {rate ? `${text.interval(rate.interval)}, ${of}` : of}
            </dd>
          </Card>
        ))}
      </dl>
      <p className="text-fg-muted">{calibrated ? text.mayBlock : text.mayNot}</p>
    </section>
  );
}
