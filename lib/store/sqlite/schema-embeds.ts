/** Assistants in web sites and behind links, and the people who use them there. See `schema.ts`. */
export const EMBEDS = `
  CREATE TABLE embeds (
    project_id TEXT PRIMARY KEY REFERENCES projects(id) ON DELETE CASCADE,
    slug TEXT UNIQUE,
    link_mode TEXT NOT NULL,
    link_epoch INTEGER NOT NULL,
    password_hash TEXT,
    updated_at INTEGER NOT NULL,
    settings TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE visitors (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
    token_hash TEXT NOT NULL,
    via TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX visitors_of_project ON visitors(project_id, expires_at);
  CREATE INDEX visitors_expiry ON visitors(expires_at);
  CREATE INDEX chats_of_visitor ON chats(visitor_id) WHERE visitor_id IS NOT NULL;

  CREATE TABLE embed_ledgers (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL,
    state TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX embed_ledgers_of_project ON embed_ledgers(project_id);
  CREATE INDEX embed_ledgers_expiry ON embed_ledgers(expires_at);
`;
