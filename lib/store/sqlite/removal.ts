import { setTimeout as delay, setImmediate as nextLoop } from "node:timers/promises";
import { DRAFT } from "../draft";
import { Steps } from "../steps";
import type { Scope } from "../types";
import type { BodyFiles } from "./bodies";
import type { Database } from "./database";
import { projectFilter } from "./scope";
import type { Sql } from "./sql";

/** Rows of a chat that one transaction removes, and chats that are looked up together. */
const SLICE = 30;
const VISITORS_AT_ONCE = 2_000;

const HOUR_MS = 3_600_000;
const DRAFT_MS = 24 * HOUR_MS;
const FILES_OF_CHAT = "chat_id = ?";
const FILES_OF_PERSON = "chat_id IN (SELECT id FROM chats WHERE owner_id = ?)";

/** What is in a chat, by its id and how many at most: logs before their runs, which would take them along. */
const IN_A_CHAT = [
  `DELETE FROM run_events WHERE (run_id, seq) IN (SELECT run_id, run_events.seq FROM runs
    JOIN run_events ON run_events.run_id = runs.id WHERE runs.chat_id = ? LIMIT ?)`,
  "DELETE FROM messages WHERE seq IN (SELECT seq FROM messages WHERE chat_id = ? LIMIT ?)",
  "DELETE FROM runs WHERE id IN (SELECT id FROM runs WHERE chat_id = ? LIMIT ?)",
  "DELETE FROM answers WHERE id IN (SELECT id FROM answers WHERE chat_id = ? LIMIT ?)",
];

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

  /** A chat that `which` names, in SQL. */
  async chat(id: string, which: string, ...values: (string | number)[]): Promise<boolean> {
    const hide = `UPDATE chats SET removed_at = ? WHERE id = ? AND removed_at IS NULL AND ${which}`;
    const hidden = await this.#database.write((sql) => {
      if (sql.run(hide, Date.now(), id, ...values) === 0) return false;
      // Whoever writes the reply is through, and whoever gave a file sees it no more.
      sql.run("DELETE FROM runs WHERE chat_id = ? AND status = 'active'", id);
      sql.run("DELETE FROM shares WHERE chat_id = ?", id);
      sql.run("UPDATE files SET uploaded_by = NULL WHERE chat_id = ?", id);
      return true;
    });
    if (hidden) await this.#finishChat(id);
    return hidden;
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
      chats: sql.all<{ id: string }>("SELECT id FROM chats WHERE removed_at IS NOT NULL"),
      drafts: sql.all<FileRow>(
        "SELECT id, body_id FROM files WHERE chat_id = ? AND created_at < ?",
        DRAFT,
        now - DRAFT_MS,
      ),
    }));
    const steps = new Steps();
    for (const project of found.projects) await steps.take(() => this.#purge(project.id));
    for (const { id } of found.chats) await steps.take(() => this.#finishChat(id));
    for (const draft of found.drafts) await steps.take(() => this.#dropFiles([draft]));
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
    await this.#dropChats("project_id", projectId);
    await this.#database.write((sql) => sql.run("DELETE FROM projects WHERE id = ?", projectId));
  }

  /** What somebody who is gone has left in others' projects. */
  async #chatsOf(userId: string): Promise<void> {
    await this.#dropFiles(await this.#files(FILES_OF_PERSON, userId));
    await this.#dropChats("owner_id", userId);
  }

  async #finishChat(id: string): Promise<void> {
    await this.#dropFiles(await this.#files(FILES_OF_CHAT, id));
    await this.#dropChat(id);
  }

  #files(which: string, id: string): Promise<FileRow[]> {
    return this.#database.read((sql) => sql.all<FileRow>(`SELECT id, body_id FROM files WHERE ${which}`, id));
  }

  /** What was read from files is large: one at a time. */
  async #dropFiles(files: FileRow[]): Promise<void> {
    for (const file of files) {
      await this.#database.write((sql) => takeFile(sql, file));
      await this.bodies([file.body_id]);
      await nextLoop();
    }
  }

  async #dropChats(column: "project_id" | "owner_id" | "visitor_id", value: string): Promise<void> {
    const query = `SELECT id FROM chats WHERE ${column} = ? LIMIT ?`;
    const of = () => this.#database.read((sql) => sql.all<{ id: string }>(query, value, SLICE));
    for (let chats = await of(); chats.length > 0; chats = await of()) {
      for (const { id } of chats) {
        await this.#dropChat(id);
        await nextLoop();
      }
    }
  }

  /** A chat that nobody sees any more, itself last. As long as a slice took, others are served. */
  async #dropChat(id: string): Promise<void> {
    for (;;) {
      const begun = performance.now();
      if (await this.#database.write((sql) => dropSlice(sql, id))) return;
      await delay(Math.ceil(performance.now() - begun));
    }
  }

  /** Visitors whose time is over, and what they said; they go last, so that an interrupted sweep finds them again. */
  async visitors(now: number): Promise<void> {
    const query = "SELECT id FROM visitors WHERE expires_at <= ? LIMIT ?";
    const of = () => this.#database.read((sql) => sql.all<{ id: string }>(query, now, VISITORS_AT_ONCE));
    for (let gone = await of(); gone.length > 0; gone = await of()) {
      for (const { id } of gone) {
        await this.#dropChats("visitor_id", id);
        await this.#database.write((sql) =>
          sql.run("DELETE FROM visitors WHERE id = ? AND expires_at <= ?", id, now),
        );
        await nextLoop();
      }
    }
  }
}

type FileRow = { id: string; body_id: string };

/** Whether the chat is gone with it. */
function dropSlice(sql: Sql, id: string): boolean {
  let room = SLICE;
  for (const query of IN_A_CHAT) {
    room -= sql.run(query, id, room);
    if (room === 0) return false;
  }
  sql.run("DELETE FROM chats WHERE id = ?", id);
  return true;
}

/** Removes a file of a chat, which no release names. Its body is due at once, should the process die before the bytes are gone. */
function takeFile(sql: Sql, { id, body_id }: FileRow): void {
  sql.run("UPDATE bodies SET named = 0, complete = 0, created_at = 0 WHERE id = ?", body_id);
  sql.run("DELETE FROM files WHERE id = ?", id);
}
