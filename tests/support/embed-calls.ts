/** The widget's routes as functions. */
import * as feedbackRoute from "@/app/api/embed/[embed]/chats/[chatId]/messages/[messageId]/feedback/route";
import * as messagesRoute from "@/app/api/embed/[embed]/chats/[chatId]/messages/route";
import * as chatRoute from "@/app/api/embed/[embed]/chats/[chatId]/route";
import * as stopRoute from "@/app/api/embed/[embed]/chats/[chatId]/stop/route";
import * as streamRoute from "@/app/api/embed/[embed]/chats/[chatId]/stream/route";
import * as chatsRoute from "@/app/api/embed/[embed]/chats/route";
import * as sendRoute from "@/app/api/embed/[embed]/messages/route";
import * as visitorsRoute from "@/app/api/embed/[embed]/visitors/route";
import * as embedRoute from "@/app/api/projects/[projectId]/embed/route";
import * as endRoute from "@/app/api/projects/[projectId]/embed/visitors/route";
import { type CallOptions, call } from "./api";
import { data } from "./project-calls";

type Token = string | undefined;
export const SITE = "https://shop.example";

export const getEmbed = (token: Token, projectId: string) =>
  call(embedRoute, `GET /api/projects/${projectId}/embed`, { token, params: { projectId } });
export const putEmbed = (token: Token, projectId: string, body: unknown) =>
  call(embedRoute, `PUT /api/projects/${projectId}/embed`, { token, params: { projectId }, body });
export const endVisits = (token: Token, projectId: string) =>
  call(endRoute, `DELETE /api/projects/${projectId}/embed/visitors`, { token, params: { projectId } });

/** The widget on, for one site. */
export const switchOn = (token: Token, projectId: string, more: object = {}) =>
  putEmbed(token, projectId, { enabled: true, origins: [SITE], ...more });

export const comeIn = (embed: string, body: unknown = { origin: SITE }, more: CallOptions = {}) =>
  call(visitorsRoute, `POST /api/embed/${embed}/visitors`, { params: { embed }, body, ...more });
export const aVisitor = async (embed: string, body?: unknown): Promise<string> =>
  data(await comeIn(embed, body)).token;
export const forgetMe = (token: Token, embed: string) =>
  call(visitorsRoute, `DELETE /api/embed/${embed}/visitors`, { token, params: { embed } });

export const ask = (
  token: Token,
  embed: string,
  message: unknown,
  more: object = {},
  options: CallOptions = {},
) =>
  call(sendRoute, `POST /api/embed/${embed}/messages`, {
    token,
    params: { embed },
    body: { message, ...more },
    ...options,
  });
export const chatsOf = (token: Token, embed: string) =>
  call(chatsRoute, `GET /api/embed/${embed}/chats`, { token, params: { embed } });

const one = (token: Token, embed: string, chatId: string) => ({ token, params: { embed, chatId } });
export const messagesOf = (token: Token, embed: string, chatId: string) =>
  call(messagesRoute, `GET /api/embed/${embed}/chats/${chatId}/messages`, one(token, embed, chatId));
export const dropChat = (token: Token, embed: string, chatId: string) =>
  call(chatRoute, `DELETE /api/embed/${embed}/chats/${chatId}`, one(token, embed, chatId));
export const stopChat = (token: Token, embed: string, chatId: string) =>
  call(stopRoute, `POST /api/embed/${embed}/chats/${chatId}/stop`, one(token, embed, chatId));
export const followChat = (token: Token, embed: string, chatId: string) =>
  call(streamRoute, `GET /api/embed/${embed}/chats/${chatId}/stream`, one(token, embed, chatId));
export const rate = (token: Token, embed: string, chatId: string, messageId: string, rating: unknown) =>
  call(feedbackRoute, `PUT /api/embed/${embed}/chats/${chatId}/messages/${messageId}/feedback`, {
    token,
    params: { embed, chatId, messageId },
    body: { rating },
  });
