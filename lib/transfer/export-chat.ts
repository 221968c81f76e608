import { requireChat, textOf, toChat, toMessage } from "@/lib/chats";
import { cutText, LIMITS, type Message } from "@/lib/schemas";
import { allPages, getStore, type MessageView, type Scope } from "@/lib/store";

export type ExportedChat = { filename: string; mediaType: string; body: string };

/** The active branch as a file. @throws not_found */
export async function exportChat(scope: Scope, chatId: string, format: "md" | "json"): Promise<ExportedChat> {
  const chat = toChat(await requireChat(scope, chatId));
  const messages = (await wholeBranch(scope, chatId)).map(toMessage);
  const plain = chat.title
    .replace(/[\p{C}/\\:*?"<>|]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  const name = cutText(plain, 80) || "chat";
  if (format === "json") {
    const { running: _, ...rest } = chat;
    const body = `${JSON.stringify({ chat: rest, messages }, null, 2)}\n`;
    return { filename: `${name}.json`, mediaType: "application/json; charset=utf-8", body };
  }
  const sections = messages.map(section).join("\n\n");
  const body = `# ${chat.title.replace(/\s+/g, " ")}\n\n${sections}\n`;
  return { filename: `${name}.md`, mediaType: "text/markdown; charset=utf-8", body };
}

async function wholeBranch(scope: Scope, chatId: string): Promise<MessageView[]> {
  const store = await getStore();
  const { activeLeafId } = await requireChat(scope, chatId);
  if (!activeLeafId) return [];
  const pages: MessageView[][] = [];
  const all = allPages((cursor) =>
    store.messages.branch(scope, chatId, activeLeafId, { limit: LIMITS.pageMax, cursor }),
  );
  for await (const page of all) pages.unshift(page);
  return pages.flat();
}

const UNFINISHED: Partial<Record<Message["status"], string>> = {
  streaming: "still being written",
  stopped: "stopped",
  interrupted: "interrupted",
  failed: "failed",
};

/** One message as Markdown. */
export function section(message: Message): string {
  const who = message.role === "user" ? "You" : `Assistant${message.model ? ` (${message.model})` : ""}`;
  const unfinished = UNFINISHED[message.status];
  const sources = message.parts
    .filter((part) => part.type === "source-document")
    .map((part, i) => `${i + 1}. ${part.title}`);
  const files = message.parts.flatMap((part) => (part.type === "file" ? [part.filename ?? "file"] : []));
  return [
    `## ${who}`,
    `*${message.createdAt}${unfinished ? `, ${unfinished}` : ""}*`,
    textOf(message.parts),
    ...(files.length > 0 ? [`Attached: ${files.join(", ")}`] : []),
    ...(sources.length > 0 ? [`Sources:\n\n${sources.join("\n")}`] : []),
  ].join("\n\n");
}
