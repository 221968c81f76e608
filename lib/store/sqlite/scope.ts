import type { Scope } from "../types";

export type Filter = { sql: string; values: string[] };

/**
 * The one place that turns a scope into SQL: for what belongs to a project. Everything below one has `owner_id` and
 * `project_id`; what belongs to a project that is being removed is gone already.
 */
export function scopeFilter(scope: Scope, table: string): Filter {
  // `+` keeps the planner from looking by owner what the query names more closely.
  const filter = inProject(scope, scope.ownerId, `+${table}.owner_id`, `${table}.project_id`);
  const live = `EXISTS (SELECT 1 FROM projects live WHERE live.id = ${table}.project_id AND live.removed_at IS NULL)`;
  return { sql: `${filter.sql} AND ${live}`, values: filter.values };
}

/** For files: the project's, and those that the person gave to chats. */
export function fileFilter(scope: Scope): Filter {
  const own = scopeFilter(scope, "files");
  const by = scope.actor.kind === "visitor" ? "" : scope.userId;
  return {
    sql: `${own.sql} AND (files.chat_id IS NULL OR files.uploaded_by = ?)`,
    values: [...own.values, by],
  };
}

/** The same for the projects themselves. */
export function projectFilter(scope: Scope): Filter {
  const filter = inProject(scope, scope.ownerId, "projects.owner_id", "projects.id");
  return { sql: `${filter.sql} AND projects.removed_at IS NULL`, values: filter.values };
}

/** For a person's list of projects: their own, and those that are shared with them. */
export function sharedFilter(scope: Scope): Filter {
  const own = projectFilter(scope);
  if (scope.actor.kind !== "user" || scope.projectId !== undefined) return own;
  const shared = "projects.id IN (SELECT project_id FROM members WHERE user_id = ?)";
  return {
    sql: `((${own.sql}) OR (${shared} AND projects.removed_at IS NULL))`,
    values: [...own.values, scope.userId],
  };
}

/** For bodies, whose project is known once a file names them. */
export function bodyFilter(scope: Scope): Filter {
  return inProject(scope, scope.ownerId, "bodies.owner_id", "bodies.project_id");
}

/**
 * The same for chats and what is in them: theirs who began them, while they may still see the project; a key's and a
 * visitor's only those that they made. What visitors say isn't among the chats of the assistant's owner.
 */
export function chatFilter(scope: Scope, table: string): Filter {
  const own = inProject(scope, scope.userId, `+${table}.owner_id`, `${table}.project_id`);
  const reachable = `EXISTS (SELECT 1 FROM projects live WHERE live.id = ${table}.project_id AND live.removed_at IS NULL
    AND (live.owner_id = ? OR EXISTS
      (SELECT 1 FROM members WHERE members.project_id = live.id AND members.user_id = ?)))`;
  const made = madeBy(scope, table === "chats" ? "chats" : "made");
  const by =
    table === "chats"
      ? made.sql
      : `EXISTS (SELECT 1 FROM chats made WHERE made.id = ${table}.chat_id AND ${made.sql})`;
  return {
    sql: `${own.sql} AND ${reachable} AND ${by}`,
    values: [...own.values, scope.userId, scope.userId, ...made.values],
  };
}

function madeBy({ actor }: Scope, chats: string): Filter {
  const there = `${chats}.removed_at IS NULL`;
  if (actor.kind === "user") return { sql: `${there} AND ${chats}.visitor_id IS NULL`, values: [] };
  return { sql: `${there} AND ${chats}.${actor.kind}_id = ?`, values: [actor.id] };
}

/** Columns that say through what a chat or run came about. */
export function madeThrough({ actor }: Scope): { key_id: string | null; visitor_id: string | null } {
  return {
    key_id: actor.kind === "key" ? actor.id : null,
    visitor_id: actor.kind === "visitor" ? actor.id : null,
  };
}

function inProject({ projectId }: Scope, whose: string, owner: string, project: string): Filter {
  if (projectId === undefined) return { sql: `${owner} = ?`, values: [whose] };
  return { sql: `${owner} = ? AND ${project} = ?`, values: [whose, projectId] };
}
