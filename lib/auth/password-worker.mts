import { parentPort } from "node:worker_threads";
import bcrypt from "bcryptjs";

/** Runs one bcrypt operation per message, so that none of it costs the event loop that streams replies. */
parentPort?.on("message", (job: PasswordJob) => {
  const result =
    job.kind === "hash"
      ? bcrypt.hashSync(job.password, job.cost)
      : bcrypt.compareSync(job.password, job.hash);
  parentPort?.postMessage(result);
});

export type PasswordJob =
  | { kind: "hash"; password: string; cost: number }
  | { kind: "compare"; password: string; hash: string };
