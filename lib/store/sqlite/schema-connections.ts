/** Providers that an administrator sets up, and keys that projects bring for them. See `schema.ts`. */
export const CONNECTIONS = `
  CREATE TABLE connections (
    id TEXT PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    base_url TEXT NOT NULL,
    sealed_key TEXT,
    allow_private INTEGER NOT NULL,
    enabled INTEGER NOT NULL,
    models TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX connections_by_age ON connections(created_at, id);

  -- The connection may be the environment's, which has no row.
  CREATE TABLE project_keys (
    project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
    connection_id TEXT NOT NULL,
    sealed_key TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (project_id, connection_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX project_keys_of_connection ON project_keys(connection_id);
`;
