import type { ChatDetail, Effort, FeedbackReason, Message } from "@/lib/schemas";
import { clientText } from "@/lib/text/client";
import { ApiError, api, request } from "../api";
import { redirectToSignIn } from "../sign-in-redirect";
import type { MessagePage, PlacedPage } from "./thread";

const enc = encodeURIComponent;
const STREAM = { Accept: "text/event-stream" };

type Place = { around: string } | { after: string };

/** Everything a chat asks of the server; tests put their own in its place. */
export type ChatTransport = {
  /** POST that starts a reply; resolves with its stream. @throws ApiError */
  start(
    path: string,
    body: Record<string, unknown>,
    key: string | null,
    signal: AbortSignal,
  ): Promise<Response>;
  /** The running reply from its start (or after `lastEventId`), null when nothing runs. @throws ApiError */
  follow(chatId: string, lastEventId: string | null, signal: AbortSignal): Promise<Response | null>;
  stop(chatId: string): Promise<void>;
  chat(chatId: string): Promise<ChatDetail>;
  answerWith(chatId: string, choice: { model: string | null } | { effort: Effort | null }): Promise<void>;
  messages(chatId: string, query: { limit: number; cursor?: string }): Promise<MessagePage>;
  /** The page about one message, or the one that follows it. @throws ApiError */
  messagesAt(chatId: string, query: { limit: number } & Place): Promise<PlacedPage>;
  activate(chatId: string, messageId: string): Promise<void>;
  rate(
    chatId: string,
    messageId: string,
    rating: "up" | "down" | null,
    why: { reasons?: FeedbackReason[]; note?: string },
  ): Promise<Message | null>;
};

export const httpTransport: ChatTransport = {
  async start(path, body, key, signal) {
    const response = await request(path, {
      method: "POST",
      body: { ...body, stream: true },
      headers: { ...STREAM, ...(key ? { "Idempotency-Key": key } : {}) },
      signal,
    });
    return streamOnly(response);
  },
  async follow(chatId, lastEventId, signal) {
    const response = await request(`/api/chats/${enc(chatId)}/stream`, {
      headers: { ...STREAM, ...(lastEventId ? { "Last-Event-ID": lastEventId } : {}) },
      signal,
    });
    return response.status === 204 ? null : streamOnly(response);
  },
  async stop(chatId) {
    await api(`/api/chats/${enc(chatId)}/stop`, { method: "POST" });
  },
  async chat(chatId) {
    return (await api<{ chat: ChatDetail }>(`/api/chats/${enc(chatId)}`)).chat;
  },
  messages(chatId, { limit, cursor }) {
    const query = cursor ? `&cursor=${enc(cursor)}` : "";
    return api<MessagePage>(`/api/chats/${enc(chatId)}/messages?limit=${limit}${query}`);
  },
  messagesAt(chatId, { limit, ...place }) {
    return api<PlacedPage>(
      `/api/chats/${enc(chatId)}/messages?${new URLSearchParams({ limit: String(limit), ...place })}`,
    );
  },
  async activate(chatId, messageId) {
    await api(`/api/chats/${enc(chatId)}`, { method: "PATCH", body: { activeLeafId: messageId } });
  },
  async answerWith(chatId, choice) {
    await api(`/api/chats/${enc(chatId)}`, { method: "PATCH", body: choice });
  },
  async rate(chatId, messageId, rating, why) {
    const data = await api<{ message?: Message }>(
      `/api/chats/${enc(chatId)}/messages/${enc(messageId)}/feedback`,
      { method: "PUT", body: { rating, ...why } },
    );
    return data?.message ?? null;
  },
};

/** A sign-in page or a proxy's error page answers 200 with HTML: that is no reply. */
function streamOnly(response: Response): Response {
  if (response.headers.get("Content-Type")?.startsWith("text/event-stream") && response.body) return response;
  if (response.redirected) redirectToSignIn();
  throw new ApiError({
    status: response.redirected ? 401 : 502,
    code: "http",
    message: clientText.request.unexpected,
  });
}
