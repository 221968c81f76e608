/** How long replies took, and when they were rated: a project's ratings are listed by it. See `schema.ts`. */
export const RATINGS = `
  ALTER TABLE messages ADD COLUMN timing TEXT;
  ALTER TABLE messages ADD COLUMN rated_at INTEGER;
  UPDATE messages SET rated_at = created_at WHERE feedback IS NOT NULL;
  CREATE INDEX messages_rated ON messages(project_id, rated_at DESC, id DESC) WHERE rated_at IS NOT NULL;
`;
