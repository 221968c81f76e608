/** How long replies took, and when they were rated: a project's ratings are listed by it. See `schema.ts`. */
export const RATINGS = `
  ALTER TABLE messages ADD COLUMN timing TEXT;
  ALTER TABLE messages ADD COLUMN rated_at INTEGER;
  UPDATE messages SET rated_at = created_at WHERE feedback IS NOT NULL;
  CREATE INDEX messages_rated ON messages(project_id, rated_at DESC, id DESC) WHERE rated_at IS NOT NULL;
`;

/** How long a reasoning model thinks in a chat. See `schema.ts`. */
export const CHAT_EFFORT = `
  ALTER TABLE chats ADD COLUMN effort TEXT;
`;

/** A person's own prompts. See `schema.ts`. */
export const SAVED_PROMPTS = `
  CREATE TABLE saved_prompts (
    id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX saved_prompts_of_owner ON saved_prompts(owner_id);
`;
