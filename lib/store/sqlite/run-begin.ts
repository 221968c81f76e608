import { DRAFT } from "../draft";
import type { BeginRun, BegunRun, Scope } from "../types";
import { messageInChat } from "./chats";
import type { MessageRow } from "./messages";
import { insertRun } from "./run-rows";
import { chatFilter, madeThrough, projectFilter } from "./scope";
import type { Sql } from "./sql";

/** The whole of `begin`; the caller's transaction makes it all or nothing, so every check stands before the writes. */
export function beginRun(sql: Sql, scope: Scope, input: BeginRun): BegunRun {
  const { run, newChat, now } = input;
  const project = projectFilter(scope);
  if (!sql.get(`SELECT 1 FROM projects WHERE id = ? AND ${project.sql}`, run.projectId, ...project.values)) {
    return "missing";
  }
  if (!newChat) {
    const own = chatFilter(scope, "chats");
    const chat = `SELECT 1 FROM chats WHERE id = ? AND project_id = ? AND ${own.sql}`;
    if (!sql.get(chat, run.chatId, run.projectId, ...own.values)) return "missing";
    if (sql.get("SELECT 1 FROM runs WHERE chat_id = ? AND status = 'active'", run.chatId))
      return "run_active";
  }
  if (!placesExist(sql, input)) return "missing";
  if (isStale(sql, input)) return "stale";

  if (newChat) insertChat(sql, scope, run, newChat.title, now);
  if (input.variables) {
    sql.run("UPDATE chats SET variables = ? WHERE id = ?", JSON.stringify(input.variables), run.chatId);
  }
  for (const id of input.files ?? []) {
    const query =
      "UPDATE files SET chat_id = ? WHERE id = ? AND project_id = ? AND chat_id = ? AND uploaded_by = ?";
    sql.run(query, run.chatId, id, run.projectId, DRAFT, scope.userId);
  }
  insertRun(sql, scope, input);
  writeMessages(sql, scope, input);
  sql.run(
    "UPDATE chats SET active_leaf_id = ?, activity_at = max(activity_at, ?) WHERE id = ?",
    run.messageId,
    now,
    run.chatId,
  );
  sql.run("UPDATE projects SET activity_at = max(activity_at, ?) WHERE id = ?", now, run.projectId);
  return "started";
}

/** Whether every message that is referred to stands in this chat (or is about to). */
function placesExist(sql: Sql, { run, userMessage, assistantMessage, resumeMessage }: BeginRun): boolean {
  const exists = (id: string) => messageInChat(sql, run.chatId, id);
  if (userMessage && userMessage.parentId !== null && !exists(userMessage.parentId)) return false;
  if (resumeMessage) {
    const query = "SELECT 1 FROM messages WHERE id = ? AND chat_id = ? AND role = 'assistant'";
    return sql.get(query, run.messageId, run.chatId) !== undefined;
  }
  const { parentId } = assistantMessage;
  return parentId === null || parentId === userMessage?.id || exists(parentId);
}

function isStale(sql: Sql, { seen, run }: BeginRun): boolean {
  if (!seen) return false;
  if ("runId" in seen) {
    const found = sql.get<{ run_id: string | null }>(
      "SELECT run_id FROM messages WHERE id = ?",
      run.messageId,
    );
    return found?.run_id !== seen.runId;
  }
  const query = "SELECT active_leaf_id FROM chats WHERE id = ?";
  return sql.get<{ active_leaf_id: string | null }>(query, run.chatId)?.active_leaf_id !== seen.leafId;
}

function insertChat(sql: Sql, scope: Scope, run: BeginRun["run"], title: string, now: number): void {
  sql.insert("chats", {
    id: run.chatId,
    owner_id: scope.userId,
    ...madeThrough(scope),
    project_id: run.projectId,
    title,
    title_source: "first",
    active_leaf_id: null,
    created_at: now,
    updated_at: now,
    activity_at: now,
  });
}

function writeMessages(sql: Sql, scope: Scope, input: BeginRun): void {
  const { run, userMessage, assistantMessage, now } = input;
  const request = assistantMessage.request && JSON.stringify(assistantMessage.request);
  if (input.resumeMessage) {
    sql.run(
      `UPDATE messages SET run_id = ?, status = 'streaming', finish_reason = NULL, failure = NULL, model = ?, config_id = ?, request = ?
        WHERE id = ? AND chat_id = ?`,
      run.id,
      assistantMessage.model,
      assistantMessage.configId,
      request,
      run.messageId,
      run.chatId,
    );
    return;
  }
  const row: MessageRow = {
    id: run.messageId,
    owner_id: scope.userId,
    project_id: run.projectId,
    chat_id: run.chatId,
    parent_id: assistantMessage.parentId,
    role: "assistant",
    status: "streaming",
    run_id: run.id,
    model: assistantMessage.model,
    finish_reason: null,
    config_id: assistantMessage.configId,
    usage: null,
    request,
    feedback: null,
    rated_at: null,
    timing: null,
    failure: null,
    created_at: now,
    parts: JSON.stringify(assistantMessage.parts),
  };
  if (userMessage) {
    sql.insert("messages", {
      ...row,
      id: userMessage.id,
      parent_id: userMessage.parentId,
      role: "user",
      status: "complete",
      run_id: null,
      model: null,
      config_id: userMessage.configId,
      request: null,
      parts: JSON.stringify(userMessage.parts),
    });
  }
  sql.insert("messages", row);
}
