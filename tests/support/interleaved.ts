import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Files of real processes wait for most of their time: spread among the others, they leave the processors to those. By
 * itself Vitest would run them first, several of them at once, and have the others wait with them.
 */
export class Interleaved extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const waiting = sorted.filter(({ project }) => project.name === "processes");
    const busy = sorted.filter(({ project }) => project.name !== "processes");
    // All of them in the first half, so that none is waited for at the end.
    const gap = Math.ceil(busy.length / 2 / Math.max(1, waiting.length));
    const first = waiting.flatMap((file, n) => [file, ...busy.slice(n * gap, (n + 1) * gap)]);
    return [...first, ...busy.slice(waiting.length * gap)];
  }
}
