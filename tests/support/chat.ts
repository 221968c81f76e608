/** A project with a scripted provider behind it, and short ways to talk to the chat routes. */
import { afterAll, beforeAll } from "vitest";
import * as chatRoute from "@/app/api/chat/[projectId]/route";
import * as continueRoute from "@/app/api/chats/[chatId]/continue/route";
import * as messagesRoute from "@/app/api/chats/[chatId]/messages/route";
import * as regenerateRoute from "@/app/api/chats/[chatId]/regenerate/route";
import * as chatItemRoute from "@/app/api/chats/[chatId]/route";
import * as stopRoute from "@/app/api/chats/[chatId]/stop/route";
import * as streamRoute from "@/app/api/chats/[chatId]/stream/route";
import * as projectRoute from "@/app/api/projects/[projectId]/route";
import * as projectsRoute from "@/app/api/projects/route";
import type { Chat, Message } from "@/lib/schemas";
import { type Answer, type CallOptions, call, type Person, setVariables, signUp } from "./api";
import { type OpenAIServer, startOpenAIServer } from "./openai-server";

export { SseReader } from "./sse-reader";

export type ChatBench = {
  provider: OpenAIServer;
  me: Person;
  projectId: string;
};

/** Call inside a file (or describe) that has an `apiStore`. The fields are set before the first test. */
export function chatBench(variables: Record<string, string | undefined> = {}): ChatBench {
  const bench = {} as ChatBench;
  let undo = () => {};
  beforeAll(async () => {
    bench.provider = await startOpenAIServer();
    undo = setVariables({
      OPENAI_BASE_URL: bench.provider.url,
      OPENAI_API_KEY: "sk-test",
      OPENAI_DEFAULT_MODEL: undefined,
      ...variables,
    });
    bench.me = await signUp();
    bench.projectId = await createProject(bench.me, {});
  });
  afterAll(async () => {
    undo();
    await bench.provider?.close();
  });
  return bench;
}

export async function createProject(me: Person, settings: Record<string, unknown>): Promise<string> {
  const body = { name: "Project", settings: { model: "scripted-echo", ...settings } };
  const answer = await call(projectsRoute, "POST /api/projects", { token: me.token, body });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body.data.project.id;
}
export const putProject = (me: Person, projectId: string, body: unknown) =>
  call(projectRoute, `PUT /api/projects/${projectId}`, { token: me.token, params: { projectId }, body });
export const deleteProject = (me: Person, projectId: string) =>
  call(projectRoute, `DELETE /api/projects/${projectId}`, { token: me.token, params: { projectId } });

type Who = { me: Person; projectId: string };

/** `POST /api/chat/:projectId`. */
export function send(
  who: Who,
  message: unknown,
  more: Record<string, unknown> = {},
  options: CallOptions = {},
): Promise<Answer> {
  return call(chatRoute, `POST /api/chat/${who.projectId}`, {
    token: who.me.token,
    params: { projectId: who.projectId },
    body: { message, ...more },
    ...options,
  });
}
const item = (chatId: string, who: Pick<Who, "me">, more: CallOptions = {}) => ({
  token: who.me.token,
  params: { chatId },
  ...more,
});
export const stop = (who: Pick<Who, "me">, chatId: string) =>
  call(stopRoute, `POST /api/chats/${chatId}/stop`, item(chatId, who));
export const regenerate = (who: Pick<Who, "me">, chatId: string, body: object, options: CallOptions = {}) =>
  call(regenerateRoute, `POST /api/chats/${chatId}/regenerate`, item(chatId, who, { body, ...options }));
export const continueReply = (
  who: Pick<Who, "me">,
  chatId: string,
  body: object,
  options: CallOptions = {},
) => call(continueRoute, `POST /api/chats/${chatId}/continue`, item(chatId, who, { body, ...options }));
export const follow = (who: Pick<Who, "me">, chatId: string, lastEventId?: string) =>
  call(
    streamRoute,
    `GET /api/chats/${chatId}/stream`,
    item(chatId, who, lastEventId ? { headers: { "Last-Event-ID": lastEventId } } : {}),
  );
export const patchChat = (who: Pick<Who, "me">, chatId: string, body: object) =>
  call(chatItemRoute, `PATCH /api/chats/${chatId}`, item(chatId, who, { body }));
export const getChat = async (who: Pick<Who, "me">, chatId: string): Promise<Chat> =>
  (await call(chatItemRoute, `GET /api/chats/${chatId}`, item(chatId, who))).body.data.chat;
export const deleteChat = (who: Pick<Who, "me">, chatId: string) =>
  call(chatItemRoute, `DELETE /api/chats/${chatId}`, item(chatId, who));

export async function messages(
  who: Pick<Who, "me">,
  chatId: string,
  query: Record<string, string> = {},
): Promise<Message[]> {
  const answer = await call(messagesRoute, `GET /api/chats/${chatId}/messages`, item(chatId, who, { query }));
  if (answer.status !== 200) throw new Error(`messages answered ${answer.status}`);
  return answer.body.data.messages;
}

export const textOf = (message: Pick<Message, "parts"> | undefined): string =>
  (message?.parts ?? []).map((part) => (part.type === "text" ? part.text : "")).join("");

/** Polls until `check` gives something truthy. */
export async function eventually<T>(check: () => Promise<T> | T, ms = 10_000): Promise<NonNullable<T>> {
  const deadline = Date.now() + ms;
  for (;;) {
    const value = await check();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`not within ${ms} ms: ${check}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
