import type { Picture, PromptMessage } from "@/lib/ai";
import { LIMITS } from "@/lib/schemas";
import type { WireMessage, WirePart } from "./chat-schema";
import { faultyField } from "./errors";

const DATA_URL = /^data:(image\/(?:png|jpeg|gif|webp));base64,/;

/** A conversation of the caller's as the provider layer takes it. @throws 400 on the message at fault */
export function toPromptMessages(messages: WireMessage[]): PromptMessage[] {
  const seen: Seen = { calls: new Set(), bytes: 0 };
  return messages.map((message, index) => toPrompt(message, `messages.[${index}]`, seen));
}

/** What the messages before have brought. */
type Seen = { calls: Set<string>; bytes: number };
type Of<Role extends WireMessage["role"]> = Extract<WireMessage, { role: Role }>;

function toPrompt(message: WireMessage, at: string, seen: Seen): PromptMessage {
  if (message.role === "user") return ofUser(message, at, seen);
  if (message.role === "assistant") return ofAssistant(message, at, seen);
  if (message.role === "tool") {
    if (!seen.calls.has(message.tool_call_id)) {
      const text = "A message with the role 'tool' must answer a preceding message with 'tool_calls'.";
      throw faultyField(`${at}.tool_call_id`, text);
    }
    return { role: "user", content: textOf(message.content), toolCallId: message.tool_call_id };
  }
  return { role: "system", content: textOf(message.content), ...named(message.name) };
}

const named = (name: string | null | undefined) => (name ? { name } : {});

function ofAssistant(message: Of<"assistant">, at: string, seen: Seen): PromptMessage {
  const toolCalls = (message.tool_calls ?? []).map(({ id, function: given }) => ({ id, ...given }));
  for (const { id } of toolCalls) seen.calls.add(id);
  const content = textOf(message.content ?? "") || (message.refusal ?? "");
  if (content === "" && toolCalls.length === 0 && message.content == null) {
    const text = "Missing required parameter: an assistant's message has 'content' or 'tool_calls'.";
    throw faultyField(`${at}.content`, text, "missing_required_parameter");
  }
  const calls = toolCalls.length > 0 ? { toolCalls } : {};
  return { role: "assistant", content, ...named(message.name), ...calls };
}

function ofUser({ content, name }: Of<"user">, at: string, seen: Seen): PromptMessage {
  if (typeof content === "string") return { role: "user", content, ...named(name) };
  const pictures = content.flatMap((part, n) => pictureOf(part, `${at}.content.[${n}]`));
  seen.bytes += pictures.reduce((sum, { data = "" }) => sum + (data.length * 3) / 4, 0);
  if (seen.bytes > LIMITS.pictureBytes) throw faultyField(`${at}.content`, "The pictures are too large.");
  const shown = pictures.length > 0 ? { pictures } : {};
  return { role: "user", content: textOf(content), ...named(name), ...shown };
}

type Part = { type: string; text?: string; refusal?: string };

const textOf = (content: string | Part[]): string =>
  typeof content === "string" ? content : content.map(({ text, refusal }) => text ?? refusal ?? "").join("");

function pictureOf(part: WirePart, at: string): Picture[] {
  if (part.type !== "image_url") return [];
  const { url } = part.image_url;
  const mediaType = DATA_URL.exec(url.slice(0, 50))?.[1];
  if (!mediaType) {
    const text =
      "Pictures must be data URLs (PNG, JPEG, GIF or WebP in base64); other addresses are not fetched.";
    throw faultyField(`${at}.image_url.url`, text);
  }
  return [{ fileId: "", mediaType, data: url.slice(url.indexOf(",") + 1) }];
}
