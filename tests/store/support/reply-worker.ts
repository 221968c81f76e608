/** Another process that answers: begins replies, sweeps, and says how each ended, as a line of JSON. */

import { scopeOf } from "@/lib/auth/scope";
import { launchRun, startRunSweeper } from "@/lib/chats/run";
import { newId } from "@/lib/ids";
import { getStore } from "@/lib/store";

export type Replies = {
  ownerId: string;
  projectId: string;
  count: number;
  message: string;
  clockOff?: number;
};
export type Ended = { chatId: string; messageId: string; status: string; text: string };

const task = JSON.parse(process.argv[2] ?? "") as Replies;
const say = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`);
if (task.clockOff) {
  const { now } = Date;
  Date.now = () => now() + (task.clockOff ?? 0);
}

async function reply(): Promise<Ended> {
  const ids = { id: newId(), chatId: newId(), messageId: newId() };
  const user = { id: newId(), parentId: null, parts: [{ type: "text" as const, text: "Q" }], configId: null };
  const run = await launchRun(scopeOf({ userId: task.ownerId }), {
    run: { ...ids, projectId: task.projectId, model: "scripted-slow" },
    newChat: { title: "Chat" },
    userMessage: user,
    assistantMessage: { parentId: user.id, parts: [], model: "scripted-slow", configId: null, request: null },
    request: {
      model: "scripted-slow",
      messages: [{ role: "user", content: task.message }],
      temperature: 0,
      maxTokens: 10_000,
    },
  });
  if (!run) throw new Error("no project");
  say({ begun: ids.messageId });
  const { status, parts } = await run.outcome;
  const text = parts.map((part) => (part.type === "text" ? part.text : "")).join("");
  return { chatId: ids.chatId, messageId: ids.messageId, status, text };
}

await getStore();
startRunSweeper(() => {});
await Promise.all(Array.from({ length: task.count }, async () => say(await reply())));
// Others may still be watched over: it is ended from outside.
process.stdin.once("end", () => process.exit(0)).resume();
