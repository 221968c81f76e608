import { setTimeout as wait } from "node:timers/promises";
import { AppError, notFound } from "@/lib/errors";
import { announceToProject } from "@/lib/feed";
import { afterCommit } from "@/lib/platform";
import { getStore, type ProjectPatch, type ProjectRecord, type Scope } from "@/lib/store";
import { checkPromptBytes } from "./prompt-bytes";
import { recordVersion } from "./record-version";

const ATTEMPTS = 60;

/**
 * Reads a project, lets `change` say what to write, and writes it only if nobody else wrote in between; else it reads
 * again. With `seenVersion`, what the editor saw, another version is a conflict instead. A change that leaves
 * everything as it is (`null`, or equal values) writes nothing and raises no version. Prompts and settings get a
 * version of their own; `restoredFrom` says which earlier one it brings back.
 * @throws not_found, `stale_edit`, `busy` after too many collisions, `limit_reached` for too long prompts; whatever `change` throws
 */
export function changeProject(
  scope: Scope,
  id: string,
  change: (project: ProjectRecord) => ProjectPatch | null,
  seenVersion?: number,
  restoredFrom: number | null = null,
): Promise<ProjectRecord> {
  return oneAtATime(id, () => compareAndSet(scope, id, change, seenVersion, restoredFrom));
}

const queues = new Map<string, Promise<unknown>>();

/** Writers of one project in this process wait for each other instead of colliding; the store decides in any case. */
async function oneAtATime<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = queues.get(key) ?? Promise.resolve();
  const mine = before.then(work, work);
  queues.set(key, mine);
  try {
    return await mine;
  } finally {
    if (queues.get(key) === mine) queues.delete(key);
  }
}

async function compareAndSet(
  scope: Scope,
  id: string,
  change: (project: ProjectRecord) => ProjectPatch | null,
  seenVersion: number | undefined,
  restoredFrom: number | null,
): Promise<ProjectRecord> {
  const store = await getStore();
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const project = await store.projects.get(scope, id);
    if (!project) throw notFound("Project");
    if (seenVersion !== undefined && seenVersion !== project.version) throw new AppError("stale_edit");
    const patch = change(project);
    if (patch === null || leavesAsIs(project, patch)) return project;
    if (patch.prompts) checkPromptBytes(patch.prompts);
    const written = await store.projects.update(scope, id, project.version, patch);
    if (written === "missing") throw notFound("Project");
    if (written !== "stale") {
      if (patch.prompts || patch.settings) {
        // The next change, and whoever lists versions, records what is missing.
        await afterCommit("version", () => recordVersion(scope, project, written, restoredFrom));
      }
      const { name, icon, color, version } = written;
      await announceToProject(scope, id, { type: "project", project: { id, name, icon, color, version } });
      return written;
    }
    // Random, so that many writers do not collide in step.
    await wait(Math.random() * Math.min(100, 5 * (attempt + 1)));
  }
  throw new AppError("busy");
}

function leavesAsIs(project: ProjectRecord, patch: ProjectPatch): boolean {
  const keys = Object.keys(patch) as (keyof ProjectPatch)[];
  return keys.every((key) => JSON.stringify(sorted(project[key])) === JSON.stringify(sorted(patch[key])));
}

/** With the keys in order at every depth: engines and bodies each have their own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
