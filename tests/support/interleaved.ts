import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Files of real processes wait for most of their time: spread among those of the store, they leave the processors to
 * those. By itself Vitest would run them first, several of them at once, and have the others wait with them.
 * Files that share a process come one after the other: it ends where the next file is of another kind.
 */
export class Interleaved extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const of = (...names: string[]) => sorted.filter(({ project }) => names.includes(project.name));
    const waiting = of("processes");
    const alone = of("server");
    const gap = Math.ceil(alone.length / Math.max(1, waiting.length));
    const spread = waiting.flatMap((file, n) => [file, ...alone.slice(n * gap, (n + 1) * gap)]);
    return [...spread, ...alone.slice(waiting.length * gap), ...of("api"), ...of("unit")];
  }
}
