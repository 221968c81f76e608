/** Quotas of people, the log's filters, what fails in a day, and the age of chats. See `schema.ts`. */
export const RUNNING_IT = `
  ALTER TABLE users ADD COLUMN quota TEXT;
  ALTER TABLE users ADD COLUMN quota_at INTEGER NOT NULL DEFAULT 0;
  CREATE TABLE quota_ledgers (
    user_id TEXT PRIMARY KEY REFERENCES users(id) ON DELETE CASCADE,
    state TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE faults (
    day TEXT NOT NULL,
    code TEXT NOT NULL,
    count INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (day, code)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX audit_by_action ON audit(action, at DESC, id DESC);
  CREATE INDEX audit_by_actor ON audit(actor_id, at DESC, id DESC);
  CREATE INDEX audit_by_target ON audit(target_id, at DESC, id DESC);
  CREATE INDEX chats_by_age ON chats(activity_at);
  CREATE INDEX usage_by_time ON usage(quarter);
`;
