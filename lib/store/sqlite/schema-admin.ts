/** Who administers the installation, its settings and its log. See `schema.ts`. */
export const ADMINISTRATION = `
  ALTER TABLE users ADD COLUMN admin INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE users ADD COLUMN disabled INTEGER NOT NULL DEFAULT 0;
  -- Whoever came first set the installation up.
  UPDATE users SET admin = 1 WHERE id = (SELECT id FROM users ORDER BY created_at, id LIMIT 1);
  CREATE INDEX users_by_age ON users(created_at DESC, id DESC);
  CREATE INDEX users_admin ON users(disabled) WHERE admin = 1;

  CREATE TABLE password_resets (
    token_hash TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX password_resets_of_user ON password_resets(user_id, expires_at);
  CREATE INDEX password_resets_expiry ON password_resets(expires_at);

  CREATE TABLE installation (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE audit (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    actor_id TEXT,
    action TEXT NOT NULL,
    target_id TEXT,
    detail TEXT NOT NULL,
    address TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX audit_by_time ON audit(at DESC, id DESC);
`;

/** Whose address must be shown to be theirs first, and what else signing in takes. */
export const SECOND_FACTORS = `
  ALTER TABLE users ADD COLUMN awaits_verification INTEGER NOT NULL DEFAULT 0;

  CREATE TABLE second_factors (
    user_id TEXT PRIMARY KEY REFERENCES users(id) ON DELETE CASCADE,
    secret TEXT NOT NULL,
    confirmed_at INTEGER,
    -- The last time step whose code was taken: none counts twice.
    used_step INTEGER NOT NULL,
    recovery TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
