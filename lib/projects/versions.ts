import type { z } from "zod";
import { notFound } from "@/lib/errors";
import { readAfterCommit } from "@/lib/platform";
import type { PageQuery, Project, restoreVersionSchema, Version, VersionDetail } from "@/lib/schemas";
import { encodeCursor, getStore, type ProjectRecord, type Scope, type VersionRecord } from "@/lib/store";
import { isoTime } from "@/lib/time";
import { changeProject } from "./change-project";
import { compareStates, type StateComparison } from "./compare-states";
import { besideOf } from "./projects";
import { catchUp, type ProjectStateRecord, stateOf } from "./record-version";
import { toProject, toPrompt } from "./shapes";

/** Newest first. @throws not_found for the project */
export async function listVersions(
  scope: Scope,
  projectId: string,
  page: PageQuery,
): Promise<{ versions: Version[]; nextCursor: string | null }> {
  const store = await getStore();
  const newest = await newestOf(scope, await requireProject(scope, projectId));
  const { items, nextCursor } = await store.versions.list(scope, projectId, page);
  return { versions: await toVersions(items, newest), nextCursor };
}

/** With prompts and settings as they were. @throws not_found for project or version */
export async function getVersion(scope: Scope, projectId: string, id: string): Promise<VersionDetail> {
  const newest = await newestOf(scope, await requireProject(scope, projectId));
  const version = await requireVersion(scope, projectId, id);
  const { prompts, settings } = await requireState(scope, version);
  const [shown] = await toVersions([version], newest);
  if (!shown) throw notFound("Version");
  return { ...shown, prompts: prompts.map(toPrompt), settings };
}

/**
 * Makes an old state the present one, as a new version: nothing is lost, and restoring is undone by restoring. The
 * present state restored changes nothing.
 * @throws not_found for project or version; `stale_edit` when `version` is given and has risen
 */
export async function restoreVersion(
  scope: Scope,
  projectId: string,
  id: string,
  input: z.infer<typeof restoreVersionSchema>,
): Promise<{ project: Project; version: Version }> {
  const target = await requireVersion(scope, projectId, id);
  const { prompts, settings } = await requireState(scope, target);
  const change = () => ({ prompts, settings });
  const beside = await besideOf(scope, projectId);
  const changed = await changeProject(scope, projectId, change, input.version, target.number);
  const project = toProject(changed, beside.files, scope.role, beside.live);
  const { version: number, updatedAt: createdAt } = changed;
  const assumed = { ...target, number, createdAt, authorId: scope.userId, restoredFrom: target.number };
  const newest = await readAfterCommit("version", () => newestOf(scope, changed), assumed);
  return { project, version: await shownVersion(newest) };
}

export type VersionComparison = {
  version: Version;
  /** What it is compared with; null: there is nothing before it. */
  other: Version | null;
  newest: Version;
  changes: StateComparison;
};

/**
 * What a version changed (`previous`: against the one before it), or what has changed since (`current`: it against the
 * present state, which reads as what restoring would undo).
 * @throws not_found for project or version
 */
export async function compareVersion(
  scope: Scope,
  projectId: string,
  id: string,
  against: "previous" | "current",
): Promise<VersionComparison> {
  const newest = await newestOf(scope, await requireProject(scope, projectId));
  const version = await requireVersion(scope, projectId, id);
  const other = against === "current" ? newest : await oneBefore(scope, version);
  const own = await requireState(scope, version);
  const [shown, shownNewest, shownOther] = await toVersions(
    [version, newest, ...(other ? [other] : [])],
    newest,
  );
  if (!shown || !shownNewest) throw notFound("Version");
  const theirs = other ? await requireState(scope, other) : { prompts: [], settings: own.settings };
  const [from, to] = against === "current" ? [own, theirs] : [theirs, own];
  return {
    version: shown,
    other: shownOther ?? null,
    newest: shownNewest,
    changes: compareStates(from, to),
  };
}

async function oneBefore(scope: Scope, { projectId, number }: VersionRecord): Promise<VersionRecord | null> {
  const { versions } = await getStore();
  const page = { limit: 1, cursor: encodeCursor([number]) };
  return (await versions.list(scope, projectId, page)).items[0] ?? null;
}

async function requireProject(scope: Scope, id: string): Promise<ProjectRecord> {
  const project = await (await getStore()).projects.get(scope, id);
  if (!project) throw notFound("Project");
  return project;
}

async function newestOf(scope: Scope, project: ProjectRecord): Promise<VersionRecord> {
  const newest = await catchUp(scope, project);
  if (!newest) throw notFound("Project");
  return newest;
}

async function requireVersion(scope: Scope, projectId: string, id: string): Promise<VersionRecord> {
  const { projects, versions } = await getStore();
  const [, project, number] = /^(.+)-([1-9]\d{0,14})$/.exec(id) ?? [];
  const version = project === projectId ? await versions.get(scope, projectId, Number(number)) : null;
  if (version) return version;
  throw notFound((await projects.get(scope, projectId)) ? "Version" : "Project");
}

async function requireState(scope: Scope, version: VersionRecord): Promise<ProjectStateRecord> {
  const state = await stateOf(scope, version);
  if (!state) throw notFound("Version");
  return state;
}

/** A version that was just made; whose it is stays out where that can't be read. */
async function shownVersion(newest: VersionRecord): Promise<Version> {
  const [version] = await readAfterCommit("author", () => toVersions([newest], newest), []);
  return version ?? toVersion(newest, newest, "");
}

const toVersion = (record: VersionRecord, newest: VersionRecord, name: string): Version => ({
  id: `${record.projectId}-${record.number}`,
  number: record.number,
  createdAt: isoTime(record.createdAt),
  by: { id: record.authorId, name },
  summary: record.summary,
  restoredFrom: record.restoredFrom,
  current: record.number === newest.number,
});

async function toVersions(records: VersionRecord[], newest: VersionRecord): Promise<Version[]> {
  const { users } = await getStore();
  const ids = [...new Set(records.map(({ authorId }) => authorId))];
  const authors = await Promise.all(ids.map((id) => users.get(id)));
  return records.map((record) =>
    toVersion(record, newest, authors.find((user) => user?.id === record.authorId)?.name ?? ""),
  );
}
