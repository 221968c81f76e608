/** A chat session on a scripted server, and how the tests read it. */
import { expect, vi } from "vitest";
import { ChatSession } from "@/lib/client/chat/session";
import { textOf } from "@/lib/client/chat/thread";
import { message, ScriptedChat } from "./scripted-chat";

export function open(chatId: string | null = "c1") {
  const server = new ScriptedChat();
  const session = new ChatSession("p", chatId, server);
  return { server, session };
}

export const shown = (session: ChatSession) =>
  session.state.keys.map((key) => {
    const m = session.message(key);
    return m ? `${m.role}:${textOf(m)}` : "";
  });
export const exchange = (asked: string, answered: string, status: "complete" | "stopped" = "complete") => [
  message("u1", "user", asked),
  message("a1", "assistant", answered, { parentId: "u1", status }),
];
export const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 5 });
export const idle = (session: ChatSession) => until(() => expect(session.state.phase).toBe("idle"));
export const reconciled = (server: ScriptedChat) =>
  until(() => expect(server.calls("messages").length).toBeGreaterThan(0));
