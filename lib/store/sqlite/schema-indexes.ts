/** Indexes for what read whole tables, and sorted in memory what grows. See `schema.ts`. */
export const INDEXES = `
  CREATE INDEX verification_tokens_expiry ON verification_tokens(expires);
  CREATE INDEX files_of_owner ON files(owner_id, created_at DESC, id DESC);
  DROP INDEX files_same_content;
  CREATE INDEX files_same_content ON files(owner_id, sha256, created_at DESC);
  CREATE INDEX jobs_waiting ON jobs(run_after) WHERE lease IS NULL;
  CREATE INDEX jobs_held ON jobs(lease_until) WHERE lease IS NOT NULL;
  CREATE INDEX segments_by_model ON segments(vector_model) WHERE live = 1 AND passages > 0;
  CREATE INDEX messages_in_order ON messages(chat_id);
  CREATE INDEX eval_results_of_project ON eval_results(project_id);
`;

/** Files that belong to one chat (`draft` until its message is sent), and who gave them. */
export const CHAT_FILES = `
  ALTER TABLE files ADD COLUMN chat_id TEXT;
  ALTER TABLE files ADD COLUMN uploaded_by TEXT;
  DROP INDEX files_newest;
  CREATE INDEX files_newest ON files(project_id, chat_id, created_at DESC, id DESC);
  CREATE INDEX files_of_chat ON files(chat_id, created_at) WHERE chat_id IS NOT NULL;
`;

/** Why a reply failed, as it was told. */
export const FAILURES = "ALTER TABLE messages ADD COLUMN failure TEXT";

/** Chats that are being removed, slice by slice: invisible, with what is in them, from that moment. */
export const CHATS_REMOVED = `
  ALTER TABLE chats ADD COLUMN removed_at INTEGER;
  CREATE INDEX chats_removed ON chats(removed_at) WHERE removed_at IS NOT NULL;
`;
