import { INDEXES } from "./schema-indexes";
import { ANSWERS, KEYS } from "./schema-keys";
import { INVITATIONS, MEMBERS } from "./schema-people";
import { RELEASES_AND_TESTS } from "./schema-releases";

/**
 * The schema as a list of steps; a database's `user_version` is how many of them it has had.
 * A step that has been released is never edited: add another.
 *
 * A project that is being removed has `removed_at` set and is invisible, with everything below it, from that moment
 * (see `scope.ts`). Large columns stand last, so that reading the others does not walk their overflow pages.
 */
export const MIGRATIONS: readonly string[] = [
  `
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
  `,
  `
  ALTER TABLE files ADD COLUMN note TEXT;
  ALTER TABLE files ADD COLUMN progress REAL;
  ALTER TABLE files ADD COLUMN passages INTEGER;
  CREATE INDEX files_same_content ON files(owner_id, sha256);
  CREATE INDEX files_unread ON files(created_at) WHERE status IN ('uploaded', 'reading', 'indexing');

  CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    file_id TEXT NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    run_after INTEGER NOT NULL,
    -- Null while nobody holds it.
    lease TEXT,
    lease_until INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (file_id, kind)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX jobs_of_project ON jobs(project_id, lease_until);
  -- Owners in the order in which they were served.
  CREATE TABLE job_turns (
    owner_id TEXT PRIMARY KEY,
    turn INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE segments (
    id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    file_id TEXT NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    live INTEGER NOT NULL,
    format INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    total_length INTEGER NOT NULL,
    buckets INTEGER NOT NULL,
    vector_model TEXT,
    vector_dimensions INTEGER,
    created_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX segments_of_project ON segments(project_id);
  CREATE INDEX segments_of_file ON segments(file_id);
  CREATE TABLE segment_blobs (
    segment_id TEXT NOT NULL REFERENCES segments(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    n INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (segment_id, kind, n)
  ) STRICT;
  `,
  `
  ALTER TABLE chats ADD COLUMN title_index TEXT NOT NULL DEFAULT '';
  UPDATE chats SET title_index = search_index(title);
  CREATE INDEX chats_of_owner ON chats(owner_id, activity_at DESC, id DESC);

  -- Tokens come from search_index() already (see functions.ts); the tokenizer has only to cut at the spaces.
  CREATE VIRTUAL TABLE message_search USING fts5(
    owner, body, content = '', contentless_delete = 1, prefix = '1 2 3',
    tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'"
  );
  INSERT INTO message_search (rowid, owner, body)
    SELECT seq, owner_id, message_index(parts) FROM messages WHERE status <> 'streaming';
  CREATE TRIGGER messages_searched AFTER INSERT ON messages WHEN new.status <> 'streaming' BEGIN
    INSERT INTO message_search (rowid, owner, body) VALUES (new.seq, new.owner_id, message_index(new.parts));
  END;
  CREATE TRIGGER messages_searched_again AFTER UPDATE OF status ON messages
    WHEN old.status = 'streaming' AND new.status <> 'streaming' BEGIN
    DELETE FROM message_search WHERE rowid = new.seq;
    INSERT INTO message_search (rowid, owner, body) VALUES (new.seq, new.owner_id, message_index(new.parts));
  END;
  CREATE TRIGGER messages_searched_no_more AFTER DELETE ON messages BEGIN
    DELETE FROM message_search WHERE rowid = old.seq;
  END;
  CREATE TRIGGER chats_titled AFTER INSERT ON chats BEGIN
    UPDATE chats SET title_index = search_index(new.title) WHERE id = new.id;
  END;
  CREATE TRIGGER chats_retitled AFTER UPDATE OF title ON chats BEGIN
    UPDATE chats SET title_index = search_index(new.title) WHERE id = new.id;
  END;

  -- Events up to "pruned" are no longer kept.
  CREATE TABLE feed_heads (
    owner_id TEXT PRIMARY KEY REFERENCES users(id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    pruned INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE feed_events (
    owner_id TEXT NOT NULL REFERENCES feed_heads(owner_id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    project_id TEXT,
    data TEXT NOT NULL,
    PRIMARY KEY (owner_id, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX feed_events_age ON feed_events(at);

  CREATE TABLE shares (
    id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    chat_id TEXT NOT NULL REFERENCES chats(id) ON DELETE CASCADE,
    leaf_id TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX shares_of_chat ON shares(chat_id, created_at DESC, id DESC);

  CREATE TABLE usage (
    owner_id TEXT NOT NULL,
    day TEXT NOT NULL,
    project_id TEXT NOT NULL,
    model TEXT NOT NULL,
    replies INTEGER NOT NULL,
    prompt_tokens INTEGER NOT NULL,
    completion_tokens INTEGER NOT NULL,
    PRIMARY KEY (owner_id, day, project_id, model)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE INDEX bodies_of_project ON bodies(project_id) WHERE project_id IS NOT NULL;
  `,
  `
  ALTER TABLE chats ADD COLUMN variables TEXT NOT NULL DEFAULT '{}';

  CREATE TABLE versions (
    project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    owner_id TEXT NOT NULL,
    config_id TEXT NOT NULL,
    author_id TEXT NOT NULL,
    restored_from INTEGER,
    created_at INTEGER NOT NULL,
    summary TEXT NOT NULL,
    prompts TEXT NOT NULL,
    PRIMARY KEY (project_id, number)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Sums by quarter hours of UTC, from which the days of any time zone can be made. Of older ones only the day is known.
  ALTER TABLE usage RENAME COLUMN day TO quarter;
  UPDATE usage SET quarter = quarter || 'T12:00';
  `,
  KEYS,
  `
  ALTER TABLE projects ADD COLUMN slug TEXT NOT NULL DEFAULT '';
  -- Those from before are called by their ids.
  UPDATE projects SET slug = id;
  CREATE UNIQUE INDEX projects_by_slug ON projects(owner_id, slug);
  `,
  `
  -- One row, written by whoever looks at the leases of running replies: a write that tells whether writes are taken.
  CREATE TABLE looks (count INTEGER NOT NULL) STRICT;
  INSERT INTO looks VALUES (0);
  `,
  RELEASES_AND_TESTS,
  ANSWERS,
  `
  ALTER TABLE shares ADD COLUMN title TEXT;
  ALTER TABLE shares ADD COLUMN lengths TEXT NOT NULL DEFAULT '{}';
  CREATE INDEX shares_of_owner ON shares(owner_id);
  `,
  MEMBERS,
  `
  ALTER TABLE chats ADD COLUMN model TEXT;
  ALTER TABLE chats ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE chats ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;
  `,
  INDEXES,
  INVITATIONS,
];
