/** Keys of programs, their secrets, and what they have used and reserved. */
export const KEYS = `
  CREATE TABLE keys (
    id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    project_id TEXT REFERENCES projects(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    prefix TEXT NOT NULL,
    last4 TEXT NOT NULL,
    origins TEXT NOT NULL,
    budget TEXT NOT NULL,
    limits TEXT NOT NULL,
    expires_at INTEGER,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX keys_of_owner ON keys(owner_id, created_at DESC, id DESC);
  CREATE INDEX keys_of_project ON keys(project_id);
  CREATE TABLE key_secrets (
    hash TEXT PRIMARY KEY,
    key_id TEXT NOT NULL REFERENCES keys(id) ON DELETE CASCADE,
    prefix TEXT NOT NULL,
    last4 TEXT NOT NULL,
    -- Null: the present one; else when a rotated one ends.
    ends_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX key_secrets_by_prefix ON key_secrets(prefix);
  CREATE INDEX key_secrets_of_key ON key_secrets(key_id);
  CREATE TABLE key_ledgers (
    key_id TEXT PRIMARY KEY REFERENCES keys(id) ON DELETE CASCADE,
    state TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `;

/** What programs asked to be kept, and what each key has used. */
export const ANSWERS = `
  CREATE TABLE answers (
    id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    -- The key through which it was asked for.
    actor TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
    chat_id TEXT REFERENCES chats(id) ON DELETE CASCADE,
    data TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX answers_of_owner ON answers(owner_id);
  CREATE INDEX answers_of_project ON answers(project_id);
  CREATE INDEX answers_of_chat ON answers(chat_id);
  CREATE INDEX answers_age ON answers(expires_at);
  -- Sums by UTC's days; they outlive the key, whose name at the time they keep.
  CREATE TABLE key_usage (
    owner_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    key_id TEXT NOT NULL,
    day TEXT NOT NULL,
    project_id TEXT NOT NULL,
    model TEXT NOT NULL,
    key_name TEXT NOT NULL,
    replies INTEGER NOT NULL,
    prompt_tokens INTEGER NOT NULL,
    completion_tokens INTEGER NOT NULL,
    PRIMARY KEY (owner_id, day, key_id, project_id, model)
  ) STRICT, WITHOUT ROWID;
  `;
