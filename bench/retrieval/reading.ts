import { readFileSync } from "node:fs";
import { unpackPassages } from "@/lib/knowledge/index/segment";
import { readApart } from "@/lib/knowledge/read/reader";
import { type Sample, samples } from "./samples.ts";

/** One file through the reader as the product runs it: a process of its own, from bytes to the stored index. */
export type Reading = {
  format: string;
  fileMb: number;
  textMb: number;
  seconds: number;
  /** Processor time of the reader's process; null where /proc is missing. */
  cpuSeconds: number | null;
  peakMb: number | null;
};

const MB = 1024 * 1024;

/** `start`: what every reader costs before it reads, seen on a file of a few words. */
export async function readingSpeed(): Promise<{ start: Reading; formats: Reading[] }> {
  const tiny = { name: "tiny.txt", bytes: new TextEncoder().encode("A few words.") };
  await read(tiny);
  const starts = [await read(tiny), await read(tiny), await read(tiny)].sort((a, b) => a.seconds - b.seconds);
  const formats: Reading[] = [];
  for (const sample of await samples()) formats.push(await read(sample));
  return { start: starts[1] ?? (await read(tiny)), formats };
}

async function read({ name, bytes }: Sample): Promise<Reading> {
  const watch = watchChild();
  const started = performance.now();
  let text = 0;
  await readApart(
    { filename: name, bytes },
    {
      async onBlobs(blobs) {
        for (const { kind, data } of blobs) {
          if (kind !== "p") continue;
          for (const passage of unpackPassages(data)) text += passage.text.length - passage.overlap;
        }
      },
    },
  );
  const seconds = (performance.now() - started) / 1_000;
  const { cpuSeconds, peakMb } = watch();
  const format = name.split(".").pop() ?? name;
  return { format, fileMb: bytes.length / MB, textMb: text / MB, seconds, cpuSeconds, peakMb };
}

/** Looks at the processes that this one started, until called. */
function watchChild(): () => Pick<Reading, "cpuSeconds" | "peakMb"> {
  let cpuSeconds: number | null = null;
  let peakMb: number | null = null;
  const check = () => {
    try {
      const children = readFileSync(`/proc/self/task/${process.pid}/children`, "utf8").trim().split(" ");
      for (const pid of children.filter(Boolean)) {
        const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
        const ticks = Number(fields[11]) + Number(fields[12]);
        const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
        cpuSeconds = Math.max(cpuSeconds ?? 0, ticks / 100);
        if (peak) peakMb = Math.max(peakMb ?? 0, Number(peak) / 1_024);
      }
    } catch {
      // Ended between two looks, or a system without /proc.
    }
  };
  const timer = setInterval(check, 10);
  return () => {
    clearInterval(timer);
    return { cpuSeconds, peakMb };
  };
}
