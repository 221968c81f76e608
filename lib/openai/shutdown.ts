import { atShutdown, perProcess, wait } from "@/lib/platform";

const POLL_MS = 50;

const running = () => perProcess("dialect-answers", () => new Set<() => void>());

/** Lets an answer run when the process is told to stop, as long as others may; then `end` is called. @returns what takes it back */
export function trackAnswer(end: () => void): () => void {
  const answers = running();
  answers.add(end);
  atShutdown("openai answers", async (graceMs) => {
    const deadline = Date.now() + graceMs;
    while (answers.size > 0 && Date.now() < deadline) {
      await wait(POLL_MS);
    }
    for (const endNow of [...answers]) endNow();
  });
  return () => answers.delete(end);
}
