import { quality } from "./quality.ts";

const { scores, misses } = await quality();
const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
console.table(
  scores.map((s) => ({
    set: s.set,
    system: s.system,
    pieces: s.pieces,
    chars: s.meanChars,
    "recall@5": percent(s.recall5),
    "recall@1": percent(s.recall1),
    MRR: s.mrr.toFixed(3),
  })),
);
if (process.argv.includes("--misses")) console.log(misses.join("\n"));
