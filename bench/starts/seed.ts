import { scopeOf } from "@/lib/auth/scope";
import { openMongoStore } from "@/lib/store/mongodb";
import { openSqliteStore } from "@/lib/store/sqlite";
import { begin, finish } from "../../tests/store/support/factories.ts";
import type { Client } from "../processes/client.ts";
import { answer } from "../thread/texts.ts";

/** Writes one chat of so many messages into a person's first project, past the API. @param database a MongoDB URI, or where SQLite's file is */
export async function seedChat(
  client: Client,
  database: string | { dataDir: string },
  messages: number,
): Promise<void> {
  const { user } = await client.data("/api/users/profile");
  const { projects } = await client.data("/api/projects");
  const scope = scopeOf({ userId: user.id });
  const store =
    typeof database === "string" ? await openMongoStore({ uri: database }) : await openSqliteStore(database);
  try {
    let chatId: string | undefined;
    let parentId: string | null = null;
    for (let i = 0; i < messages / 2; i++) {
      const turn = await begin(store, scope, {
        projectId: projects[0].id,
        parentId,
        question: `What about point ${i}?`,
        ...(chatId ? { chatId } : {}),
      });
      await finish(store, turn, answer(i));
      chatId = turn.chatId;
      parentId = turn.replyId;
    }
  } finally {
    await store.close();
  }
}
