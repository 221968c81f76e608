/** Who else is on a project, and through what chats and runs come about. See `schema.ts`. */
export const MEMBERS = `
  CREATE TABLE members (
    project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (project_id, user_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX members_of_user ON members(user_id, created_at DESC, project_id DESC);

  -- Through what a chat came about: both null when its owner began it in person.
  ALTER TABLE chats ADD COLUMN key_id TEXT;
  ALTER TABLE chats ADD COLUMN visitor_id TEXT;
  ALTER TABLE runs ADD COLUMN key_id TEXT;
  ALTER TABLE runs ADD COLUMN visitor_id TEXT;
`;

export const INVITATIONS = `
  CREATE TABLE invitations (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
    token_hash TEXT NOT NULL UNIQUE,
    email TEXT,
    role TEXT NOT NULL,
    invited_by TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    accepted_by TEXT,
    accepted_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX invitations_of_project ON invitations(project_id, created_at DESC, id DESC);
  CREATE INDEX invitations_of_user ON invitations(invited_by);
  CREATE INDEX invitations_expiry ON invitations(expires_at);
`;

export const INVITED = `
  -- What names somebody goes with their account.
  CREATE INDEX invitations_accepted ON invitations(accepted_by);
  CREATE INDEX invitations_email ON invitations(email);
`;

export const CHATS_FOR_ALL = `
  -- Since when everybody on the project may read it.
  ALTER TABLE chats ADD COLUMN shared_at INTEGER;
  CREATE INDEX chats_shared ON chats(project_id, shared_at DESC, id DESC) WHERE shared_at IS NOT NULL;
`;
