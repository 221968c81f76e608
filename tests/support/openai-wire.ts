/** What the scripted provider keeps of a request, and how it reads and answers one. */
import type { IncomingMessage, ServerResponse } from "node:http";

export type LoggedRequest = {
  id: number;
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  /** Parsed JSON, or null. */
  body: ChatBody | null;
  /** Epoch ms. */
  at: number;
  scenario: string | null;
  /** Epoch ms when the last byte was written by us. */
  finishedAt: number | null;
  /** Epoch ms when the client closed the connection before we had finished. */
  abortedAt: number | null;
  tokensSent: number;
};
export type ChatBody = {
  model?: string;
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
  messages?: { role: string; content: string | { type: string; text?: string }[] }[];
  max_tokens?: number;
  max_completion_tokens?: number;
  temperature?: number;
  input?: string | string[];
  dimensions?: number;
  [key: string]: unknown;
};
export const textOf = (content: string | { type: string; text?: string }[] | undefined): string =>
  typeof content === "string" ? content : (content ?? []).map((part) => part.text ?? "").join("");
export const countTokens = (body: ChatBody) =>
  (body.messages ?? []).reduce((sum, m) => sum + textOf(m.content).split(/\s+/).filter(Boolean).length, 0);
export const wait = (ms: number) =>
  ms > 0 ? new Promise<void>((resolve) => setTimeout(resolve, ms)) : Promise.resolve();

export function json(
  res: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  res.writeHead(status, { "Content-Type": "application/json", ...headers });
  res.end(JSON.stringify(value));
}
export function parse(text: string): ChatBody | null {
  try {
    return JSON.parse(text) as ChatBody;
  } catch {
    return null;
  }
}
export async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
