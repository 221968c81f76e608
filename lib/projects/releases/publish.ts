import { audit } from "@/lib/auth";
import { AppError, invalid } from "@/lib/errors";
import { announceToProject } from "@/lib/feed";
import { findVariables, type LiveInput, type Publication, RELEASE_LIMITS } from "@/lib/schemas";
import {
  getStore,
  type ProjectRecord,
  type PublicationRecord,
  type ReleaseRecord,
  type Scope,
} from "@/lib/store";
import { askGates, gateErrors } from "./gate";
import { requireProject, requireRelease } from "./releases";
import { toPublications } from "./shapes";

export type Live = { liveRelease: number | null; publication: Publication | null };

/**
 * Moves what answers: publish, roll back (a release that was live before: no gate is asked), unpublish. The draft stays as it
 * is. What is live already stays so without a new entry in the log.
 * @throws not_found; `gate_failed` with an entry for each rule that says no, unless overridden with a reason;
 *   `validation_failed` on `release` for a new variable without default; `stale_edit` when somebody else was faster; `limit_reached` when the log is full
 */
export async function setLive(scope: Scope, projectId: string, input: LiveInput): Promise<Live> {
  const { releases } = await getStore();
  const project = await requireProject(scope, projectId);
  const current = await releases.current(scope, projectId);
  const previous = current?.release ?? null;
  if (input.release === previous) return toLive(current, previous);

  if ((current?.seq ?? 0) >= RELEASE_LIMITS.publications) {
    const message = `The log of a project has at most ${RELEASE_LIMITS.publications} publications`;
    throw new AppError("limit_reached", { message });
  }
  const common = {
    projectId,
    seq: (current?.seq ?? 0) + 1,
    previous,
    authorId: scope.userId,
    reason: null,
    runId: null,
  };
  if (input.release === null) {
    return append(scope, project, { ...common, kind: "unpublish", release: null });
  }
  const release = await requireRelease(scope, projectId, input.release);
  if (await wasLive(scope, projectId, release.number)) {
    return append(scope, project, { ...common, kind: "rollback", release: release.number });
  }
  if (previous !== null) {
    refuseNewVariables(release, await requireRelease(scope, project.id, previous));
  }
  const gate = await askGates(scope, release);
  if (!gate.ok && !input.override) throw new AppError("gate_failed", { errors: gateErrors(gate) });
  const reason = gate.ok ? null : (input.override?.reason ?? null);
  const live = await append(scope, project, {
    ...common,
    kind: "publish",
    release: release.number,
    reason,
    runId: gate.runId,
  });
  if (reason !== null) {
    const detail = { release: `v${release.number}`, project: project.name, reason };
    await audit({ actorId: scope.userId, action: "gate.override", targetId: projectId, detail });
  }
  return live;
}

async function append(
  scope: Scope,
  project: ProjectRecord,
  publication: Omit<PublicationRecord, "ownerId" | "createdAt">,
): Promise<Live> {
  const { releases } = await getStore();
  const written = await releases.publish(scope, publication);
  if (written === "stale") {
    throw new AppError("stale_edit", { message: "Something else was published at the same moment" });
  }
  if (written === "missing") await requireProject(scope, publication.projectId);
  if (typeof written === "string") throw new AppError("stale_edit");
  const { id, name } = project;
  await announceToProject(scope, id, { type: "project", project: { id, name } });
  return toLive(written, written.release);
}

async function toLive(record: PublicationRecord | null, liveRelease: number | null): Promise<Live> {
  const [publication] = record ? await toPublications([record]) : [];
  return { liveRelease, publication: publication ?? null };
}

async function wasLive(scope: Scope, projectId: string, number: number): Promise<boolean> {
  const { releases } = await getStore();
  return (await releases.published(scope, projectId, [number])).length > 0;
}

/** Chats that are there remember no value for it: their next message would be refused. */
function refuseNewVariables(next: ReleaseRecord, live: ReleaseRecord): void {
  const variablesOf = ({ prompts }: ReleaseRecord) => findVariables(prompts.map(({ content }) => content));
  const known = new Set(variablesOf(live).map(({ name }) => name));
  const fresh = variablesOf(next).filter(
    (variable) => variable.default === null && !known.has(variable.name),
  );
  if (fresh.length === 0) return;
  const names = fresh.map(({ name }) => `{{${name}}}`).join(", ");
  throw invalid("release", `New variables need a default, or chats that are there could not go on: ${names}`);
}
