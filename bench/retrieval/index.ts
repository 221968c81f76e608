/**
 * `npm run bench -- retrieval [quality|speed] [--misses]`. With `EMBEDDING_MODEL` (and `OPENAI_BASE_URL`,
 * `OPENAI_API_KEY`) it measures hybrid retrieval as well.
 */
import { quality } from "./quality.ts";
import { querySpeed, readingSpeed } from "./speed.ts";

const wanted = new Set(process.argv.slice(2).filter((argument) => !argument.startsWith("--")));
const all = wanted.size === 0;
const percent = (value: number) => `${(value * 100).toFixed(1)} %`;

if (all || wanted.has("quality")) {
  const { scores, misses } = await quality();
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
}
if (all || wanted.has("speed")) {
  console.table(
    (await querySpeed([1_000, 10_000, 100_000])).map((s) => ({
      ...s,
      medianMs: s.medianMs.toFixed(1),
      p95Ms: s.p95Ms.toFixed(1),
      cpuMs: s.cpuMs.toFixed(1),
    })),
  );
  console.table(
    (await readingSpeed()).map((s) => ({ format: s.format, "MB/s": (s.megabytes / s.seconds).toFixed(2) })),
  );
}
