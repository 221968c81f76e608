import { scopeOf } from "@/lib/auth/scope";
import { openSqliteStore } from "@/lib/store/sqlite";
import { begin, finish } from "../../tests/store/support/factories.ts";
import type { Bench } from "./product.ts";
import { answer } from "./texts.ts";

/** Writes a chat of so many messages into the server's own database, past its API. @returns the chat's id */
export async function seedChat(
  bench: Bench,
  projectId: string,
  messages: number,
  mark = "",
): Promise<string> {
  const store = await openSqliteStore({ dataDir: bench.dataDir });
  try {
    const scope = scopeOf({ userId: bench.userId });
    let chatId: string | undefined;
    let parentId: string | null = null;
    for (let i = 0; i < messages / 2; i++) {
      const question = `${mark} What about point ${i}?`.trim();
      const turn = await begin(store, scope, {
        projectId,
        parentId,
        question,
        ...(chatId ? { chatId } : {}),
      });
      await finish(store, turn, answer(i));
      chatId = turn.chatId;
      parentId = turn.replyId;
    }
    if (!chatId) throw new Error("no chat");
    return chatId;
  } finally {
    await store.close();
  }
}
