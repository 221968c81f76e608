import { setImmediate as nextLoop } from "node:timers/promises";
import { DRAFT } from "../draft";
import { Steps } from "../steps";
import type { Scope } from "../types";
import type { BodyFiles } from "./bodies";
import type { Database } from "./database";
import { projectFilter } from "./scope";
import type { Sql } from "./sql";

/** Rows that one transaction removes, so that other requests get to run in between. */
const BATCH = 2_000;

const HOUR_MS = 3_600_000;
const DRAFT_MS = 24 * HOUR_MS;
const FILES_OF_CHAT = "chat_id = ?";
const FILES_OF_PERSON = "chat_id IN (SELECT id FROM chats WHERE owner_id = ?)";

/** Owners of chats who are no more, jumping from one to the next along the index. */
const CHATS_OF_NOBODY = `WITH RECURSIVE owners(id) AS (
    SELECT min(owner_id) FROM chats
    UNION ALL SELECT (SELECT min(owner_id) FROM chats WHERE owner_id > owners.id) FROM owners WHERE owners.id IS NOT NULL)
  SELECT id FROM owners WHERE id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users WHERE users.id = owners.id)`;

/**
 * Removals too large for one transaction: first the thing is hidden, then its parts go in batches, itself last.
 * Each step can be repeated, so a crash anywhere is finished by the next {@link finish}.
 */
export class Removal {
  readonly #database: Database;
  readonly #bodies: BodyFiles;

  constructor(database: Database, bodies: BodyFiles) {
    this.#database = database;
    this.#bodies = bodies;
  }

  async project(scope: Scope, id: string): Promise<boolean> {
    const own = projectFilter(scope);
    const query = `UPDATE projects SET removed_at = ? WHERE id = ? AND ${own.sql}`;
    const hidden = await this.#database.write((sql) => sql.run(query, Date.now(), id, ...own.values));
    if (hidden > 0) await this.#purge(id);
    return hidden > 0;
  }

  async user(id: string): Promise<boolean> {
    const removed = await this.#database.write((sql) => {
      // Those that they made go with them; these name them in projects of others.
      const invited = "accepted_by = ? OR email = (SELECT email FROM users WHERE id = ?)";
      sql.run(`DELETE FROM invitations WHERE ${invited}`, id, id);
      // Sessions, linked accounts and the feed go by ON DELETE CASCADE.
      if (sql.run("DELETE FROM users WHERE id = ?", id) === 0) return null;
      sql.run("UPDATE projects SET removed_at = ? WHERE owner_id = ? AND removed_at IS NULL", Date.now(), id);
      sql.run("UPDATE bodies SET created_at = 0 WHERE owner_id = ? AND named = 0", id);
      sql.run("DELETE FROM usage WHERE owner_id = ?", id);
      sql.run("DELETE FROM job_turns WHERE owner_id = ?", id);
      // `id` and `id/project`; the character after `/` is `0`.
      sql.run("DELETE FROM idempotency WHERE namespace >= ? AND namespace < ? || '0'", id, id);
      return {
        projects: sql.all<{ id: string }>("SELECT id FROM projects WHERE owner_id = ?", id),
        bodies: sql.all<{ id: string }>("SELECT id FROM bodies WHERE owner_id = ? AND named = 0", id),
      };
    });
    if (!removed) return false;
    for (const project of removed.projects) await this.#purge(project.id);
    await this.#chatsOf(id);
    await this.bodies(removed.bodies.map((body) => body.id));
    return true;
  }

  async chat(id: string, remove: (sql: Sql) => boolean): Promise<boolean> {
    const bodies = await this.#database.write((sql) => {
      const files = sql.all<FileRow>(`SELECT id, body_id FROM files WHERE ${FILES_OF_CHAT}`, id);
      if (!remove(sql)) return null;
      return takeFiles(sql, files);
    });
    if (bodies) await this.bodies(bodies);
    return bodies !== null;
  }

  /** The bytes first: a row without bytes is swept later, bytes without a row would stay for ever. */
  async bodies(ids: string[]): Promise<void> {
    for (const id of ids) {
      await this.#bodies.remove(id);
      await this.#database.write((sql) => sql.run("DELETE FROM bodies WHERE id = ? AND named = 0", id));
    }
  }

  /** Removals that were cut short, bodies that nothing has named for an hour, files whose message was not sent within a day. */
  async finish(now: number): Promise<void> {
    const found = await this.#database.read((sql) => ({
      projects: sql.all<{ id: string }>("SELECT id FROM projects WHERE removed_at IS NOT NULL"),
      bodies: sql.all<{ id: string }>(
        "SELECT id FROM bodies WHERE named = 0 AND created_at < ?",
        now - HOUR_MS,
      ),
      gone: sql.all<{ id: string }>(CHATS_OF_NOBODY),
      drafts: sql.all<FileRow>(
        "SELECT id, body_id FROM files WHERE chat_id = ? AND created_at < ?",
        DRAFT,
        now - DRAFT_MS,
      ),
    }));
    const steps = new Steps();
    for (const project of found.projects) await steps.take(() => this.#purge(project.id));
    for (const draft of found.drafts) {
      await steps.take(async () => {
        await this.bodies(await this.#database.write((sql) => takeFiles(sql, [draft])));
      });
    }
    for (const { id } of found.gone) await steps.take(() => this.#chatsOf(id));
    await steps.take(() => this.bodies(found.bodies.map((body) => body.id)));
    steps.end();
  }

  async #purge(projectId: string): Promise<void> {
    const bodies = await this.#database.write((sql) => {
      sql.run("UPDATE bodies SET named = 0, complete = 0, created_at = 0 WHERE project_id = ?", projectId);
      return sql.all<{ id: string }>("SELECT id FROM bodies WHERE project_id = ?", projectId);
    });
    await this.bodies(bodies.map((body) => body.id));
    // What was read from files is large: one file at a time.
    const files = await this.#database.read((sql) =>
      sql.all<{ id: string }>("SELECT id FROM files WHERE project_id = ?", projectId),
    );
    for (const { id } of files) {
      await this.#database.write((sql) => sql.run("DELETE FROM files WHERE id = ?", id));
      await nextLoop();
    }
    await this.#inBatches(
      `DELETE FROM run_events WHERE (run_id, seq) IN (SELECT run_id, run_events.seq FROM run_events
        JOIN runs ON runs.id = run_id JOIN chats ON chats.id = runs.chat_id WHERE chats.project_id = ? LIMIT ?)`,
      projectId,
    );
    await this.#inBatches(
      `DELETE FROM messages WHERE seq IN (SELECT messages.seq FROM chats
        JOIN messages ON messages.chat_id = chats.id WHERE chats.project_id = ? LIMIT ?)`,
      projectId,
    );
    await this.#inBatches(
      "DELETE FROM chats WHERE id IN (SELECT id FROM chats WHERE project_id = ? LIMIT ?)",
      projectId,
    );
    await this.#database.write((sql) => sql.run("DELETE FROM projects WHERE id = ?", projectId));
  }

  /** What somebody who is gone has left in others' projects. */
  async #chatsOf(userId: string): Promise<void> {
    const bodies = await this.#database.write((sql) =>
      takeFiles(sql, sql.all<FileRow>(`SELECT id, body_id FROM files WHERE ${FILES_OF_PERSON}`, userId)),
    );
    await this.bodies(bodies);
    await this.#inBatches(
      `DELETE FROM messages WHERE seq IN (SELECT messages.seq FROM chats
        JOIN messages ON messages.chat_id = chats.id WHERE chats.owner_id = ? LIMIT ?)`,
      userId,
    );
    await this.#inBatches(
      "DELETE FROM chats WHERE id IN (SELECT id FROM chats WHERE owner_id = ? LIMIT ?)",
      userId,
    );
  }

  /** Visitors whose time is over, and what they said; they go last, so that an interrupted sweep finds them again. */
  async visitors(now: number): Promise<void> {
    const query = "SELECT id FROM visitors WHERE expires_at <= ? LIMIT ?";
    const of = () => this.#database.read((sql) => sql.all<{ id: string }>(query, now, BATCH));
    for (let gone = await of(); gone.length > 0; gone = await of()) {
      for (const { id } of gone) {
        await this.#database.write((sql) => {
          sql.run("DELETE FROM chats WHERE visitor_id = ?", id);
          sql.run("DELETE FROM visitors WHERE id = ? AND expires_at <= ?", id, now);
        });
        await nextLoop();
      }
    }
  }

  async #inBatches(query: string, id: string): Promise<void> {
    while ((await this.#database.write((sql) => sql.run(query, id, BATCH))) === BATCH) await nextLoop();
  }
}

type FileRow = { id: string; body_id: string };

/** Removes files of chats, which no release names. Their bodies, which are to go next. */
function takeFiles(sql: Sql, files: FileRow[]): string[] {
  for (const { id, body_id } of files) {
    // Due at once, should the process die before the bytes are gone.
    sql.run("UPDATE bodies SET named = 0, complete = 0, created_at = 0 WHERE id = ?", body_id);
    sql.run("DELETE FROM files WHERE id = ?", id);
  }
  return files.map(({ body_id }) => body_id);
}
