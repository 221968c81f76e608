/** Addresses that are told what happens in a project, and what is on its way to them. See `schema.ts`. */
export const WEBHOOKS = `
  CREATE TABLE webhooks (
    id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    events TEXT NOT NULL,
    secret TEXT NOT NULL,
    old_secret TEXT,
    old_until INTEGER NOT NULL,
    enabled INTEGER NOT NULL,
    failing_since INTEGER,
    created_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX webhooks_of_project ON webhooks(project_id, created_at, id);

  CREATE TABLE deliveries (
    id TEXT PRIMARY KEY,
    webhook_id TEXT NOT NULL REFERENCES webhooks(id) ON DELETE CASCADE,
    project_id TEXT NOT NULL,
    event TEXT NOT NULL,
    message_id TEXT NOT NULL,
    status TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    -- Null while nobody holds it.
    lease TEXT,
    last_status INTEGER,
    last_error TEXT,
    last_at INTEGER,
    created_at INTEGER NOT NULL,
    payload TEXT NOT NULL,
    UNIQUE (webhook_id, message_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX deliveries_of_webhook ON deliveries(webhook_id, created_at DESC, id DESC);
  CREATE INDEX deliveries_due ON deliveries(due_at) WHERE status = 'pending';
`;
