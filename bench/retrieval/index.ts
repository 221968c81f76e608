/**
 * `npm run bench -- retrieval [quality|speed|reading] [--misses]`. With `EMBEDDING_MODEL` (and `OPENAI_BASE_URL`,
 * `OPENAI_API_KEY`) quality is measured for hybrid retrieval as well; `embedding-server.py` serves a small model.
 */
import { quality, type Score } from "./quality.ts";
import { type Reading, readingSpeed } from "./reading.ts";
import { type QuerySpeed, querySpeed } from "./speed.ts";

const wanted = new Set(process.argv.slice(2).filter((argument) => !argument.startsWith("--")));
const asked = (part: string) => wanted.size === 0 || wanted.has(part);
const percent = (value: number) => `${(value * 100).toFixed(1)} %`;

function table(head: string[], rows: string[][]): void {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  console.log(`\n${[line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n")}\n`);
}

const verdict = (what: string, met: boolean, figures: string) =>
  console.log(`${met ? "met    " : "missed "} ${what}: ${figures}`);

if (asked("quality")) {
  const { scores, misses } = await quality();
  table(
    ["Set", "System", "Pieces", "Characters", "recall@5", "recall@1", "MRR"],
    scores.map((s) => [
      s.set,
      s.system,
      s.pieces.toLocaleString("en"),
      `${s.meanChars}`,
      percent(s.recall5),
      percent(s.recall1),
      s.mrr.toFixed(3),
    ]),
  );
  for (const [set, rows] of Map.groupBy(scores, (score) => score.set)) judge(set, rows);
  if (process.argv.includes("--misses")) console.log(misses.join("\n"));
}

function judge(set: string, rows: Score[]): void {
  const own = rows.filter((row) => row.ours);
  const others = rows.filter((row) => row.rival);
  for (const mine of own) {
    for (const other of others) {
      const met = mine.recall5 >= other.recall5 && mine.mrr > other.mrr;
      const figures = `recall@5 ${percent(mine.recall5)} to ${percent(other.recall5)}, MRR ${mine.mrr.toFixed(3)} to ${other.mrr.toFixed(3)}`;
      verdict(`${set}: ${mine.system} better than ${other.system}`, met, figures);
    }
  }
}

if (asked("speed")) {
  const speeds = await querySpeed();
  table(
    ["Passages", "Files", "Search", "Median", "95th percentile", "Processor time", "Memory of the process"],
    speeds.map((s: QuerySpeed) => [
      s.passages.toLocaleString("en"),
      `${s.files}`,
      s.vectors ? `words and vectors (${s.vectors})` : "words",
      `${s.medianMs.toFixed(1)} ms`,
      `${s.p95Ms.toFixed(1)} ms`,
      `${s.cpuMs.toFixed(1)} ms`,
      `${s.rssMb} MB`,
    ]),
  );
  for (const s of speeds.filter(({ passages }) => passages === 100_000)) {
    const what = `a question to 100,000 passages within 20 ms, ${s.vectors ? "with vectors" : "by words"}`;
    verdict(what, s.medianMs <= 20, `median ${s.medianMs.toFixed(1)} ms, processor ${s.cpuMs.toFixed(1)} ms`);
  }
}

if (asked("reading")) {
  const { start, formats } = await readingSpeed();
  const pace = (mb: number, seconds: number | null) => (seconds ? (mb / seconds).toFixed(2) : "–");
  table(
    [
      "Format",
      "File",
      "Text in it",
      "Time",
      "MB/s of file",
      "MB/s of text",
      "… by processor time",
      "Peak memory",
    ],
    formats.map((r: Reading) => [
      r.format,
      `${r.fileMb.toFixed(2)} MB`,
      `${r.textMb.toFixed(2)} MB`,
      `${r.seconds.toFixed(1)} s`,
      pace(r.fileMb, r.seconds),
      pace(r.textMb, r.seconds),
      pace(r.textMb, r.cpuSeconds),
      r.peakMb === null ? "–" : `${Math.round(r.peakMb)} MB`,
    ]),
  );
  console.log(
    `Start of a reader, in each of the times above: ${(start.seconds * 1_000).toFixed(0)} ms (processor ${((start.cpuSeconds ?? 0) * 1_000).toFixed(0)} ms).`,
  );
}
