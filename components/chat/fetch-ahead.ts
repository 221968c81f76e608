import { chatSession } from "@/lib/client/chat/registry";

/** Gets a chat that the person is about to open, and what shows it. */
export function fetchAhead(projectId: string, chatId: string): void {
  void import("./thread").catch(() => undefined);
  void chatSession(projectId, chatId).preload();
}
