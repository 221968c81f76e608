import { ApiError, errorFrom, isRecord, networkError } from "@/lib/client/api";
import type { EmbedFace, VisitorChat, VisitorMessage } from "@/lib/schemas";
import { clientText } from "@/lib/text/client";

type Options = { method?: string; body?: unknown; token?: string | null; accept?: string };

/** Without cookies: a visitor is who their token says, also where somebody is signed in. @throws ApiError */
async function send(path: string, { method, body, token, accept = "application/json" }: Options) {
  let response: Response;
  try {
    response = await fetch(path, {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: {
        Accept: accept,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      credentials: "omit",
      cache: "no-store",
    });
  } catch (cause) {
    throw networkError(cause);
  }
  if (!response.ok) throw await errorFrom(response);
  return response;
}

async function data<T>(path: string, options: Options = {}): Promise<T> {
  const payload: unknown = await (await send(path, options)).json().catch(() => null);
  if (isRecord(payload) && payload.success === true) return payload.data as T;
  throw new ApiError({
    status: 0,
    code: "http",
    message: clientText.request.unexpected,
  });
}

/** The routes of one assistant. */
export function embedCalls(embed: string) {
  const root = `/api/embed/${encodeURIComponent(embed)}`;
  const chat = (id: string) => `${root}/chats/${encodeURIComponent(id)}`;
  return {
    comeIn: (body: { origin?: string; password?: string }) =>
      data<{ token: string; face: EmbedFace }>(`${root}/visitors`, { body }),
    forget: (token: string) => data(`${root}/visitors`, { method: "DELETE", token }),
    chats: (token: string) => data<{ chats: VisitorChat[] }>(`${root}/chats?limit=20`, { token }),
    messages: (token: string, id: string) =>
      data<{ messages: VisitorMessage[] }>(`${chat(id)}/messages?limit=100`, { token }),
    remove: (token: string, id: string) => data(chat(id), { method: "DELETE", token }),
    stop: (token: string, id: string) => data(`${chat(id)}/stop`, { method: "POST", token }),
    rate: (token: string, id: string, messageId: string, rating: "up" | "down" | null) =>
      data(`${chat(id)}/messages/${encodeURIComponent(messageId)}/feedback`, {
        method: "PUT",
        token,
        body: { rating },
      }),
    ask: (token: string, message: string, chatId: string | null) =>
      send(`${root}/messages`, {
        token,
        accept: "text/event-stream",
        body: { message, stream: true, ...(chatId === null ? {} : { chatId }) },
      }),
    follow: (token: string, id: string) => send(`${chat(id)}/stream`, { token, accept: "text/event-stream" }),
  };
}

export type EmbedCalls = ReturnType<typeof embedCalls>;
