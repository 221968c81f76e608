/** The first step of `MIGRATIONS` (see `schema.ts`): accounts, projects, files, chats, runs. */
export const FIRST = `
  CREATE TABLE users (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    image TEXT,
    email_verified INTEGER,
    password_hash TEXT,
    ver INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    ver INTEGER NOT NULL,
    user_agent TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX sessions_of_user ON sessions(user_id);
  CREATE INDEX sessions_expiry ON sessions(expires_at);

  CREATE TABLE accounts (
    provider TEXT NOT NULL,
    provider_account_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    data TEXT NOT NULL,
    PRIMARY KEY (provider, provider_account_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX accounts_of_user ON accounts(user_id);

  CREATE TABLE adapter_sessions (
    session_token TEXT PRIMARY KEY,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    expires INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX adapter_sessions_of_user ON adapter_sessions(user_id);
  CREATE INDEX adapter_sessions_expiry ON adapter_sessions(expires);

  CREATE TABLE verification_tokens (
    identifier TEXT NOT NULL,
    token TEXT NOT NULL,
    expires INTEGER NOT NULL,
    PRIMARY KEY (identifier, token)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE projects (
    id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    settings TEXT NOT NULL,
    version INTEGER NOT NULL,
    prompt_count INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    activity_at INTEGER NOT NULL,
    removed_at INTEGER,
    folded TEXT NOT NULL,
    prompts TEXT NOT NULL
  ) STRICT;
  CREATE INDEX projects_by_activity ON projects(owner_id, activity_at DESC, id DESC);
  CREATE INDEX projects_removed ON projects(removed_at) WHERE removed_at IS NOT NULL;

  CREATE TABLE bodies (
    id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL,
    project_id TEXT,
    named INTEGER NOT NULL,
    complete INTEGER NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX bodies_unnamed ON bodies(created_at) WHERE named = 0;

  CREATE TABLE files (
    id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
    filename TEXT NOT NULL,
    body_id TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    mime_type TEXT NOT NULL,
    provider_file_id TEXT,
    status TEXT NOT NULL,
    error TEXT,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX files_newest ON files(project_id, created_at DESC, id DESC);

  CREATE TABLE configs (
    project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (project_id, id)
  ) STRICT;
  CREATE INDEX configs_newest ON configs(project_id, created_at DESC, id DESC);

  CREATE TABLE chats (
    id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    title_source TEXT NOT NULL,
    active_leaf_id TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    activity_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX chats_by_activity ON chats(project_id, activity_at DESC, id DESC);

  CREATE TABLE messages (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    owner_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    chat_id TEXT NOT NULL REFERENCES chats(id) ON DELETE CASCADE,
    parent_id TEXT,
    role TEXT NOT NULL,
    status TEXT NOT NULL,
    run_id TEXT,
    model TEXT,
    finish_reason TEXT,
    config_id TEXT,
    usage TEXT,
    request TEXT,
    feedback TEXT,
    created_at INTEGER NOT NULL,
    parts TEXT NOT NULL
  ) STRICT;
  CREATE INDEX messages_tree ON messages(chat_id, parent_id, created_at, seq, id);

  CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    chat_id TEXT NOT NULL REFERENCES chats(id) ON DELETE CASCADE,
    message_id TEXT NOT NULL,
    model TEXT NOT NULL,
    status TEXT NOT NULL,
    lease TEXT NOT NULL,
    lease_until INTEGER NOT NULL,
    stop_requested_at INTEGER,
    last_seq INTEGER NOT NULL,
    error_code TEXT,
    created_at INTEGER NOT NULL,
    finished_at INTEGER
  ) STRICT;
  CREATE INDEX runs_of_chat ON runs(chat_id);
  -- The chat's lock: an active run is unique in its chat.
  CREATE UNIQUE INDEX runs_lock ON runs(chat_id) WHERE status = 'active';
  CREATE INDEX runs_lease ON runs(lease_until) WHERE status = 'active';
  CREATE INDEX runs_active_of_owner ON runs(owner_id, project_id) WHERE status = 'active';

  CREATE TABLE run_events (
    run_id TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (run_id, seq)
  ) STRICT, WITHOUT ROWID;
  -- Runs whose log is still kept; the sweep goes by it.
  CREATE INDEX runs_finished ON runs(finished_at) WHERE finished_at IS NOT NULL AND last_seq > 0;

  CREATE TABLE idempotency (
    namespace TEXT NOT NULL,
    key TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    run_id TEXT NOT NULL,
    chat_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (namespace, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX idempotency_expiry ON idempotency(expires_at);

  CREATE TABLE rate_limits (
    key TEXT PRIMARY KEY,
    count INTEGER NOT NULL,
    reset_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX rate_limits_expiry ON rate_limits(reset_at);
  `;
