import type { ProjectColor, Role, Settings } from "@/lib/schemas";
import type { FileRecord, StoredBody } from "./files";
import type { Page, PageRequest, Scope } from "./scope";

export type PromptRecord = { id: string; role: Role; content: string; createdAt: number };

export type ProjectRecord = {
  id: string;
  ownerId: string;
  /** Unique per owner, made of the first name and never changed: what programs call the project. */
  slug: string;
  name: string;
  description: string;
  icon: string | null;
  color: ProjectColor | null;
  prompts: PromptRecord[];
  settings: Settings;
  /** Starts at 1; rises by one with each {@link ProjectStore.update}. */
  version: number;
  createdAt: number;
  updatedAt: number;
  activityAt: number;
};
export type ProjectSummaryRecord = Omit<ProjectRecord, "prompts"> & {
  promptCount: number;
  fileCount: number;
  chatCount: number;
};
/** A file that comes with its project. */
export type NewFileRecord = StoredBody & Pick<FileRecord, "filename" | "mimeType">;
export type ProjectPatch = Partial<
  Pick<ProjectRecord, "name" | "description" | "icon" | "color" | "prompts" | "settings">
>;

export interface ProjectStore {
  /**
   * All or nothing: with `files` (at most as many as a project may have, oldest first) the project is seen with all of
   * them or not at all, and they take over the bodies, which must have been stored and not named yet.
   * @throws `limit_reached` when the owner has `limit` projects, racing calls never exceed it; `not_found` when the account is gone, or a body is
   *   not there.
   */
  create(
    scope: Scope,
    input: {
      name: string;
      description: string;
      icon?: string | null;
      color?: ProjectColor | null;
      settings: Settings;
      prompts?: PromptRecord[];
      files?: NewFileRecord[];
    },
    limit: number,
  ): Promise<ProjectRecord>;
  get(scope: Scope, id: string): Promise<ProjectRecord | null>;
  getBySlug(scope: Scope, slug: string): Promise<ProjectRecord | null>;
  /**
   * Newest activity first; `q` matches name and description, case-insensitively, as plain text. `shared`: with those that
   * are shared with the person. `chatCount` counts what the caller sees.
   */
  list(
    scope: Scope,
    page: PageRequest & { q?: string | undefined; shared?: boolean },
  ): Promise<Page<ProjectSummaryRecord>>;
  /**
   * Compare-and-set: writes only when `version` still is `expectedVersion`, then raises it and moves `updatedAt`
   * and `activityAt`. Prompts are part of the project, so one edit is one write.
   */
  update(
    scope: Scope,
    id: string,
    expectedVersion: number,
    patch: ProjectPatch,
  ): Promise<ProjectRecord | "missing" | "stale">;
  /** The projects that the person keeps at the top; those that are no more may be among them. */
  pins(scope: Scope): Promise<string[]>;
  /** @throws `limit_reached` when `limit` are pinned. Pinning twice is pinning once. */
  pin(scope: Scope, id: string, pinned: boolean, limit: number): Promise<void>;
  /** Moves `activityAt` forward only. */
  touch(scope: Scope, id: string, at: number): Promise<void>;
  /**
   * Hides the project at once, then removes files, bodies, chats, messages, runs, configs, versions and itself.
   * A crash in between leaves it hidden; {@link Store.sweep} finishes. False when there was none.
   */
  remove(scope: Scope, id: string): Promise<boolean>;
}

/** One state of a project's prompts and settings: when and by whom it came to be, in which order. */
export type VersionRecord = {
  ownerId: string;
  projectId: string;
  /** The project's `version` that this state came with; rises, with gaps. */
  number: number;
  /** Holds prompts and settings. */
  configId: string;
  /** Of the prompts in the config, in order: content alone does not tell which prompt it was. */
  prompts: Pick<PromptRecord, "id" | "createdAt">[];
  authorId: string;
  /** What changed, in words. */
  summary: string;
  /** The `number` that was restored; null: an edit. */
  restoredFrom: number | null;
  createdAt: number;
};

export interface VersionStore {
  /** The first row under a number stays. Null when the project is not there. */
  put(scope: Scope, version: Omit<VersionRecord, "ownerId">): Promise<VersionRecord | null>;
  get(scope: Scope, projectId: string, number: number): Promise<VersionRecord | null>;
  /** Newest (highest number) first. */
  list(scope: Scope, projectId: string, page: PageRequest): Promise<Page<VersionRecord>>;
}

/** What a project would send at one moment; immutable, keyed by the hash of its content within the project. */
export type ConfigRecord = {
  id: string;
  ownerId: string;
  projectId: string;
  version: number;
  prompts: { role: Role; content: string }[];
  settings: Settings;
  files: { id: string; filename: string; sha256: string }[];
  createdAt: number;
};

export interface ConfigStore {
  /** Idempotent on `id` within the project; null when the project is not there. */
  put(scope: Scope, config: Omit<ConfigRecord, "ownerId" | "createdAt">): Promise<ConfigRecord | null>;
  get(scope: Scope, projectId: string, id: string): Promise<ConfigRecord | null>;
  /** Newest first. */
  list(scope: Scope, projectId: string, page: PageRequest): Promise<Page<ConfigRecord>>;
}
