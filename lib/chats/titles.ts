import { projectAccount } from "@/lib/ai";
import type { RunHandle } from "@/lib/chats/run";
import { titleFromModel } from "@/lib/chats/title";
import { log } from "@/lib/log";
import { keepAlive } from "@/lib/platform";
import { getStore, type Scope } from "@/lib/store";
import { announceChat } from "./announce";
import { textOf } from "./shapes";

/** Once the first reply is there, asks the model for a better title than the message's beginning. In the background. */
export function improveTitle(
  scope: Scope,
  projectId: string,
  run: RunHandle,
  model: string,
  message: string,
): void {
  keepAlive(
    run.outcome.then(async ({ parts, status }) => {
      const reply = textOf(parts);
      if (reply === "" || status === "failed" || status === "interrupted") return;
      const title = await titleFromModel(model, projectAccount(scope, projectId), message, reply);
      if (!title) return;
      const store = await getStore();
      try {
        await store.chats.update(scope, run.chatId, { title, titleSource: "model" });
        announceChat(scope.userId, run.chatId);
      } catch (err) {
        log().warn({ err, chatId: run.chatId }, "the title could not be stored");
      }
    }),
  );
}
