import type { Scope } from "../types";

export type Filter = { sql: string; values: string[] };

/**
 * The one place that turns a scope into SQL. Everything below a project has `owner_id` and `project_id`;
 * what belongs to a project that is being removed is gone already.
 */
export function scopeFilter(scope: Scope, table: string): Filter {
  // `+` keeps the planner from looking by owner what the query names more closely.
  const filter = inProject(scope, `+${table}.owner_id`, `${table}.project_id`);
  const live = `EXISTS (SELECT 1 FROM projects live WHERE live.id = ${table}.project_id AND live.removed_at IS NULL)`;
  return { sql: `${filter.sql} AND ${live}`, values: filter.values };
}

/** The same for the projects themselves. */
export function projectFilter(scope: Scope): Filter {
  const filter = inProject(scope, "projects.owner_id", "projects.id");
  return { sql: `${filter.sql} AND projects.removed_at IS NULL`, values: filter.values };
}

/** For bodies, whose project is known once a file names them. */
export function bodyFilter(scope: Scope): Filter {
  return inProject(scope, "bodies.owner_id", "bodies.project_id");
}

function inProject(scope: Scope, owner: string, project: string): Filter {
  if (scope.projectId === undefined) return { sql: `${owner} = ?`, values: [scope.ownerId] };
  return { sql: `${owner} = ? AND ${project} = ?`, values: [scope.ownerId, scope.projectId] };
}
