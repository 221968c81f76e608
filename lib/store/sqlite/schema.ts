import { ADMINISTRATION, SECOND_FACTORS } from "./schema-admin";
import { CONNECTIONS } from "./schema-connections";
import { EMBEDS } from "./schema-embeds";
import { FIRST } from "./schema-first";
import { CHAT_FILES, CHATS_REMOVED, FAILURES, INDEXES } from "./schema-indexes";
import { ANSWERS, KEYS } from "./schema-keys";
import { PROJECT_LOOKS } from "./schema-looks";
import { CHATS_FOR_ALL, INVITATIONS, INVITED, MEMBERS } from "./schema-people";
import { CHAT_EFFORT, RATINGS, SAVED_PROMPTS } from "./schema-ratings";
import { RELEASES_AND_TESTS } from "./schema-releases";
import { RUNNING_IT } from "./schema-running";
import { WEBHOOKS } from "./schema-webhooks";

/**
 * The schema as a list of steps; a database's `user_version` is how many of them it has had.
 * A step that has been released is never edited: add another.
 *
 * A project that is being removed has `removed_at` set and is invisible, with everything below it, from that moment
 * (see `scope.ts`). Large columns stand last, so that reading the others does not walk their overflow pages.
 */
export const MIGRATIONS: readonly string[] = [
  FIRST,
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
  ADMINISTRATION,
  SECOND_FACTORS,
  CHAT_FILES,
  RUNNING_IT,
  RATINGS,
  EMBEDS,
  WEBHOOKS,
  CHATS_FOR_ALL,
  CONNECTIONS,
  FAILURES,
  PROJECT_LOOKS,
  SAVED_PROMPTS,
  CHAT_EFFORT,
  INVITED,
  CHATS_REMOVED,
];
